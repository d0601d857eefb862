public import Vocabulary

/// What a key of a child leads to: records in the order they came, and the first child on lists, as words. A list may
/// hold thousands of one name and year, so no more of them than that one are kept here.
public struct KnownUnderKey: Sendable, Equatable {
    private static let mark = "c:"
    /// So many records tell nobody apart: `nobody knows`, 7 years old, of a village.
    static let most = 40
    /// The records.
    public private(set) var children: [ChildID] = []
    /// The child on lists.
    public private(set) var candidate: CandidateID?

    /// Reads the words.
    public init(_ text: String?) {
        for word in text?.split(separator: " ") ?? [] {
            if word.hasPrefix(Self.mark) {
                self.candidate = self.candidate ?? CandidateID(String(word.dropFirst(Self.mark.count)))
            } else if let id = ChildID(String(word)) {
                self.children.append(id)
            }
        }
    }

    /// The words.
    public var text: String {
        let marked = [self.candidate].compactMap { $0.map { Self.mark + $0.text } }
        return (self.children.map(\.text) + marked).joined(separator: " ")
    }

    /// The records it makes likely to be one child; none where nobody could decide between them.
    ///
    /// - Parameter most: From how many on: see ``SubstituteKey/Kind/most``.
    public func alike(below most: Int) -> [ChildID] { self.children.count < most ? self.children : [] }

    /// Lets the key lead to a record too.
    public mutating func add(_ child: ChildID) {
        if self.children.count < Self.most, !self.children.contains(child) { self.children.append(child) }
    }

    /// Lets the key lead to a child on lists, if it leads to none.
    public mutating func add(_ candidate: CandidateID) { self.candidate = self.candidate ?? candidate }

    /// Lets the key lead to this record alone.
    public mutating func replace(with child: ChildID) { self.children = [child] }
}
