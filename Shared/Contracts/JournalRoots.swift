/// A unit sealed a stretch of its journal. The others journal it: proof that nothing before it was changed since.
public struct JournalRootSealed: EventContract, Equatable {
    /// Told by every unit, heard by all but data-request, which hears facts alone.
    public static let route = Telling(
        "journal_root_sealed",
        Set(UnitName.allCases),
        to: [.intake, .identification, .serviceUnit, .referral],
        "a stretch of the unit's journal is sealed by a Merkle root chained to the one before"
    )

    /// Whose journal.
    public var unit: String
    /// Its number in that unit's chain, from 1.
    public var number: Int64
    /// How many events it covers.
    public var positions: Int64
    /// SHA-256, chained to the root before, lower-case hexadecimal.
    public var root: String

    /// A sealed stretch.
    public init(unit: String, number: Int64, positions: Int64, root: String) {
        self.unit = unit
        self.number = number
        self.positions = positions
        self.root = root
    }
}
