/// A value that can be read from a column, in PostgreSQL's binary format.
///
/// A type of one's own reads a type that exists and says no to what it cannot be:
/// ```swift
/// extension ReferralID: PostgreSQLDecodable {
///     init(decoding value: PostgreSQLValue) throws(PostgreSQLDecodingError) {
///         self.init(uuid: try UUID(decoding: value))
///     }
/// }
/// ```
public protocol PostgreSQLDecodable {
    /// Reads a column's value.
    ///
    /// - Throws: ``PostgreSQLDecodingError`` if it is NULL, of another type or malformed.
    init(decoding value: PostgreSQLValue) throws(PostgreSQLDecodingError)
    /// Reads an array of such values.
    static func decodeArray(_ value: PostgreSQLValue) throws(PostgreSQLDecodingError) -> [Self]
}

/// A column's value as the server sent it.
public struct PostgreSQLValue: Sendable {
    /// The column's type; of an array's element, the element's.
    public let type: PostgreSQLType
    /// The binary format's bytes; nil for NULL.
    public let bytes: ArraySlice<UInt8>?

    /// Makes a value, as a server would send it.
    public init(type: PostgreSQLType, bytes: ArraySlice<UInt8>?) {
        self.type = type
        self.bytes = bytes
    }

    /// The bytes of a value that must be there and be of one of the given types.
    ///
    /// - Throws: ``PostgreSQLDecodingError`` if it is NULL or of another type.
    public func bytes<Value>(
        of types: PostgreSQLType...,
        for value: Value.Type
    ) throws(PostgreSQLDecodingError) -> ArraySlice<UInt8> {
        guard types.contains(self.type) else { throw self.problem(.type, Value.self) }
        return try self.required(for: Value.self)
    }

    /// The bytes of a value that must be there.
    func required<Value>(for value: Value.Type) throws(PostgreSQLDecodingError) -> ArraySlice<UInt8> {
        guard let bytes else { throw self.problem(.null, Value.self) }
        return bytes
    }

    /// An error about this value.
    public func problem<Value>(
        _ problem: PostgreSQLDecodingError.Problem,
        _ value: Value.Type
    ) -> PostgreSQLDecodingError {
        PostgreSQLDecodingError(problem: problem, expected: String(describing: Value.self), found: self.type)
    }
}

/// Why a value could not be read. Holds the types, never the value.
public struct PostgreSQLDecodingError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What was wrong.
    public enum Problem: String, Sendable {
        /// NULL where a value is needed.
        case null = "NULL"
        /// A type that does not fit.
        case type = "another type"
        /// Bytes that the type's format does not allow, or that do not fit the Swift type.
        case malformed = "malformed bytes"
        /// Another number of columns than asked for.
        case columnCount = "another number of columns"
    }

    /// What was wrong.
    public let problem: Problem
    /// The Swift type asked for.
    public let expected: String
    /// The type the server sent.
    public let found: PostgreSQLType
    /// The column, from 0, once known.
    public var column: Int?

    /// Makes an error.
    public init(problem: Problem, expected: String, found: PostgreSQLType, column: Int? = nil) {
        self.problem = problem
        self.expected = expected
        self.found = found
        self.column = column
    }

    /// What was expected and found; never the value.
    public var description: String {
        let place = self.column.map { "column \($0): " } ?? ""
        return "\(place)expected \(self.expected), found \(self.problem.rawValue) (type \(self.found.rawValue))"
    }
}

extension PostgreSQLDecodable {
    /// Reads one dimension of elements (PostgreSQL 15, `array_send`).
    public static func decodeArray(_ value: PostgreSQLValue) throws(PostgreSQLDecodingError) -> [Self] {
        var reader = BigEndianReader(try value.required(for: [Self].self))
        guard let dimensions: Int32 = reader.next(), let _: Int32 = reader.next(), let element: UInt32 = reader.next(),
            value.type == .array(of: PostgreSQLType(rawValue: element)) || value.type.isUserDefined
        else { throw value.problem(.type, [Self].self) }
        guard dimensions != 0 else { return [] }
        guard dimensions == 1, let count: Int32 = reader.next(), let _: Int32 = reader.next(),
            count >= 0, Int(count) <= reader.bytes.count / 4
        else { throw value.problem(.malformed, [Self].self) }
        var elements: [Self] = []
        elements.reserveCapacity(Int(count))
        for _ in 0..<count {
            guard let length: Int32 = reader.next(), length <= reader.bytes.count else {
                throw value.problem(.malformed, [Self].self)
            }
            let bytes = length < 0 ? nil : reader.bytes.prefix(Int(length))
            reader.bytes = reader.bytes.dropFirst(max(0, Int(length)))
            elements.append(
                try Self(decoding: PostgreSQLValue(type: PostgreSQLType(rawValue: element), bytes: bytes))
            )
        }
        return elements
    }
}

extension Optional: PostgreSQLDecodable where Wrapped: PostgreSQLDecodable {
    /// Reads a value, or nil for NULL.
    public init(decoding value: PostgreSQLValue) throws(PostgreSQLDecodingError) {
        self = value.bytes == nil ? nil : try Wrapped(decoding: value)
    }
}

extension Array: PostgreSQLDecodable where Element: PostgreSQLDecodable {
    /// Reads an array, or `bytea` for `[UInt8]`.
    public init(decoding value: PostgreSQLValue) throws(PostgreSQLDecodingError) {
        self = try Element.decodeArray(value)
    }
}

/// Reads integers in network byte order off the front of bytes.
struct BigEndianReader {
    var bytes: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
    }

    mutating func next<Value: FixedWidthInteger>() -> Value? {
        let size = MemoryLayout<Value>.size
        guard self.bytes.count >= size else { return nil }
        let value = Value(bigEndianBytes: self.bytes.prefix(size))
        self.bytes = self.bytes.dropFirst(size)
        return value
    }
}

extension FixedWidthInteger {
    /// An integer of exactly its bytes in network byte order; nil for another number of bytes.
    init?(bigEndianBytes bytes: ArraySlice<UInt8>) {
        guard bytes.count == MemoryLayout<Self>.size else { return nil }
        var value: Self = 0
        for byte in bytes {
            value = (value &<< 8) | Self(truncatingIfNeeded: byte)
        }
        self = value
    }
}
