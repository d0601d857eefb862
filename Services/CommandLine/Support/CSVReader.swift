internal import Foundation

/// Reads a CSV file (RFC 4180, UTF-8) some rows at a time: however long it is, only those are in memory. Separator is
/// the comma, or the semicolon if the first line has one and no comma.
struct CSVReader {
    /// One row with its line in the file, from 1.
    struct Row {
        let line: Int
        fileprivate let columns: [String: Int]
        fileprivate let cells: [String]
        /// Whether it has another number of cells than the first line.
        let isBroken: Bool

        /// A column's text; nil if there is no such column or nothing in it.
        subscript(column: String) -> String? {
            guard let index = self.columns[column], self.cells.indices.contains(index) else { return nil }
            let text = self.cells[index].trimmingCharacters(in: .whitespaces)
            return text.isEmpty ? nil : text
        }
    }

    /// The file's size in bytes.
    let size: Int
    /// How many of them were read.
    private(set) var read = 0
    private let handle: FileHandle
    private var buffer: [UInt8] = []
    private var line = 1
    private var separator = UInt8(ascii: ",")
    private var columns: [String: Int] = [:]
    private var width = 0
    private var isOver = false
    private static let piece = 1 << 16
    private static let longestRow = 1 << 20

    /// Opens the file.
    ///
    /// - Throws: ``Failure`` if it can't be read.
    init(path: String) throws {
        guard let handle = FileHandle(forReadingAtPath: path),
            let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
        else { throw Failure("\(path) cannot be read") }
        self.handle = handle
        self.size = size
    }

    /// The next rows, at most so many; nil at the end.
    ///
    /// - Parameter hashing: Gets every byte once, in order.
    mutating func next(_ most: Int, hashing: (Data) -> Void) throws -> [Row]? {
        var rows: [Row] = []
        while rows.count < most, let (cells, line) = try self.record(hashing) {
            if self.columns.isEmpty {
                for (index, name) in cells.enumerated() {
                    let key = name.trimmingCharacters(in: .whitespaces).lowercased()
                    if self.columns[key] == nil { self.columns[key] = index }
                }
                self.width = cells.count
                continue
            }
            if cells == [""] { continue }
            rows.append(Row(line: line, columns: self.columns, cells: cells, isBroken: cells.count != self.width))
        }
        return rows.isEmpty ? nil : rows
    }

    /// One record and the line it begins in.
    private mutating func record(_ hashing: (Data) -> Void) throws -> ([String], Int)? {
        var searched = 0
        var isQuoted = false
        while true {
            while searched < self.buffer.count {
                let byte = self.buffer[searched]
                if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
                if byte == UInt8(ascii: "\n"), !isQuoted { return self.take(searched, skipping: 1) }
                searched += 1
            }
            if self.isOver { return self.buffer.isEmpty ? nil : self.take(self.buffer.count, skipping: 0) }
            guard self.buffer.count < Self.longestRow else {
                throw Failure("line \(self.line) has no end", status: .refused)
            }
            let more = try self.handle.read(upToCount: Self.piece) ?? Data()
            hashing(more)
            if self.read == 0, more.starts(with: [0xEF, 0xBB, 0xBF]) {
                self.buffer += more.dropFirst(3)
            } else {
                self.buffer += more
            }
            self.read += more.count
            if more.isEmpty { self.isOver = true }
        }
    }

    private mutating func take(_ count: Int, skipping: Int) -> ([String], Int) {
        let begin = self.line
        var bytes = Array(self.buffer.prefix(count))
        self.buffer.removeFirst(count + skipping)
        self.line += bytes.count { $0 == UInt8(ascii: "\n") } + 1
        if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        if begin == 1, !bytes.contains(UInt8(ascii: ",")), bytes.contains(UInt8(ascii: ";")) {
            self.separator = UInt8(ascii: ";")
        }
        return (self.cells(bytes), begin)
    }

    private func cells(_ bytes: [UInt8]) -> [String] {
        var cells: [String] = []
        var cell: [UInt8] = []
        var isQuoted = false
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\"") {
                if isQuoted, index + 1 < bytes.count, bytes[index + 1] == byte {
                    cell.append(byte)
                    index += 1
                } else {
                    isQuoted.toggle()
                }
            } else if byte == self.separator, !isQuoted {
                cells.append(String(decoding: cell, as: UTF8.self))
                cell = []
            } else {
                cell.append(byte)
            }
            index += 1
        }
        cells.append(String(decoding: cell, as: UTF8.self))
        return cells
    }
}
