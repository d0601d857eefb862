internal import Foundation

/// Reads a CSV file (RFC 4180, UTF-8) some rows at a time: however long it is, only those are in memory. Separator is
/// the comma, or the semicolon if the first line has one and no comma.
struct CSVReader {
    /// One row with its line in the file, from 1.
    struct Row {
        let line: Int
        fileprivate let columns: [String: Int]
        fileprivate let cells: [String]
        /// What it should have been if it is none: other cells than the first line's, or no text.
        let broken: (expected: String, found: String)?

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
    private let path: String
    private let wanted: [String]
    private static let piece = 1 << 16
    private static let longestRow = 1 << 20

    /// Opens the file.
    ///
    /// - Parameter wanted: The columns of which the first line must name one.
    /// - Throws: ``Failure`` if it can't be read.
    init(path: String, wanted: [String]) throws {
        self.wanted = wanted
        self.handle = try InputFile.open(path)
        // Of what a link leads to; what can't be wound back has none.
        self.size = (try? Int(self.handle.seekToEnd())) ?? 0
        try? self.handle.seek(toOffset: 0)
        self.path = path
    }

    /// The next rows, at most so many; nil at the end.
    ///
    /// - Parameter hashing: Gets every byte once, in order.
    mutating func next(_ most: Int, hashing: (Data) -> Void) throws -> [Row]? {
        var rows: [Row] = []
        while rows.count < most, let (cells, line) = try self.record(hashing) {
            if self.columns.isEmpty {
                try self.take(header: cells)
                continue
            }
            if cells == [""] { continue }
            rows.append(
                Row(line: line, columns: self.columns, cells: cells.map { $0 ?? "" }, broken: self.fault(cells))
            )
        }
        if self.columns.isEmpty { throw self.fault("a first line that names the columns") }
        return rows.isEmpty ? nil : rows
    }

    private mutating func take(header cells: [String?]) throws {
        for (index, name) in cells.enumerated() {
            guard let name else { throw self.fault("UTF-8 without control characters", at: 1) }
            let key = name.trimmingCharacters(in: .whitespaces).lowercased()
            guard key.isEmpty || self.columns[key] == nil else { throw self.fault("the column \(key) once", at: 1) }
            self.columns[key] = index
        }
        self.width = cells.count
        guard self.wanted.contains(where: { self.columns[$0] != nil }) else {
            throw self.fault("a column \(self.wanted.joined(separator: " or "))", at: 1)
        }
    }

    private func fault(_ cells: [String?]) -> (expected: String, found: String)? {
        if cells.contains(nil) { return ("UTF-8 without control characters", "other bytes") }
        return cells.count == self.width ? nil : ("\(self.width) cells, as many as columns", "\(cells.count)")
    }

    private func fault(_ expected: String, at line: Int? = nil) -> Failure {
        Failure("\(self.path):\(line ?? self.line): expected \(expected)", status: .refused)
    }

    /// One record and the line it begins in.
    private mutating func record(_ hashing: (Data) -> Void) throws -> ([String?], Int)? {
        var searched = 0
        var isQuoted = false
        while true {
            while searched < self.buffer.count {
                let byte = self.buffer[searched]
                if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
                if byte == UInt8(ascii: "\n"), !isQuoted { return self.take(searched, skipping: 1) }
                searched += 1
            }
            if self.isOver {
                guard !isQuoted else { throw self.fault("a quotation mark that closes the one opened here") }
                return self.buffer.isEmpty ? nil : self.take(self.buffer.count, skipping: 0)
            }
            guard self.buffer.count < Self.longestRow else {
                throw self.fault("a row of at most \(Self.longestRow) bytes")
            }
            let more = try InputFile.piece(of: self.handle, Self.piece, self.path)
            hashing(more)
            if self.read == 0, more.starts(with: [0xFF, 0xFE]) || more.starts(with: [0xFE, 0xFF]) {
                throw self.fault("UTF-8: this is UTF-16")
            }
            if self.read == 0, more.starts(with: [0xEF, 0xBB, 0xBF]) {
                self.buffer += more.dropFirst(3)
            } else {
                self.buffer += more
            }
            self.read += more.count
            if more.isEmpty { self.isOver = true }
        }
    }

    private mutating func take(_ count: Int, skipping: Int) -> ([String?], Int) {
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

    /// The cells; nil for one that is no text.
    private func cells(_ bytes: [UInt8]) -> [String?] {
        var cells: [String?] = []
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
                cells.append(Self.text(cell))
                cell = []
            } else {
                cell.append(byte)
            }
            index += 1
        }
        cells.append(Self.text(cell))
        return cells
    }

    private static func text(_ bytes: [UInt8]) -> String? {
        let isControl = { (byte: UInt8) in byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D || byte == 0x7F }
        return bytes.contains(where: isControl) ? nil : String(validating: bytes, as: UTF8.self)
    }
}
