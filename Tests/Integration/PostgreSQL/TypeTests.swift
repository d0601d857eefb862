import Foundation
import PostgreSQL
import TestSupport
import Testing

/// Values go to a real server and come back.
@Suite(.freshDatabase, .timeLimit(.minutes(1)))
struct TypeTests {
    private func roundTrip<Value: PostgreSQLEncodable & PostgreSQLDecodable & Equatable & Sendable>(
        _ values: Value...,
        type: String
    ) async throws {
        let connection = try await TestDatabase.current.connect()
        for value in values {
            let rows = try await connection.query(
                "SELECT \(value), pg_typeof(\(value))::text",
                as: Value.self,
                String.self
            )
            #expect(rows.map(\.0) == [value])
            #expect(rows.map(\.1) == [type])
        }
        await connection.close()
    }

    @Test func `numbers and truth values come back as sent`() async throws {
        try await self.roundTrip(true, false, type: "boolean")
        try await self.roundTrip(Int16.min, 0, .max, type: "smallint")
        try await self.roundTrip(Int32.min, -1, .max, type: "integer")
        try await self.roundTrip(Int64.min, 0, .max, type: "bigint")
        try await self.roundTrip(Int.min, 42, .max, type: "bigint")
        try await self.roundTrip(0.1, -.infinity, .greatestFiniteMagnitude, type: "double precision")
    }

