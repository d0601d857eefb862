/// What `Codable` knows without an `init(from:)` of its own.
protocol JSONPrimitive: Decodable {
    /// What belongs there, in words.
    static var expectation: String { get }
    /// What stands in for a value that is missing or wrong.
    static var placeholder: Self { get }
    /// Nil if that value is of another type or out of range.
    init?(json: JSONValue)
}

extension Bool: JSONPrimitive {
    static var expectation: String { "boolean" }
    static var placeholder: Bool { false }
    init?(json: JSONValue) {
        guard case .bool(let bool) = json else { return nil }
        self = bool
    }
}

extension String: JSONPrimitive {
    static var expectation: String { "string" }
    static var placeholder: String { "" }
    init?(json: JSONValue) {
        guard case .string(let string) = json else { return nil }
        self = string
    }
}

extension Double: JSONPrimitive {
    static var expectation: String { "number" }
    static var placeholder: Double { 0 }
    init?(json: JSONValue) {
        guard let number = json.number else { return nil }
        self = number
    }
}

extension Float: JSONPrimitive {
    static var expectation: String { "number" }
    static var placeholder: Float { 0 }
    init?(json: JSONValue) {
        guard let number = json.number, Float(number).isFinite else { return nil }
        self = Float(number)
    }
}

extension FixedWidthInteger {
    fileprivate static func exactly(_ json: JSONValue) -> Self? {
        switch json {
        case .integer(let integer): Self(exactly: integer)
        // 3.0 is an integer too (JSON Schema, "integer"), as far as a Double counts one by one.
        case .number(let number) where number.magnitude <= 9_007_199_254_740_992: Self(exactly: number)
        case .null, .bool, .number, .string, .array, .object: nil
        }
    }

    fileprivate static var range: String { "integer from \(Self.min) to \(Self.max)" }
}

extension Int: JSONPrimitive {
    static var expectation: String { "integer" }
    static var placeholder: Int { 0 }
    init?(json: JSONValue) {
        guard let integer = Self.exactly(json) else { return nil }
        self = integer
    }
}

extension Int8: JSONPrimitive {
    static var expectation: String { Self.range }
    static var placeholder: Int8 { 0 }
    init?(json: JSONValue) {
        guard let integer = Self.exactly(json) else { return nil }
        self = integer
    }
}

extension Int16: JSONPrimitive {
    static var expectation: String { Self.range }
    static var placeholder: Int16 { 0 }
    init?(json: JSONValue) {
        guard let integer = Self.exactly(json) else { return nil }
        self = integer
    }
}

extension Int32: JSONPrimitive {
    static var expectation: String { Self.range }
    static var placeholder: Int32 { 0 }
    init?(json: JSONValue) {
        guard let integer = Self.exactly(json) else { return nil }
        self = integer
    }
}

extension Int64: JSONPrimitive {
    static var expectation: String { "integer" }
    static var placeholder: Int64 { 0 }
    init?(json: JSONValue) {
        guard let integer = Self.exactly(json) else { return nil }
        self = integer
    }
}

extension UInt: JSONPrimitive {
    static var expectation: String { Self.range }
    static var placeholder: UInt { 0 }
    init?(json: JSONValue) {
        guard let integer = Self.exactly(json) else { return nil }
        self = integer
    }
}

extension UInt8: JSONPrimitive {
    static var expectation: String { Self.range }
    static var placeholder: UInt8 { 0 }
    init?(json: JSONValue) {
        guard let integer = Self.exactly(json) else { return nil }
        self = integer
    }
}

extension UInt16: JSONPrimitive {
    static var expectation: String { Self.range }
    static var placeholder: UInt16 { 0 }
    init?(json: JSONValue) {
        guard let integer = Self.exactly(json) else { return nil }
        self = integer
    }
}

extension UInt32: JSONPrimitive {
    static var expectation: String { Self.range }
    static var placeholder: UInt32 { 0 }
    init?(json: JSONValue) {
        guard let integer = Self.exactly(json) else { return nil }
        self = integer
    }
}

extension UInt64: JSONPrimitive {
    static var expectation: String { Self.range }
    static var placeholder: UInt64 { 0 }
    init?(json: JSONValue) {
        guard let integer = Self.exactly(json) else { return nil }
        self = integer
    }
}
