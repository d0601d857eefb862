private import Foundation
private import Synchronization

/// Why a register's file can't be used. Names the line, never what is in it.
public struct RegisterFileError: Error, Sendable, CustomStringConvertible {
    /// The file.
    public let path: String
    /// The line, from 1; nil if the file can't be read at all.
    public let line: Int?
    /// What belongs there.
    public let expected: String

    /// One line for whoever starts the unit.
    public var description: String {
        self.line.map { "\(self.path), line \($0): expected \(self.expected)" }
            ?? "\(self.path): expected \(self.expected)"
    }
}

/// One line of a register.
struct RegisterRow {
    let fields: [String: String]
    let path: String
    let line: Int

    /// A column's text; "" if the line is too short.
    subscript(column: String) -> String { self.fields[column] ?? "" }

    func error(_ expected: String) -> RegisterFileError {
        RegisterFileError(path: self.path, line: self.line, expected: expected)
    }
}

/// A CSV file that is read again when it changes. The first line names the columns; `#` begins a comment.
final class RegisterFile<Contents: Sendable>: Sendable {
    private struct State {
        var contents: Contents
        var changed: Date?
        var looked: ContinuousClock.Instant
    }

    private let path: String
    private let columns: [String]
    private let read: @Sendable ([RegisterRow]) throws(RegisterFileError) -> Contents
    private let state: Mutex<State>

    init(
        path: String,
        columns: [String],
        read: @escaping @Sendable ([RegisterRow]) throws(RegisterFileError) -> Contents
    ) throws(RegisterFileError) {
        let changed = Self.changed(path)
        let contents = try read(try Self.rows(path, columns))
        self.path = path
        self.columns = columns
        self.read = read
        self.state = Mutex(State(contents: contents, changed: changed, looked: .now))
    }

    /// What the file holds; looks at most once a second whether it changed.
    var contents: Contents {
        self.state.withLock { state in
            guard state.looked.duration(to: .now) >= .seconds(1) else { return state.contents }
            state.looked = .now
            let changed = Self.changed(self.path)
            if let changed, changed != state.changed,
                let contents = try? self.read(try Self.rows(self.path, self.columns))
            {
                state.contents = contents
                state.changed = changed
            }
            return state.contents
        }
    }

    private static func changed(_ path: String) -> Date? {
        (try? FileManager.default.attributesOfItem(atPath: path))?[.modificationDate] as? Date
    }

    private static func rows(_ path: String, _ columns: [String]) throws(RegisterFileError) -> [RegisterRow] {
        guard let data = FileManager.default.contents(atPath: path), let text = String(data: data, encoding: .utf8)
        else { throw RegisterFileError(path: path, line: nil, expected: "a readable CSV file in UTF-8") }
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map {
            self.cells(String($0))
        }
        let header = lines.first ?? []
        guard columns.allSatisfy(header.contains) else {
            throw RegisterFileError(path: path, line: 1, expected: "the columns \(columns.joined(separator: ","))")
        }
        return lines.enumerated().dropFirst().compactMap { index, cells in
            guard let first = cells.first, cells != [""], !first.hasPrefix("#") else { return nil }
            let fields = Dictionary(zip(header, cells), uniquingKeysWith: { first, _ in first })
            return RegisterRow(fields: fields, path: path, line: index + 1)
        }
    }

    private static func cells(_ line: String) -> [String] {
        line.split(separator: ",", omittingEmptySubsequences: false).map {
            $0.trimmingCharacters(in: .whitespacesAndNewlines)
        }
    }
}
