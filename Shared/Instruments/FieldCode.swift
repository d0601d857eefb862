/// A field of a form by its code, `f1_birth_date` (domain.md §7).
public struct FieldCode: RawRepresentable, Codable, Sendable, Hashable, Comparable, ExpressibleByStringLiteral {
    /// The code as it stands in the form's file.
    public let rawValue: String

    /// A code; whether the form has it is the form's to say.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Writes a code.
    public init(stringLiteral value: String) { self.rawValue = value }

    /// By code.
    public static func < (left: FieldCode, right: FieldCode) -> Bool { left.rawValue < right.rawValue }
}
