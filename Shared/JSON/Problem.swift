/// One thing that is wrong with a message, said without repeating any of its values.
public struct Problem: Codable, Hashable, Sendable {
    /// Where it is: a JSON Pointer (RFC 6901); empty for the whole body.
    public var pointer: String
    /// What belongs there: a type, a form, or the allowed words.
    public var expected: String
    /// What is there: a JSON type, perhaps with a length, or `missing`. Never a value.
    public var found: String

    /// Says what is wrong at one place.
    public init(pointer: String, expected: String, found: String) {
        self.pointer = pointer
        self.expected = expected
        self.found = found
    }
}

/// JSON Pointers (RFC 6901).
public enum JSONPointer {
    /// A name as it stands in a pointer: `~` becomes `~0` and `/` becomes `~1`.
    public static func escape(_ name: String) -> String {
        guard name.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else { return name }
        var escaped = ""
        for scalar in name.unicodeScalars {
            switch scalar {
            case "~": escaped += "~0"
            case "/": escaped += "~1"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
