#if canImport(FoundationEssentials)
    public import struct FoundationEssentials.UUID
#else
    public import struct Foundation.UUID
#endif

/// One byte, as `"char"`; an array of it is `bytea`.
extension UInt8: PostgreSQLEncodable, PostgreSQLDecodable {
    /// `"char"`
    public static var postgreSQLType: PostgreSQLType { .char }
    /// `bytea`
    public static var postgreSQLArrayType: PostgreSQLType { .bytea }

    /// Appends the byte.
    public func encode(into bytes: inout [UInt8]) {
        bytes.append(self)
    }

    /// Appends the bytes as they are.
    public static func encodeArray(_ elements: [UInt8], into bytes: inout [UInt8]) {
        bytes.append(contentsOf: elements)
    }

    /// Reads `"char"`.
    public init(decoding value: PostgreSQLValue) throws(PostgreSQLDecodingError) {
        guard value.type == .char else { throw value.problem(.type, Self.self) }
        guard let byte = try UInt8(bigEndianBytes: value.required(for: Self.self)) else {
            throw value.problem(.malformed, Self.self)
        }
        self = byte
    }

    /// Reads `bytea`.
    public static func decodeArray(_ value: PostgreSQLValue) throws(PostgreSQLDecodingError) -> [UInt8] {
        guard value.type == .bytea else { throw value.problem(.type, [UInt8].self) }
        return [UInt8](try value.required(for: [UInt8].self))
    }
}

/// Text. Binds as `text`; reads text of every kind, JSON as its text, and the labels of enumerations.
extension String: PostgreSQLEncodable, PostgreSQLDecodable {
    /// `text`
    public static var postgreSQLType: PostgreSQLType { .text }

    /// Appends the UTF-8.
    public func encode(into bytes: inout [UInt8]) {
        bytes.append(contentsOf: self.utf8)
    }

    /// Reads `text`, `varchar`, `char(n)`, `name`, `json`, `jsonb` and types of one's own whose binary format is text.
    public init(decoding value: PostgreSQLValue) throws(PostgreSQLDecodingError) {
        var bytes = try value.required(for: Self.self)
        switch value.type {
        case .text, .varchar, .bpchar, .name, .json, .unknown: break
        case .jsonb: bytes = try JSONB.text(of: value)
        default: guard value.type.isUserDefined else { throw value.problem(.type, Self.self) }
        }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw value.problem(.malformed, Self.self) }
        self = text
    }
}

/// A JSON text bound and read as `jsonb`.
public struct JSONB: Hashable, Sendable, PostgreSQLEncodable, PostgreSQLDecodable {
    /// The JSON text in UTF-8. Read back, it is the server's rendering: same value, other spaces and order of keys.
    public var bytes: [UInt8]

    /// Wraps a JSON text; the server refuses it if it is none (22P02).
    public init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// `jsonb`
    public static var postgreSQLType: PostgreSQLType { .jsonb }

    /// Appends the format's version, 1, and the text (PostgreSQL 15, `jsonb_recv`).
    public func encode(into bytes: inout [UInt8]) {
        bytes.append(1)
        bytes.append(contentsOf: self.bytes)
    }

    /// Reads `jsonb` or `json`.
    public init(decoding value: PostgreSQLValue) throws(PostgreSQLDecodingError) {
        switch value.type {
        case .jsonb: self.bytes = [UInt8](try Self.text(of: value))
        case .json: self.bytes = [UInt8](try value.required(for: Self.self))
        default: throw value.problem(.type, Self.self)
        }
    }

    static func text(of value: PostgreSQLValue) throws(PostgreSQLDecodingError) -> ArraySlice<UInt8> {
        let bytes = try value.required(for: Self.self)
        guard bytes.first == 1 else { throw value.problem(.malformed, Self.self) }
        return bytes.dropFirst()
    }
}

extension UUID: PostgreSQLEncodable, PostgreSQLDecodable {
    /// `uuid`
    public static var postgreSQLType: PostgreSQLType { .uuid }

    /// Appends 16 bytes.
    public func encode(into bytes: inout [UInt8]) {
        unsafe Swift.withUnsafeBytes(of: self.uuid) { unsafe bytes.append(contentsOf: $0) }
    }

    /// Reads `uuid`.
    public init(decoding value: PostgreSQLValue) throws(PostgreSQLDecodingError) {
        guard value.type == .uuid else { throw value.problem(.type, Self.self) }
        let bytes = try value.required(for: Self.self)
        guard bytes.count == 16 else { throw value.problem(.malformed, Self.self) }
        let b = bytes.startIndex
        self.init(
            uuid: (
                bytes[b], bytes[b + 1], bytes[b + 2], bytes[b + 3], bytes[b + 4], bytes[b + 5], bytes[b + 6],
                bytes[b + 7], bytes[b + 8], bytes[b + 9], bytes[b + 10], bytes[b + 11], bytes[b + 12], bytes[b + 13],
                bytes[b + 14], bytes[b + 15]
            )
        )
    }
}
