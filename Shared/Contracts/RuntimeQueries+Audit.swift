internal import Vocabulary

/// Recomputes a unit's chain of Merkle roots from its journal.
public struct VerifyAudit: RuntimeQueryContract, Equatable {
    /// The message's `type`.
    public static let type = "verify_audit"
    /// What it is for, in a sentence.
    public static let summary =
        "Recomputes the chain of roots over the journal and tells what other units' roots it holds."
    /// Checks only from this root on; 0 for all.
    public var from: Int64
    /// Numbers of the unit's own roots that others hold: they are told whatever their age.
    public var roots: [Int64]

    /// All members.
    public init(from: Int64 = 0, roots: [Int64] = []) {
        self.from = from
        self.roots = roots
    }

    /// One root of a unit's chain.
    public struct Root: Codable, Sendable, Equatable {
        /// Whose journal it covers.
        public var unit: UnitName
        /// Its number in that unit's chain, from 1.
        public var number: Int64
        /// How many positions it covers.
        public var positions: Int64
        /// SHA-256, chained to the one before, lower-case hexadecimal.
        public var root: String

        /// All members.
        public init(unit: UnitName, number: Int64, positions: Int64, root: String) {
            self.unit = unit
            self.number = number
            self.positions = positions
            self.root = root
        }
    }

    /// One place where journal and chain disagree.
    public struct Break: Codable, Sendable, Equatable {
        /// The root that does not hold.
        public var number: Int64
        /// `edited`, `missing`, `reordered` or `cut`.
        public var kind: String
        /// The first position of the journal that is not as the root was made; null where it is the chain itself.
        public var position: Int64?
        /// How many positions under this root are so; 0 where it is the chain itself.
        public var positions: Int64

        /// All members.
        public init(number: Int64, kind: String, position: Int64? = nil, positions: Int64 = 0) {
            self.number = number
            self.kind = kind
            self.position = position
            self.positions = positions
        }
    }

    /// What came of it.
    public struct Answer: Codable, Sendable, Equatable {
        /// The unit.
        public var unit: UnitName
        /// Roots checked.
        public var checked: Int64
        /// Events no root covers yet.
        public var uncovered: Int64
        /// Where the journal does not match; empty if all is well.
        public var breaks: [Break]
        /// The unit's own roots: the last one, and those asked for.
        public var own: [Root]
        /// The last root it holds of each other unit, and the first of which it was told another later.
        public var held: [Root]

        /// All members.
        public init(unit: UnitName, checked: Int64, uncovered: Int64, breaks: [Break], own: [Root], held: [Root]) {
            self.unit = unit
            self.checked = checked
            self.uncovered = uncovered
            self.breaks = breaks
            self.own = own
            self.held = held
        }
    }

    /// A made-up message.
    public static let example = VerifyAudit()
    /// What an answer looks like.
    public static let answerExample = Answer(
        unit: .intake,
        checked: 12,
        uncovered: 3,
        breaks: [],
        own: [Root(unit: .intake, number: 12, positions: 40, root: Self.exampleRoot)],
        held: [Root(unit: .referral, number: 4, positions: 2, root: Self.exampleRoot)]
    )
    private static let exampleRoot = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
}
