internal import PostgreSQL
internal import TestSupport
internal import Testing
internal import UnitTestSupport
internal import Vocabulary

@testable internal import UnitRuntime

/// To make one child unreadable costs by what the child has, not by how many the unit knows.
@Suite(.freshDatabase, .timeLimit(.minutes(1)))
struct DestructionCostTests {
    @Test func `states, quarantined and parked messages of one child are found by index among many`() async throws {
        try await Bench.run { bench in
            let unit = try await bench.startKnown()
            try await unit.drain()
            let connection = try await bench.database.connect()
            for statement: SQL in [
                """
                INSERT INTO aggregates (kind, id, version, state, origins, changed_at)
                SELECT 'toy', 'other-' || n, 1, '{}', ARRAY['00000000-0000-7000-8000-' || lpad(n::text, 12, '0')], now()
                FROM generate_series(1, 20000) n
                """,
                """
                INSERT INTO quarantine (message_key, queue, reason, key_id, key_box, box, names)
                SELECT int4send(n), 'intake.routine', 'malformed', 'k', '', '', ARRAY[int4send(n)]
                FROM generate_series(1, 20000) n
                """,
                """
                INSERT INTO parked (stream, follows, version, message, origins)
                SELECT 'toy-' || n, 1, 2, '', ARRAY['origin-' || n] FROM generate_series(1, 20000) n
                """,
                "ANALYZE",
            ] { _ = try await connection.query(statement) }
            let origin = "00000000-0000-7000-8000-000000000009"
            let hash = try await connection.query("SELECT int4send(9)").rows(as: [UInt8].self)
            let found = try await connection.query(KeptMessages.states(of: [origin], kinds: ["toy", "user"]))
                .rows(as: String.self, String.self, JSONB.self)
            #expect(found.map(\.1) == ["other-9"], "the trigger keeps its place")
            for statement in [
                KeptMessages.states(of: [origin], kinds: ["toy", "user"]), KeptMessages.named(hash, after: 0),
                KeptMessages.parked(bringing: ["origin-9"]),
            ] {
                let plan = try await connection.query("EXPLAIN \(statement)").rows(as: String.self)
                #expect(plan.allSatisfy { !$0.contains("Seq Scan") }, "\(plan.joined(separator: "\n"))")
            }
            _ = try await connection.query(
                "UPDATE aggregates SET origins = origins || ARRAY['late'] WHERE kind = 'toy' AND id = 'other-9'"
            )
            let late = try await connection.query(KeptMessages.states(of: ["late"], kinds: ["toy"]))
                .rows(as: String.self, String.self, JSONB.self)
            #expect(late.map(\.1) == ["other-9"])
            await connection.close()
        }
    }

    @Test func `a text names files by identifiers and numbers wherever they stand, and by nothing else`() {
        let id = "0190A0B1-c2d3-7e4f-8a9b-0c1d2e3f4a5b"
        let text = #"{"subject": "case-\#(id)", "no": "ADU-2026-000017"} broken " noADU-2026-1234567, 2026-11-20 a-1-2"#
        let found = FileNames(in: Array(text.utf8)).found
        #expect(found.isSuperset(of: [id.lowercased(), "adu-2026-000017", "adu-2026-1234567"]))
        #expect(
            found.allSatisfy { $0 == id.lowercased() || $0.hasSuffix("-2026-000017") || $0.hasSuffix("-2026-1234567") }
        )
        #expect(FileNames(in: Array("-".utf8)).found.isEmpty)
        #expect(FileNames(in: Array("ADU-2026-00001".utf8)).found.isEmpty)
    }
}
