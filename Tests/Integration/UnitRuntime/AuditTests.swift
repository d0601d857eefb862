internal import Contracts
internal import JSON
internal import PostgreSQL
internal import RabbitMQ
internal import Sealing
internal import TestSupport
internal import Testing
internal import UnitTestSupport
internal import Vocabulary

@testable internal import UnitRuntime

/// The chain of roots over the journal, and a schema that is not the program's.
@Suite(.freshDatabase, .timeLimit(.minutes(1)))
struct AuditTests {
    @Test(arguments: ["edited", "missing", "reordered"])
    func `a journal somebody changed as superuser no longer matches its roots`(_ kind: String) async throws {
        try await Bench.run { bench in
            _ = try await bench.startKnown(settings: ["PKSAI_JOURNAL_SEAL_SECONDS": "1"])
            let reader = SealKeyPair.generate(owner: "administrator")
            try await bench.makeKnown("administrator", [.admin], sealKey: reader.publicKey)
            try await bench.listening(to: "receipts.police-post") { receipts in
                for number in 0..<5 { try await bench.submit("m-\(number)", "text") }
                try await receipts.wait { $0.count == 5 }
            }
            try await bench.until(
                """
                SELECT count(*) FROM journal j WHERE type = 'registered'
                AND EXISTS (SELECT FROM journal_roots r WHERE j.position = ANY(r.positions))
                """,
                is: 5
            )
            let sound = try await bench.verify(reader, "before")
            #expect(sound.breaks.isEmpty)
            #expect(sound.checked >= 1)
            let positions = try await bench.query(
                "SELECT position FROM journal WHERE type = 'registered' ORDER BY position LIMIT 2"
            ).rows(as: Int64.self)
            switch kind {
            case "edited":
                try await bench.execute("UPDATE journal SET body = body || '\\x20' WHERE position = \(positions[0])")
            case "missing": try await bench.execute("DELETE FROM journal WHERE position = \(positions[0])")
            default:
                // Two rows change places: everything but the position.
                try await bench.execute("ALTER TABLE journal ALTER COLUMN position DROP IDENTITY")
                try await bench.execute("UPDATE journal SET position = -1 WHERE position = \(positions[0])")
                try await bench.execute(
                    "UPDATE journal SET position = \(positions[0]) WHERE position = \(positions[1])"
                )
                try await bench.execute("UPDATE journal SET position = \(positions[1]) WHERE position = -1")
            }
            let broken = try await bench.verify(reader, "after")
            #expect(broken.breaks.map(\.kind).allSatisfy { $0 == kind })
            #expect(broken.breaks.map(\.position).first == positions[0], "\(broken.breaks)")
            #expect(broken.breaks.map(\.positions).reduce(0, +) == (kind == "reordered" ? 2 : 1))
        }
    }

    @Test func `what a unit was told first of a root stays, whatever it is told of that number later`() {
        func root(_ number: Int64, _ root: String) -> ForeignJournal.Event {
            .rootHeard(JournalRootSealed(unit: "intake", number: number, positions: 1, root: root))
        }
        var journal = ForeignJournal(id: ForeignJournal.ID(text: "intake"))
        for event in [root(2, "b"), root(1, "a"), root(3, "c"), root(2, "b")] { journal.apply(event) }
        #expect(journal.last?.number == 3 && journal.disputed == nil, "late and repeated roots are the same chain")
        for event in [root(3, "x"), root(2, "y"), root(4, "z")] { journal.apply(event) }
        #expect(journal.last?.number == 4)
        #expect(journal.disputed?.number == 2 && journal.disputed?.root == "b")
    }

    @Test func `a database newer than the program is refused, and migrating twice changes nothing`() async throws {
        let database = try TestDatabase.current
        let migrator = Migrator(ToyUnit.definition, logger: .silent)
        try await migrator.migrate(database.configuration())
        try await migrator.migrate(database.configuration())
        let connection = try await database.connect()
        try await connection.execute("INSERT INTO schema_migrations (number, name) VALUES (9000, 'later')")
        await connection.close()
        await #expect(throws: RuntimeError.self) { try await migrator.migrate(database.configuration()) }
    }

    @Test func `two programs that migrate at once apply each file once`() async throws {
        let database = try TestDatabase.current
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    try await Migrator(ToyUnit.definition, logger: .silent).migrate(database.configuration())
                }
            }
            try await group.waitForAll()
        }
        let connection = try await database.connect()
        let numbers = try await connection.query("SELECT number FROM schema_migrations ORDER BY 1").rows(as: Int32.self)
        await connection.close()
        #expect(numbers == numbers.sorted() && Set(numbers).count == numbers.count && !numbers.isEmpty)
    }
}
