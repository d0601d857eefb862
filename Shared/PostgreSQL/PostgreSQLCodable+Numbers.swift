extension Bool: PostgreSQLEncodable, PostgreSQLDecodable {
    /// `boolean`
    public static var postgreSQLType: PostgreSQLType { .bool }

    /// Appends one byte.
    public func encode(into bytes: inout [UInt8]) {
        bytes.append(self ? 1 : 0)
    }

    /// Reads `boolean`.
    public init(decoding value: PostgreSQLValue) throws(PostgreSQLDecodingError) {
        guard value.type == .bool else { throw value.problem(.type, Self.self) }
        switch try UInt8(bigEndianBytes: value.required(for: Self.self)) {
        case 0: self = false
        case 1: self = true
        default: throw value.problem(.malformed, Self.self)
        }
    }
}

extension FixedWidthInteger {
    /// Reads `smallint`, `integer`, `bigint` or `oid`, if the number fits.
    init(decodingInteger value: PostgreSQLValue) throws(PostgreSQLDecodingError) {
        let bytes = try value.required(for: Self.self)
        let number: Self?
        switch value.type {
        case .int8: number = Int64(bigEndianBytes: bytes).flatMap { Self(exactly: $0) }
        case .int4: number = Int32(bigEndianBytes: bytes).flatMap { Self(exactly: $0) }
        case .int2: number = Int16(bigEndianBytes: bytes).flatMap { Self(exactly: $0) }
        case .oid: number = UInt32(bigEndianBytes: bytes).flatMap { Self(exactly: $0) }
        default: throw value.problem(.type, Self.self)
        }
        guard let number else { throw value.problem(.malformed, Self.self) }
        self = number
    }
}

extension Int16: PostgreSQLEncodable, PostgreSQLDecodable {
    /// `smallint`
    public static var postgreSQLType: PostgreSQLType { .int2 }

    /// Appends two bytes.
    public func encode(into bytes: inout [UInt8]) {
        bytes.appendBigEndian(self)
    }

    /// Reads an integer that fits.
    public init(decoding value: PostgreSQLValue) throws(PostgreSQLDecodingError) {
        try self.init(decodingInteger: value)
    }
}

extension Int32: PostgreSQLEncodable, PostgreSQLDecodable {
    /// `integer`
    public static var postgreSQLType: PostgreSQLType { .int4 }

    /// Appends four bytes.
    public func encode(into bytes: inout [UInt8]) {
        bytes.appendBigEndian(self)
    }

    /// Reads an integer that fits.
    public init(decoding value: PostgreSQLValue) throws(PostgreSQLDecodingError) {
        try self.init(decodingInteger: value)
    }
}

extension Int64: PostgreSQLEncodable, PostgreSQLDecodable {
    /// `bigint`
    public static var postgreSQLType: PostgreSQLType { .int8 }

    /// Appends eight bytes.
    public func encode(into bytes: inout [UInt8]) {
        bytes.appendBigEndian(self)
    }

    /// Reads any integer.
    public init(decoding value: PostgreSQLValue) throws(PostgreSQLDecodingError) {
        try self.init(decodingInteger: value)
    }
}

extension Int: PostgreSQLEncodable, PostgreSQLDecodable {
    /// `bigint`
    public static var postgreSQLType: PostgreSQLType { .int8 }

    /// Appends eight bytes.
    public func encode(into bytes: inout [UInt8]) {
        bytes.appendBigEndian(Int64(self))
    }

    /// Reads any integer.
    public init(decoding value: PostgreSQLValue) throws(PostgreSQLDecodingError) {
        try self.init(decodingInteger: value)
    }
}

extension Double: PostgreSQLEncodable, PostgreSQLDecodable {
    /// `double precision`
    public static var postgreSQLType: PostgreSQLType { .float8 }

    /// Appends eight bytes, IEEE 754.
    public func encode(into bytes: inout [UInt8]) {
        bytes.appendBigEndian(self.bitPattern)
    }

    /// Reads `double precision` or `real`.
    public init(decoding value: PostgreSQLValue) throws(PostgreSQLDecodingError) {
        let bytes = try value.required(for: Self.self)
        switch value.type {
        case .float8:
            guard let bits = UInt64(bigEndianBytes: bytes) else { throw value.problem(.malformed, Self.self) }
            self.init(bitPattern: bits)
        case .float4:
            guard let bits = UInt32(bigEndianBytes: bytes) else { throw value.problem(.malformed, Self.self) }
            self.init(Float(bitPattern: bits))
        default: throw value.problem(.type, Self.self)
        }
    }
}
