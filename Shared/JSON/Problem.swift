/// One thing that is wrong with a message, said without repeating any of its values.
public struct Problem: Codable, Hashable, Sendable {
    /// Where it is: a JSON Pointer (RFC 6901); empty for the whole body.
    public var pointer: String
    /// What belongs there: a type, a form, or the allowed words.
    public var expected: String
    /// What is there: a JSON type, perhaps with a length, `missing`, or what a rule says against it. Never a value.
    public var found: String

    /// Expected where a rule, not a form, refuses what is there.
    public static let ruled = "what the rule allows"

    /// Says what is wrong at one place.
    public init(pointer: String, expected: String, found: String) {
        self.pointer = pointer
        self.expected = expected
        self.found = found
    }
}

extension [Problem] {
    /// As many as an answer can hold and a person can read; one more says that there are others.
    ///
    /// A message of 1 MiB can be wrong in a hundred thousand places, each under a name of any length.
    public var bounded: [Problem] {
        let (most, longest) = (200, 256)
        guard self.count > most || self.contains(where: { $0.pointer.utf8.count > longest }) else { return self }
        var bounded = self.prefix(most).map { problem in
            guard problem.pointer.utf8.count > longest else { return problem }
            var short = problem
            short.pointer = String(decoding: problem.pointer.utf8.prefix(longest), as: UTF8.self) + "…"
            return short
        }
        if self.count > most {
            let more = "\(self.count - most) more"
            bounded.append(Problem(pointer: "", expected: "none beyond those listed", found: more))
        }
        return bounded
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
