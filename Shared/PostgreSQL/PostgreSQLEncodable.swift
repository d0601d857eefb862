/// A value that can be bound to a statement, in PostgreSQL's binary format.
///
/// A type of one's own needs its type and its bytes; arrays and optionals of it follow:
/// ```swift
/// extension ReferralID: PostgreSQLEncodable {
///     static var postgreSQLType: PostgreSQLType { .uuid }
///     func encode(into bytes: inout [UInt8]) { self.uuid.encode(into: &bytes) }
/// }
/// ```
public protocol PostgreSQLEncodable {
    /// The type the server is told.
    static var postgreSQLType: PostgreSQLType { get }
    /// The type the server is told for an array of such values.
    static var postgreSQLArrayType: PostgreSQLType { get }
    /// Whether the value is NULL; its bytes are not asked for then.
    var isPostgreSQLNull: Bool { get }

    /// Appends the value in the type's binary format, without a length.
    func encode(into bytes: inout [UInt8])
    /// Appends an array of such values in the array type's binary format, without a length.
    static func encodeArray(_ elements: [Self], into bytes: inout [UInt8])
}

extension PostgreSQLEncodable {
    /// `T[]`
    public static var postgreSQLArrayType: PostgreSQLType { .array(of: Self.postgreSQLType) }

    /// Never NULL.
    public var isPostgreSQLNull: Bool { false }

    /// One dimension counted from 1; each element with its length, -1 for NULL (PostgreSQL 15, `array_send`).
    public static func encodeArray(_ elements: [Self], into bytes: inout [UInt8]) {
        bytes.appendBigEndian(Int32(elements.isEmpty ? 0 : 1))
        let flags = bytes.count
        bytes.appendBigEndian(Int32(0))
        bytes.appendBigEndian(Self.postgreSQLType.rawValue)
        guard !elements.isEmpty else { return }
        bytes.appendBigEndian(Int32(clamping: elements.count))
        bytes.appendBigEndian(Int32(1))
        for element in elements {
            if element.isPostgreSQLNull {
                bytes[flags + 3] = 1
                bytes.appendBigEndian(Int32(-1))
            } else {
                let start = bytes.count
                bytes.appendBigEndian(Int32(0))
                element.encode(into: &bytes)
                bytes.replaceBigEndian(at: start, with: Int32(clamping: bytes.count - start - 4))
            }
        }
    }
}

extension Optional: PostgreSQLEncodable where Wrapped: PostgreSQLEncodable {
    /// The wrapped value's.
    public static var postgreSQLType: PostgreSQLType { Wrapped.postgreSQLType }

    /// Whether there is no value, or it is NULL itself.
    public var isPostgreSQLNull: Bool { self?.isPostgreSQLNull ?? true }

    /// Appends the wrapped value, if any.
    public func encode(into bytes: inout [UInt8]) {
        self?.encode(into: &bytes)
    }
}

extension Array: PostgreSQLEncodable where Element: PostgreSQLEncodable {
    /// `T[]`; `bytea` for `[UInt8]`.
    public static var postgreSQLType: PostgreSQLType { Element.postgreSQLArrayType }

    /// Appends the elements as an array, or as `bytea` for `[UInt8]`.
    public func encode(into bytes: inout [UInt8]) {
        Element.encodeArray(self, into: &bytes)
    }
}

extension [UInt8] {
    /// Appends an integer in network byte order.
    mutating func appendBigEndian<Value: FixedWidthInteger>(_ value: Value) {
        var value = value.bigEndian
        unsafe Swift.withUnsafeBytes(of: &value) { unsafe self.append(contentsOf: $0) }
    }

    /// Overwrites bytes with an integer in network byte order.
    mutating func replaceBigEndian(at index: Int, with value: Int32) {
        let value = UInt32(bitPattern: value)
        self[index] = UInt8(truncatingIfNeeded: value >> 24)
        self[index + 1] = UInt8(truncatingIfNeeded: value >> 16)
        self[index + 2] = UInt8(truncatingIfNeeded: value >> 8)
        self[index + 3] = UInt8(truncatingIfNeeded: value)
    }
}
