/// One JSON value (RFC 8259), as parsed or to be written.
///
/// A number without fraction and exponent that fits 64 bits is an ``integer(_:)``; every other is a ``number(_:)``.
public enum JSONValue: Sendable, Equatable {
    /// The literal `null`.
    case null
    /// The literal `true` or `false`.
    case bool(Bool)
    /// A number without fraction or exponent, within 64 bits.
    case integer(Int64)
    /// Any other number; finite when it was parsed.
    case number(Double)
    /// A string; holds no U+0000 when it was parsed.
    case string(String)
    /// An array.
    case array([JSONValue])
    /// An object; its members keep their order.
    case object(JSONObject)

    /// The member of that name; nil if there is none or this is no object.
    public subscript(key: String) -> JSONValue? {
        if case .object(let object) = self { object[key] } else { nil }
    }

    /// The element at that place; nil if there is none or this is no array.
    public subscript(index: Int) -> JSONValue? {
        if case .array(let elements) = self, elements.indices.contains(index) { elements[index] } else { nil }
    }

    /// The text of a string; nil for any other value.
    public var string: String? { if case .string(let string) = self { string } else { nil } }

    /// The value of an integer; nil for any other value.
    public var integer: Int64? { if case .integer(let integer) = self { integer } else { nil } }

    /// The value of an integer or a number; nil for any other value.
    public var number: Double? {
        switch self {
        case .integer(let integer): Double(integer)
        case .number(let number): number
        case .null, .bool, .string, .array, .object: nil
        }
    }

    /// The truth value; nil for any other value.
    public var bool: Bool? { if case .bool(let bool) = self { bool } else { nil } }

    /// The elements of an array; nil for any other value.
    public var array: [JSONValue]? { if case .array(let elements) = self { elements } else { nil } }

    /// The members of an object; nil for any other value.
    public var object: JSONObject? { if case .object(let object) = self { object } else { nil } }

    /// Whether this is the literal `null`.
    public var isNull: Bool { if case .null = self { true } else { false } }

    /// What kind of value this is, and how long: all that may be said of it to others. Never the value.
    public var outline: String {
        switch self {
        case .null: "null"
        case .bool: "boolean"
        case .integer: "integer"
        case .number: "number"
        case .string(let string): "string of \(string.unicodeScalars.count) characters"
        case .array(let elements): "array of \(elements.count)"
        case .object: "object"
        }
    }
}

extension JSONValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral, ExpressibleByStringLiteral, ExpressibleByStringInterpolation,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    /// Writes `nil` for `null`.
    public init(nilLiteral: ()) { self = .null }

    /// Writes a boolean.
    public init(booleanLiteral value: Bool) { self = .bool(value) }

    /// Writes an integer.
    public init(integerLiteral value: Int64) { self = .integer(value) }

    /// Writes a number.
    public init(floatLiteral value: Double) { self = .number(value) }

    /// Writes a string.
    public init(stringLiteral value: String) { self = .string(value) }

    /// Writes an array.
    public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }

    /// Writes an object; of two members with one name the later holds.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        var object = JSONObject()
        for (key, value) in elements { object[key] = value }
        self = .object(object)
    }
}

// A JSON value can stand inside any `Codable` type: what is there is taken as it is. This module's own coders do not
// come through here, they hand the value over whole.
extension JSONValue: Codable {
    /// Takes whatever value is there.
    public init(from decoder: any Decoder) throws {
        if let node = decoder as? DecodingNode {
            node.takeWhole()
            self = node.value
            return
        }
        if let members = try? decoder.container(keyedBy: MemberName.self) {
            var object = JSONObject()
            for key in members.allKeys { object[key.stringValue] = try members.decode(Self.self, forKey: key) }
            self = .object(object)
            return
        }
        let single = try decoder.singleValueContainer()
        if single.decodeNil() {
            self = .null
        } else if let bool = try? single.decode(Bool.self) {
            self = .bool(bool)
        } else if let integer = try? single.decode(Int64.self) {
            self = .integer(integer)
        } else if let number = try? single.decode(Double.self) {
            self = .number(number)
        } else if let string = try? single.decode(String.self) {
            self = .string(string)
        } else {
            self = .array(try single.decode([JSONValue].self))
        }
    }

    /// Writes the value as it is.
    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .object(let object):
            var container = encoder.container(keyedBy: MemberName.self)
            for member in object.members { try container.encode(member.value, forKey: MemberName(member.key)) }
        case .array(let elements):
            var container = encoder.unkeyedContainer()
            for element in elements { try container.encode(element) }
        case .null:
            var container = encoder.singleValueContainer()
            try container.encodeNil()
        case .bool(let bool):
            var container = encoder.singleValueContainer()
            try container.encode(bool)
        case .integer(let integer):
            var container = encoder.singleValueContainer()
            try container.encode(integer)
        case .number(let number):
            var container = encoder.singleValueContainer()
            try container.encode(number)
        case .string(let string):
            var container = encoder.singleValueContainer()
            try container.encode(string)
        }
    }
}