    @Test func `texts, bytes, identifiers and times come back as sent`() async throws {
        try await self.roundTrip("", "Siti ✓ \u{1F469}‍👧", String(repeating: "x", count: 100_000), type: "text")
        try await self.roundTrip([UInt8](), [0, 1, 255], type: "bytea")
        try await self.roundTrip(UUID(), UUID(uuidString: "00000000-0000-0000-0000-000000000000"), type: "uuid")
        try await self.roundTrip(
            PostgreSQLTimestamp(microsecondsSinceUnixEpoch: 0),
            PostgreSQLTimestamp(microsecondsSinceUnixEpoch: 1_795_298_400_123_456),
            PostgreSQLTimestamp(microsecondsSinceUnixEpoch: -2_208_988_800_000_000),
            PostgreSQLTimestamp(microsecondsSinceUnixEpoch: .max),
            PostgreSQLTimestamp(microsecondsSinceUnixEpoch: .min),
            type: "timestamp with time zone"
        )
        try await self.roundTrip(JSONB(bytes: Array(#"{"a": [1, null]}"#.utf8)), type: "jsonb")
    }

    @Test func `arrays come back as sent, empty and with nulls`() async throws {
        try await self.roundTrip([Int](), [1], Array(0..<1_000), type: "bigint[]")
        try await self.roundTrip([Int?](), [1, nil, 3], [nil], type: "bigint[]")
        try await self.roundTrip([true, false], type: "boolean[]")
        try await self.roundTrip([Int16(1), -1], type: "smallint[]")
        try await self.roundTrip([Int32(1), -1], type: "integer[]")
        try await self.roundTrip([0.5], type: "double precision[]")
        try await self.roundTrip(["", "NULL", "{a,\"b\"}", "\\"], type: "text[]")
        try await self.roundTrip(["x", nil], type: "text[]")
        try await self.roundTrip([[UInt8]](), [[], [0], [1, 2]], type: "bytea[]")
        try await self.roundTrip([[UInt8]?.none, [7]], type: "bytea[]")
        try await self.roundTrip([UUID(), UUID()], type: "uuid[]")
        try await self.roundTrip([UUID?.none], type: "uuid[]")
        try await self.roundTrip(
            [PostgreSQLTimestamp(microsecondsSinceUnixEpoch: 5), nil],
            type: "timestamp with time zone[]"
        )
        try await self.roundTrip([JSONB(bytes: Array("1".utf8)), nil], type: "jsonb[]")
    }

    @Test func `NULL comes back as nil`() async throws {
        try await self.roundTrip(Int?.none, 1, type: "bigint")
        try await self.roundTrip(String?.none, "", type: "text")
        try await self.roundTrip([UInt8]?.none, [], type: "bytea")
        try await self.roundTrip(UUID?.none, type: "uuid")
        try await self.roundTrip([Int]?.none, [], type: "bigint[]")
        try await self.roundTrip(JSONB?.none, type: "jsonb")
    }

    @Test func `the server reads what was bound as the same value`() async throws {
        let connection = try await TestDatabase.current.connect()
        let rows = try await connection.query(
            """
            SELECT \(Int16(-2)) = -2, \([1, nil, 3])::bigint[] IS NOT DISTINCT FROM ARRAY[1, NULL, 3]::bigint[],
                \([UInt8]([222, 173])) = '\\xdead'::bytea,
                \(PostgreSQLTimestamp(microsecondsSinceUnixEpoch: 1_000_000)) = '1970-01-01T00:00:01Z'::timestamptz,
                \(JSONB(bytes: Array(#"{"k":"v"}"#.utf8))) ->> 'k' = 'v', \(["a", "b"]) = ARRAY['a', 'b']
            """,
            as: Bool.self,
            Bool.self,
            Bool.self,
            Bool.self,
            Bool.self,
            Bool.self
        )
        let row = try #require(rows.first)
        #expect(row.0 && row.1 && row.2 && row.3 && row.4 && row.5)
    }

    @Test func `text of every kind is read as text, also labels of enumerations`() async throws {
        let connection = try await TestDatabase.current.connect()
        try await connection.executeScript("CREATE TYPE mood AS ENUM ('calm', 'afraid')")
        let rows = try await connection.query(
            """
            SELECT 'a'::varchar(3), 'n'::name, '{"x":1}'::json, '[1]'::jsonb, \("afraid")::mood, \(["calm"])::mood[]
            """,
            as: String.self,
            String.self,
            String.self,
            String.self,
            String.self,
            [String].self
        )
        let row = try #require(rows.first)
        #expect(row.0 == "a" && row.1 == "n" && row.2 == #"{"x":1}"#)
        #expect(row.3 == "[1]" && row.4 == "afraid" && row.5 == ["calm"])
    }

    @Test(arguments: [
        "'; DROP TABLE child; --", "$1", "\\'; SELECT 1 --", "{,}", "\u{2019}", "%s", "NULL", "\"", "E'\\x41'",
    ])
    func `a text that looks like SQL stays a value`(text: String) async throws {
        let connection = try await TestDatabase.current.connect()
        try await connection.executeScript("CREATE TABLE child (name text)")
        try await connection.execute("INSERT INTO child VALUES (\(text))")
        #expect(try await connection.query("SELECT name FROM child WHERE name = \(text)", as: String.self) == [text])
        #expect(
            try await connection.query("SELECT name FROM child WHERE name = ANY(\([text]))", as: String.self) == [text]
        )
    }

    @Test func `a wrong type, a NULL and a wrong number of columns are errors, not traps`() async throws {
        let connection = try await TestDatabase.current.connect()
        let result = try await connection.query("SELECT 'geheim'::text, NULL::bigint, 70000::integer")
        func problem<each Value: PostgreSQLDecodable>(
            _ types: repeat (each Value).Type
        ) -> PostgreSQLDecodingError? {
            do throws(PostgreSQLError) {
                _ = try result.rows(as: repeat each types)
                return nil
            } catch {
                #expect(error.code == .decoding)
                #expect(!error.description.contains("geheim"))
                return error.cause as? PostgreSQLDecodingError
            }
        }
        #expect(problem(String.self, Int?.self, Int.self) == nil)
        #expect(problem(Int.self, Int?.self, Int.self)?.problem == .type)
        #expect(problem(Int.self, Int?.self, Int.self)?.column == 0)
        #expect(problem(String.self, Int.self, Int.self)?.problem == .null)
        #expect(problem(String.self, Int.self, Int.self)?.column == 1)
        #expect(problem(String.self, Int?.self, Int16.self)?.problem == .malformed)
        #expect(problem(String.self, Int?.self)?.problem == .columnCount)
        #expect(problem([UInt8].self, Int?.self, Int.self)?.problem == .type)
        #expect(problem(UUID.self, Int?.self, Int.self)?.problem == .type)
        #expect(problem(Bool.self, Int?.self, Int.self)?.problem == .type)
        #expect(problem(JSONB.self, Int?.self, Int.self)?.problem == .type)
        #expect(problem([String].self, Int?.self, Int.self)?.problem == .type)
        #expect(problem(PostgreSQLTimestamp.self, Int?.self, Int.self)?.problem == .type)
    }
}
