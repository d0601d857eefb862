internal import Contracts
internal import Foundation
internal import PostgreSQL
internal import RabbitMQ
internal import TestSupport
internal import Testing
internal import UnitTestSupport
internal import Vocabulary

@testable internal import UnitRuntime

/// A unit that is killed, the whole process by SIGKILL, at each moment of a message's way.
@Suite(.freshDatabase, .timeLimit(.minutes(2)))
struct DeathTests {
    private static let number = 40
    /// What holds the child's transaction in the database.
    private static let held: SQL = "FROM pg_locks WHERE locktype = 'advisory' AND objid = 9001 AND NOT granted"
    private static let toys: SQL = "SELECT count(*) FROM aggregates WHERE kind = 'toy'"
    private static let rows: SQL = "SELECT count(*) FROM outbox"

    @Test(arguments: Moment.allCases, [Lane.routine, .urgent])
    func `what a unit leaves when it is killed another finishes once`(_ moment: Moment, _ lane: Lane) async throws {
        try await Bench.run { bench in
            let known = try await bench.startKnown("intake-0")
            try await known.drain()
            try await bench.publish(try Self.complaints(bench, lane))
            let (toBroker, toDatabase) = try bench.proxies()
            defer {
                toBroker.stop()
                toDatabase.stop()
            }
            let child = try Self.child(bench, moment, lane, toBroker, toDatabase)
            defer { try? FileManager.default.removeItem(atPath: child.note) }
            try await bench.listening(to: "identification.\(lane.rawValue)") { told in
                try await Self.live(child, until: moment, lane, bench, told, toBroker, toDatabase)
                try await Self.expect(moment, lane, bench, told)
                try await Self.finish(bench, lane, told)
            }
        }
    }

    /// So many complaints of different children; on the urgent lane emergencies, whose events are urgent.
    private static func complaints(_ bench: Bench, _ lane: Lane) throws -> [OutgoingMessage] {
        try (0..<Self.number).map { number in
            var complaint = ComplaintSubmitted(channel: .phone, situation: "text \(number)")
            complaint.emergency = lane == .urgent
            return try bench.complaint("m-\(number)", complaint, lane: lane)
        }
    }

    private static func child(
        _ bench: Bench,
        _ moment: Moment,
        _ lane: Lane,
        _ toBroker: TCPProxy,
        _ toDatabase: TCPProxy
    ) throws -> Child {
        var (point, times): (Faults.Point?, Int) = (nil, 0)
        if case .point(let place, let visit) = moment.way { (point, times) = (place, visit) }
        return Child(
            environment: try bench.environment(
                of: .intake,
                "intake-1",
                over: toBroker,
                toDatabase,
                settings: ["PKSAI_BATCH_MESSAGES": "16"]
            ),
            note: NSTemporaryDirectory() + "child-\(UUID().uuidString)",
            point: point,
            lane: lane.rawValue,
            times: times
        )
    }

    /// The child lives until the moment, and no longer.
    private static func live(
        _ child: Child,
        until moment: Moment,
        _ lane: Lane,
        _ bench: Bench,
        _ told: Listener,
        _ toBroker: TCPProxy,
        _ toDatabase: TCPProxy
    ) async throws {
        // The last rows that a batch inserts are its messages; then comes COMMIT.
        let commit = [Array("receipt.police-post".utf8), Array("COMMIT\0".utf8)]
        switch moment.way {
        case .point: await child.untilKilled()
        case .held(let trigger):
            let holder = try await Self.hold(trigger, bench)
            async let death: Void = child.untilKilled()
            try await bench.until("SELECT count(*) \(Self.held)", is: 1)
            try await bench.expect(Self.toys, is: 0)
            try child.kill()
            await death
            // With the first the database notices, with the other it goes on to commit.
            if trigger == .afterInsert { try await bench.execute("SELECT pg_terminate_backend(pid) \(Self.held)") }
            _ = try await holder.query("SELECT pg_advisory_unlock(9001)")
            await holder.close()
            if trigger == .inCommit { try await bench.until("SELECT (\(Self.toys)) > 0", isTrue: true) }
            try await bench.execute("DROP TRIGGER hold ON outbox")
        case .withoutCommit:
            toDatabase.set(.swallow(from: commit))
            async let death: Void = child.untilKilled()
            while toDatabase.struck == 0 { try await Task.sleep(for: .milliseconds(10)) }
            // The rows are in the table, nobody else sees them, and the database waits for what comes next.
            try await bench.until(
                """
                SELECT count(*) = 1 FROM pg_locks l JOIN pg_stat_activity a USING (pid)
                WHERE l.relation = 'outbox'::regclass AND l.mode = 'RowExclusiveLock' AND a.application_name = 'intake-1'
                    AND a.backend_xid IS NOT NULL AND a.wait_event = 'ClientRead'
                """,
                isTrue: true
            )
            try await bench.expect(Self.toys, is: 0)
            try child.kill()
            await death
        case .withoutAnswer:
            toDatabase.set(.swallowAnswer(to: commit))
            async let death: Void = child.untilKilled()
            try await bench.until("SELECT (\(Self.toys)) > 0", isTrue: true)
            #expect(toDatabase.struck == 1)
            try child.kill()
            await death
        case .withoutConfirm:
            toBroker.set(.swallowAnswer(to: [Array("intake.\(lane.rawValue).\(ToyRegistered.name)".utf8)]))
            async let death: Void = child.untilKilled()
            try await told.wait { !$0.isEmpty }
            #expect(toBroker.struck == 1)
            try child.kill()
            await death
        }
    }

