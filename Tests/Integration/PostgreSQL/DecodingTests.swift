import Foundation
import PostgreSQL
import Testing

/// Bytes from outside never trap: every type reads every cut and every flip of good bytes, and says yes or no.
struct DecodingTests {
    private func decodeAll(_ value: PostgreSQLValue) -> Int {
        func works<Value: PostgreSQLDecodable>(_ type: Value.Type) -> Int {
            do throws(PostgreSQLDecodingError) {
                _ = try Value(decoding: value)
                return 1
            } catch {
                return 0
            }
        }
        return works(Bool.self) + works(Int16.self) + works(Int32.self) + works(Int64.self) + works(Int.self)
            + works(Double.self) + works(String.self) + works(UUID.self) + works([UInt8].self) + works(JSONB.self)
            + works(PostgreSQLTimestamp.self) + works([Int?].self) + works([String].self) + works([[UInt8]?].self)
            + works([UUID].self) + works([JSONB].self) + works([Bool].self) + works(UInt8.self)
    }

    private static let types: [PostgreSQLType] = [
        .bool, .bytea, .char, .name, .int8, .int2, .int4, .text, .oid, .json, .float4, .float8, .bpchar, .varchar,
        .date,
        .timestamptz, .uuid, .jsonb, .unspecified, PostgreSQLType(rawValue: 20_000), .array(of: .int8),
        .array(of: .text), .array(of: .bytea), .array(of: .uuid), .array(of: .jsonb),
    ]

    private static let seeds: [[UInt8]] = {
        func bytes(_ value: some PostgreSQLEncodable) -> [UInt8] {
            var bytes: [UInt8] = []
            value.encode(into: &bytes)
            return bytes
        }
        return [
            bytes([1, nil, 3]), bytes(["ab"]), bytes([[UInt8]([1])]), bytes([JSONB(bytes: [48])]), bytes([true]),
            [], [1], [0, 1], [0, 0, 0, 1], [0, 0, 0, 0, 0, 0, 0, 1], [UInt8](repeating: 7, count: 16),
        ]
    }()

    @Test(arguments: Self.types)
    func `no bytes make a decoder trap`(type: PostgreSQLType) {
        var accepted = 0
        for seed in Self.seeds {
            accepted += self.decodeAll(PostgreSQLValue(type: type, bytes: seed[...]))
            for length in 0..<seed.count {
                _ = self.decodeAll(PostgreSQLValue(type: type, bytes: seed[..<length]))
                for byte in [UInt8(0), 1, 127, 255] {
                    var bytes = seed
                    bytes[length] = byte
                    _ = self.decodeAll(PostgreSQLValue(type: type, bytes: bytes[...]))
                }
            }
        }
        // A decoder that refuses everything would pass as well: each known type is read by someone.
        let isRead = type != .unspecified && type != .date && type != .array(of: .uuid)
        #expect(!isRead || accepted > 0)
    }

    @Test func `an array that claims more elements than it has bytes is refused`() {
        let bytes: [UInt8] = [0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 20, 127, 255, 255, 255, 0, 0, 0, 1]
        #expect(throws: PostgreSQLDecodingError.self) {
            try [Int](decoding: PostgreSQLValue(type: .array(of: .int8), bytes: bytes[...]))
        }
    }

    @Test func `a slice is read from where it starts`() throws {
        let bytes: [UInt8] = [9, 9, 0, 0, 0, 7]
        #expect(try Int(decoding: PostgreSQLValue(type: .int4, bytes: bytes[2...])) == 7)
    }

    @Test func `each value written becomes the next placeholder`() {
        let statement: SQL = "SELECT \(1), \("x"), \(nil as Int?) FROM \(unescaped: "t") WHERE a = \([UInt8]())"
        #expect(statement.text == "SELECT $1, $2, $3 FROM t WHERE a = $4")
    }
}
