internal import Contracts
internal import PostgreSQL
internal import RabbitMQ
internal import TestSupport
internal import Testing
internal import UnitTestSupport
internal import Vocabulary

@testable internal import UnitRuntime

/// Two versions of a program over one database (deploy/RUNBOOK.md, Upgrade).
@Suite(.freshDatabase, .timeLimit(.minutes(2)))
struct UpgradeTests {
    @Test func `older and newer instances work side by side through a migration, and nothing is done twice`()
        async throws
    {
        try await Bench.run { bench in
            let settings = ["PKSAI_BATCH_MESSAGES": "16"]
            let old = try await bench.startKnown("intake-1", settings: settings)
            try await bench.listening(to: "receipts.\(Bench.agency)") { receipts in
                func send(_ numbers: Range<Int>) async throws {
                    let messages = try numbers.map { number in
                        try bench.complaint(
                            "m-\(number)",
                            ComplaintSubmitted(channel: .phone, situation: "text \(number)")
                        )
                    }
                    try await bench.publish(messages)
                }
                func answered() async -> Int {
                    await Set(receipts.heard.compactMap(\.properties.correlationID)).count
                }
                try await send(0..<300)
                try await receipts.wait { $0.count >= 20 }
                try await Migrator(ToyUnit.later, logger: .silent).migrate(bench.database.configuration())
                #expect(await answered() < 300, "the older instance was at work meanwhile")
                // It goes on; one that starts now is refused, and the newer one is beside it.
                let late = try bench.start("intake-2", settings: settings)
                await #expect(throws: RuntimeError.self) { try await late.ended() }
                let new = try bench.start("intake-3", definition: ToyUnit.later, settings: settings)
                try await receipts.wait { Set($0.compactMap(\.properties.correlationID)).count == 300 }
                let before = (old.toDatabase.bytes(.toServer), new.toDatabase.bytes(.toServer))
                try await send(300..<600)
                try await receipts.wait { Set($0.compactMap(\.properties.correlationID)).count == 600 }
                #expect(old.toDatabase.bytes(.toServer) > before.0 && new.toDatabase.bytes(.toServer) > before.1)
                try await old.drain()
                // What only the newer program knows how to do.
                try await bench.submit("mended", "fault")
                _ = try await receipts.answer(to: "mended")
                try await bench.until("SELECT count(*) FROM outbox", is: 0)
                try await bench.expect("SELECT count(*) FROM aggregates WHERE kind = 'toy'", is: 601)
                try await bench.expect("SELECT value FROM counters WHERE register = 'toys'", is: 601)
                try await bench.expect("SELECT count(*) FROM quarantine", is: 0)
                try await bench.expect("SELECT count(*) FROM aggregates WHERE kind = 'toy' AND later = 'x'", is: 601)
            }
        }
    }

    @Test func `what only a newer version of another unit tells is kept until this one knows it too`() async throws {
        try await Bench.run { bench in
            _ = try await bench.startKnown()
            let toy = bench.numbered(1)
            try await bench.publish([
                try bench.event(toy, version: 1, follows: nil),
                try bench.event(toy, "later_event", version: 2, follows: 1),
                try bench.event(toy, version: 3, follows: 2),
            ])
            try await bench.until("SELECT count(*) FROM quarantine WHERE reason = 'unknown_event'", is: 1)
            // What came after it waits for it: nothing is decided out of order.
            try await bench.until("SELECT count(*) FROM parked", is: 1)
            #expect(try await bench.state(of: toy)?.starts == 1)
        }
    }

    @Test func `a migration that meets a transaction half way steps back and comes again`() async throws {
        let database = try TestDatabase.current
        try await Migrator(ToyUnit.definition, logger: .silent).migrate(database.configuration())
        let held = try await database.connect()
        try await held.executeScript("BEGIN; LOCK TABLE journal IN ROW EXCLUSIVE MODE")
        async let migrated: Void = Migrator(ToyUnit.later, logger: .silent).migrate(database.configuration())
        let watch = try await database.connect()
        var waiting = 0
        while waiting == 0 {
            waiting =
                try await watch.query(
                    "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'journal'::regclass"
                ).rows(as: Int.self).first ?? 0
        }
        // The migration has locked `aggregates` and waits for `journal`: this would be a deadlock.
        try await held.executeScript("LOCK TABLE aggregates IN ROW EXCLUSIVE MODE; COMMIT")
        try await migrated
        await held.close()
        let numbers = try await watch.query("SELECT number FROM schema_migrations WHERE number = 9000").rows(
            as: Int.self
        )
        #expect(numbers == [9_000])
        await watch.close()
    }
}
