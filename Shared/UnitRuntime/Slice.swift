public import Vocabulary

/// The aggregates of a kind that a rule reads whole, when it need not see them all: named once, with its condition
/// (``AggregateType/slicing(_:where:)``), and then wherever a kind is named.
public struct Slice<A: Aggregate>: Sendable {
    /// For `kinds(of:)`: `case.agenda`.
    public let name: String

    /// A slice by a word.
    public init(_ word: String) { self.name = "\(A.streamKind).\(word)" }
}
