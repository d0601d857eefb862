/// Everything that is wrong with a pack or calendar, at once.
public struct PackProblems: Error, Sendable, Equatable, CustomStringConvertible {
    /// One thing that is wrong.
    public struct Item: Sendable, Equatable, Codable, CustomStringConvertible {
        /// The key, as a JSON Pointer (RFC 6901): `/limits/contact_h.high`.
        public var pointer: String
        /// Its line, from 1.
        public var line: Int?
        /// What belongs there.
        public var expected: String
        /// What is there: a type, a number out of range, a word that is none.
        public var found: String

        /// `line 31 /limits/contact_h.high: expected 1 to 72, found 900`.
        public var description: String {
            let place = self.line.map { "line \($0) " } ?? ""
            return
                "\(place)\(self.pointer.isEmpty ? "/" : self.pointer): expected \(self.expected), found \(self.found)"
        }
    }

    /// The file's name, as given.
    public let file: String
    /// All of them, by line.
    public let items: [Item]

    init(file: String, items: [Item]) {
        self.file = file
        self.items = items.sorted { ($0.line ?? 0, $0.pointer) < ($1.line ?? 0, $1.pointer) }
    }

    /// One a line.
    public var description: String { self.items.map { "\(self.file): \($0)" }.joined(separator: "\n") }
}