    /// Whoever inserts messages, or commits them, waits for this connection.
    private static func hold(_ trigger: Moment.Trigger, _ bench: Bench) async throws -> PostgreSQLConnection {
        try await bench.execute(
            """
            CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN PERFORM pg_advisory_xact_lock_shared(9001); RETURN NULL; END $$
            """
        )
        switch trigger {
        case .afterInsert:
            try await bench.execute(
                "CREATE TRIGGER hold AFTER INSERT ON outbox FOR EACH STATEMENT EXECUTE FUNCTION hold()"
            )
        case .inCommit:
            try await bench.execute(
                """
                CREATE CONSTRAINT TRIGGER hold AFTER INSERT ON outbox DEFERRABLE INITIALLY DEFERRED
                FOR EACH ROW EXECUTE FUNCTION hold()
                """
            )
        }
        let holder = try await bench.database.connect()
        _ = try await holder.query("SELECT pg_advisory_lock(9001)")
        return holder
    }

    /// It died at this moment and at no other: what the database, the broker and the listener have is what they have then.
    private static func expect(_ moment: Moment, _ lane: Lane, _ bench: Bench, _ told: Listener) async throws {
        try await bench.until(
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'intake-1'",
            is: 0
        )
        let toys = Int(try await bench.count(Self.toys))
        let rows = Int(try await bench.count(Self.rows))
        #expect((toys > 0) == moment.leavesEffects)
        let ready = try await bench.ready("intake.\(lane.rawValue)")
        #expect(moment.isReady(ready, of: Self.number, handled: toys, isUrgent: lane == .urgent))
        if let isHeard = moment.isHeard(isUrgent: lane == .urgent) {
            // What the broker has on its way to the listener.
            if isHeard { try await told.wait { !$0.isEmpty } }
            #expect(await told.heard.isEmpty == !isHeard)
        }
        // Each toy has an event and an answer.
        if moment == .afterOutboxDelete {
            #expect(rows < 2 * toys)
        } else if moment != .beforeReceive {
            #expect((rows > 0) == moment.leavesEffects)
        }
    }

    /// Another instance takes over; then everything has happened, once.
    private static func finish(_ bench: Bench, _ lane: Lane, _ told: Listener) async throws {
        // What the dead one left is taken over when its lease lapses.
        try await bench.execute("UPDATE instances SET lease_until = now() WHERE name = 'intake-1'")
        _ = try bench.start("intake-2")
        let number = Self.number
        try await bench.listening(to: "receipts.\(Bench.agency)") { receipts in
            try await receipts.wait { Set($0.compactMap(\.properties.correlationID)).count == number }
            try await told.wait { Set($0.compactMap(\.properties.messageID)).count == number }
            try await bench.until(Self.rows, is: 0)
            try await bench.expect(Self.toys, is: Int64(number))
            try await bench.expect("SELECT count(*) FROM journal WHERE type = 'registered'", is: Int64(number))
            try await bench.expect("SELECT value FROM counters WHERE register = 'toys'", is: Int64(number))
            try await bench.expect("SELECT count(*) FROM quarantine", is: 0)
            #expect(Set(await told.heard.map(\.properties.messageID)).count == number, "the same event, if twice")
            let bodies = await receipts.heard.map { ($0.properties.correlationID, $0.body) }
            for (id, body) in bodies { #expect(bodies.allSatisfy { $0.0 != id || $0.1 == body }, "the first answer") }
        }
        #expect(try await bench.ready("intake.\(lane.rawValue)", consumers: 1) == 0)
    }
}

extension UnitBench {
    /// How many messages lie in a queue once it has so many consumers and none of them has any.
    fileprivate func ready(_ queue: String, consumers: Int = 0) async throws -> Int {
        let administration = RabbitMQAdministration(configuration: self.user)
        try await administration.connect()
        while true {
            try Task.checkCancellation()
            let found = try await administration.passiveDeclare(queue)
            guard found.consumers == consumers else {
                await Task.yield()
                continue
            }
            await administration.close()
            return found.messages
        }
    }

    fileprivate func until(_ question: SQL, isTrue: Bool) async throws {
        try await self.until("SELECT CASE WHEN (\(question)) THEN 1 ELSE 0 END::bigint", is: isTrue ? 1 : 0)
    }
}
