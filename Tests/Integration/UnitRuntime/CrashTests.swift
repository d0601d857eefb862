internal import Contracts
internal import JSON
internal import PostgreSQL
internal import RabbitMQ
internal import TestSupport
internal import Testing
internal import UnitTestSupport
internal import Vocabulary

@testable internal import UnitRuntime

/// Instances that die, and answers that never come.
@Suite(.freshDatabase, .timeLimit(.minutes(2)))
struct CrashTests {
    /// Its transaction stands between the last insert and COMMIT while it dies: then it is undone, or committed all the same
    /// while another instance already works on the same messages.
    @Test(arguments: [false, true])
    func `what an instance had inserted when it died takes effect once, committed after its death or undone`(
        _ isCommitted: Bool
    ) async throws {
        try await Bench.run { bench in
            let known = try await bench.startKnown("intake-0")
            try await known.drain()
            try await bench.execute(
                """
                CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN PERFORM pg_advisory_xact_lock_shared(9001); RETURN NULL; END $$
                """
            )
            try await bench.execute(
                "CREATE TRIGGER hold AFTER INSERT ON outbox FOR EACH STATEMENT EXECUTE FUNCTION hold()"
            )
            let holder = try await bench.database.connect()
            _ = try await holder.query("SELECT pg_advisory_lock(9001)")
            let first = try bench.start("intake-1")
            try await bench.listening(to: "receipts.police-post") { receipts in
                try await bench.publish(
                    try (0..<4).map { number in
                        try bench.complaint(
                            "m-\(number)",
                            ComplaintSubmitted(channel: .phone, situation: "text \(number)")
                        )
                    }
                )
                let held: SQL = "FROM pg_locks WHERE locktype = 'advisory' AND objid = 9001 AND NOT granted"
                try await bench.until("SELECT count(*) \(held)", is: 1)
                try await bench.expect("SELECT count(*) FROM aggregates WHERE kind = 'toy'", is: 0)
                await first.die()
                try await bench.execute("UPDATE instances SET lease_until = now() WHERE name = 'intake-1'")
                if !isCommitted { try await bench.execute("SELECT pg_terminate_backend(pid) \(held)") }
                _ = try bench.start("intake-2")
                // The first one's transaction, if it still stands, and the second's.
                let waiting: SQL = """
                    SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
                    """
                try await bench.until(waiting, is: isCommitted ? 2 : 1)
                _ = try await holder.query("SELECT pg_advisory_unlock(9001)")
                try await receipts.wait { Set($0.compactMap(\.properties.correlationID)).count == 4 }
                try await bench.until("SELECT count(*) FROM outbox", is: 0)
                try await bench.expect("SELECT count(*) FROM aggregates WHERE kind = 'toy'", is: 4)
                try await bench.expect("SELECT count(*) FROM journal WHERE type = 'registered'", is: 4)
                try await bench.expect("SELECT value FROM counters WHERE register = 'toys'", is: 4)
                let bodies = await receipts.heard.map { ($0.properties.correlationID, $0.body) }
                for (id, body) in bodies { #expect(bodies.allSatisfy { $0.0 != id || $0.1 == body }) }
            }
            await holder.close()
        }
    }

    @Test func `a commit whose answer is lost still tells its events and takes effect once`() async throws {
        try await Bench.run { bench in
            let unit = try await bench.startKnown()
            try await bench.listening(to: "receipts.police-post") { receipts in
                try await bench.listening(to: "identification.routine") { identification in
                    unit.toDatabase.set(.cutInsteadOfAnswer(to: Array("receipt.police-post".utf8)))
                    try await bench.submit("one", "cried at school")
                    try await bench.until("SELECT count(*) FROM aggregates WHERE kind = 'toy'", is: 1)
                    unit.toDatabase.set(.pass)
                    _ = try await receipts.answer(to: "one")
                    _ = try await identification.first { _ in true }
                    try await bench.until("SELECT count(*) FROM outbox", is: 0)
                    try await bench.expect("SELECT count(*) FROM journal WHERE type = 'registered'", is: 1)
                }
            }
        }
    }

    @Test func `broker and database out of reach by turns lose nothing while messages flow`() async throws {
        try await Bench.run { bench in
            let unit = try await bench.startKnown("intake-1", settings: ["PKSAI_BATCH_MESSAGES": "16"])
            try await bench.listening(to: "receipts.police-post") { receipts in
                let messages = try (0..<500).map { number in
                    try bench.complaint(
                        "m-\(number)",
                        ComplaintSubmitted(channel: .phone, situation: "text \(number)")
                    )
                }
                try await bench.publish(messages)
                for share in 1...4 {
                    try await receipts.wait { Set($0.compactMap(\.properties.correlationID)).count >= share * 50 }
                    let proxy = share.isMultiple(of: 2) ? unit.toBroker : unit.toDatabase
                    proxy.set(.refuse)
                    try await bench.until(
                        "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'intake-1'",
                        is: proxy === unit.toBroker ? 8 : 0
                    )
                    if proxy === unit.toBroker { try await bench.untilCutOff("intake-1") }
                    proxy.set(.pass)
                }
                try await receipts.wait { Set($0.compactMap(\.properties.correlationID)).count == 500 }
                try await bench.until("SELECT count(*) FROM outbox", is: 0)
                try await bench.expect("SELECT count(*) FROM aggregates WHERE kind = 'toy'", is: 500)
                try await bench.expect("SELECT value FROM counters WHERE register = 'toys'", is: 500)
                try await bench.expect("SELECT count(*) FROM quarantine", is: 0)
            }
        }
    }

    @Test func `a drain finishes what is in flight and nothing of it comes again`() async throws {
        try await Bench.run { bench in
            let first = try await bench.startKnown("intake-1", settings: ["PKSAI_BATCH_MESSAGES": "16"])
            try await bench.listening(to: "receipts.police-post") { receipts in
                let messages = try (0..<300).map { number in
                    try bench.complaint(
                        "m-\(number)",
                        ComplaintSubmitted(channel: .phone, situation: "text \(number)")
                    )
                }
                try await bench.publish(messages)
                try await receipts.wait { $0.count >= 20 }
                try await first.drain()
                try await bench.expect("SELECT count(*) FROM outbox", is: 0)
                let handled = try await bench.count("SELECT count(*) FROM aggregates WHERE kind = 'toy'")
                try await receipts.wait { $0.count >= handled }
                _ = try bench.start("intake-2")
                try await receipts.wait { Set($0.compactMap(\.properties.correlationID)).count == 300 }
                // A message handled before and delivered again would have been answered twice.
                let answers = await receipts.heard.count
                #expect(answers == 300)
            }
        }
    }

    @Test func `a drain ends although the database is away, and another instance does the work`() async throws {
        try await Bench.run { bench in
            let first = try await bench.startKnown()
            first.toDatabase.set(.refuse)
            for number in 0..<5 { try await bench.submit("m-\(number)", "text") }
            try await first.drain()
            _ = try bench.start("intake-2")
            try await bench.listening(to: "receipts.police-post") { receipts in
                try await receipts.wait { Set($0.compactMap(\.properties.correlationID)).count == 5 }
                try await bench.expect("SELECT count(*) FROM aggregates WHERE kind = 'toy'", is: 5)
            }
        }
    }
}
