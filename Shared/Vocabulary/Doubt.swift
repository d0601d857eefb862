/// Something odd in a complaint that blocks nothing: where, what belongs there, what was found. Becomes a warning of the
/// receipt.
public struct Doubt: Codable, Sendable, Hashable {
    /// The member in question (RFC 6901), "" for the whole body. Names no member that the schema doesn't know.
    public var pointer: String
    /// What belongs there: `NIK: 16 digits`.
    public var expected: String
    /// A JSON type, a length, or a word such as `missing` or `mismatch`: never a value.
    public var found: String

    /// A doubt.
    public init(pointer: String, expected: String, found: String) {
        self.pointer = pointer
        self.expected = expected
        self.found = found
    }
}
