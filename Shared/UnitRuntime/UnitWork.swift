import CLinux
import Contracts
import Foundation
import Logging
import NIOConcurrencyHelpers
import PostgreSQL
import RabbitMQ
import Sealing
import ServiceLifecycle
import SocketExecutor

/// A unit's work between start and drain.
final class UnitWork: Service {
    let server: UnitServer
    let keyring: Keyring
    let pool: PostgreSQLPool
    let publishers: [OutboxRow.Kind: RabbitMQPublisher]
    let consumers: [String: RabbitMQConsumer]
    private let relay = NIOLockedValueBox<Relay?>(nil)
    let ages = LaneAges()

    init(
        server: UnitServer,
        keyring: Keyring,
        pool: PostgreSQLPool,
        publishers: [OutboxRow.Kind: RabbitMQPublisher],
        consumers: [String: RabbitMQConsumer]
    ) {
        self.server = server
        self.keyring = keyring
        self.pool = pool
        self.publishers = publishers
        self.consumers = consumers
    }

    func run() async throws {
        guard let instance = try await self.enrol() else { return }
        let definition = self.server.definition
        let configuration = self.server.configuration
        let logger = self.server.logger
        let outbox = Outbox(instance: instance, unit: definition.name.rawValue)
        let metrics = UnitMetrics()
        let handling = BatchHandling(
            definition: definition,
            keyring: self.keyring,
            reader: Reader(definition: definition, keyring: self.keyring, administrator: configuration.administrator),
            pool: self.pool,
            timekeeper: Timekeeper(offset: configuration.clockOffset, zone: definition.zone),
            outbox: outbox,
            administrator: configuration.administrator,
            metrics: metrics,
            logger: logger,
            faults: self.server.faults
        )
        let relay = Relay(
            outbox: outbox,
            pool: self.pool,
            publishers: self.publishers,
            metrics: metrics,
            logger: logger,
            faults: self.server.faults
        )
        self.relay.withLockedValue { $0 = relay }
        try await withGracefulShutdownHandler {
            try await withThrowingTaskGroup(of: Void.self) { publishing in
                // Also when work ends with an error: the relay ends by being told, not by being cancelled.
                defer { relay.stop() }
                publishing.addTask { try await relay.run() }
                try await self.work(handling, relay)
                relay.stop()
                try await publishing.waitForAll()
            }
            await self.leave(instance)
        } onGracefulShutdown: {
            // Unstructured because the handler is synchronous; each ends its consumer's sequence, which ends the lanes.
            for consumer in self.consumers.values { Task { await consumer.cancelSubscriptions() } }
        }
    }

    /// Until every lane has ended; then clocks, replays and sealing end too.
    private func work(_ handling: BatchHandling, _ relay: Relay) async throws {
        let logger = self.server.logger
        let gate = UrgentGate()
        try await withThrowingTaskGroup(of: Void.self) { background in
            background.addTask { await DeadlineRunner(handling: handling, relay: relay, logger: logger).run() }
            background.addTask { await Replays(handling: handling, relay: relay, logger: logger).run() }
            background.addTask { await BackfillRunner(handling: handling, logger: logger).run() }
            background.addTask { await Housekeeping(pool: self.pool, logger: logger).run() }
            background.addTask { await Self.giveMemoryBack() }
            background.addTask { await ParkedWatch(handling: handling, relay: relay, logger: logger).run() }
            background.addTask {
                await JournalSealer(
                    handling: handling,
                    relay: relay,
                    interval: self.server.configuration.sealInterval,
                    logger: logger
                ).run()
            }
            // All lanes but the urgent ones have threads that go second, wherever processors are short.
            var threads: [LaneThread] = []
            defer { for thread in threads { thread.stop() } }
            try await withThrowingTaskGroup(of: Void.self) { lanes in
                for queue in self.server.queues {
                    guard let consumer = self.consumers[queue.name] else { continue }
                    let isUrgent = queue.name.hasSuffix(".urgent")
                    let thread = isUrgent ? nil : LaneThread(name: queue.name, niceness: queue.niceness)
                    if let thread { threads.append(thread) }
                    lanes.addTask(executorPreference: thread, priority: isUrgent ? .high : nil) {
                        // The connection is kept until the lane has settled everything it was given.
                        try await withThrowingTaskGroup(of: Void.self) { connection in
                            connection.addTask { try await consumer.run() }
                            try await self.lane(queue, consumer, handling, relay, gate)
                            connection.cancelAll()
                            try await connection.waitForAll()
                        }
                    }
                }
                try await lanes.waitForAll()
            }
            background.cancelAll()
            try await background.waitForAll()
        }
    }

    private func lane(
        _ queue: UnitServer.LaneQueue,
        _ consumer: RabbitMQConsumer,
        _ handling: BatchHandling,
        _ relay: Relay,
        _ gate: UrgentGate
    ) async throws {
        let logger = self.server.logger
        if queue.name.hasSuffix(".queries"), let publisher = self.publishers[.answer] {
            try await QueryLane(consumer: consumer, publisher: publisher, handling: handling, logger: logger).run()
        } else if queue.name == Topology.unrouted || queue.name.hasPrefix("dead-letters.") {
            let reason = queue.name == Topology.unrouted ? "unrouted" : "dead_letter"
            try await DeadLetterDrain(
                queue: queue.name,
                reason: reason,
                consumer: consumer,
                handling: handling,
                logger: logger
            ).run()
        } else {
            var handling = handling
            handling.lane = queue.name.split(separator: ".").last.map(String.init) ?? ""
            handling.goesSecond = !queue.name.hasSuffix(".urgent")
            try await LaneRunner(
                queue: queue.name,
                consumer: consumer,
                handling: handling,
                relay: relay,
                gate: gate,
                maximumMessages: queue.batch,
                rest: queue.rest,
                ages: self.ages,
                logger: logger
            ).run()
        }
    }

    /// Checks the schema and registers this instance; waits for the database. Nil if told to stop meanwhile.
    private func enrol() async throws -> Int32? {
        let migrator = Migrator(self.server.definition, logger: self.server.logger)
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            do {
                try await migrator.check(self.pool)
                return try await self.pool.withTransaction { transaction in
                    try await transaction.query(
                        """
                        INSERT INTO instances (name, lease_until)
                        VALUES (\(self.server.configuration.instance), now() + interval '15 seconds') RETURNING id
                        """
                    ).rows(as: Int32.self).first
                }
            } catch let error as RuntimeError {
                throw error
            } catch {
                guard Failure(error).mayPass || (error as? PostgreSQLError)?.code == .connectionLost else {
                    throw error
                }
                try? await Task.sleep(for: .milliseconds(200))
            }
        }
        return nil
    }

    /// A large answer or a long list leaves holes in the heap.
    private static func giveMemoryBack() async {
        while !Task.isCancelled {
            do { try await Task.sleep(for: .seconds(15)) } catch { return }
            linux_give_memory_back()
        }
    }

    /// Gives the lease back, so that others need not wait for it to lapse.
    private func leave(_ instance: Int32) async {
        do {
            try await self.pool.withTransaction { transaction in
                try await transaction.execute("UPDATE instances SET lease_until = now() WHERE id = \(instance)")
            }
        } catch {
            self.server.logger.warning("lease not given back", metadata: ["error": "\(Failure(error).text)"])
        }
    }
}

/// Forgets what need not be kept: inbox rows after 35 days, bodies in quarantine after 35 days, old attempts.
struct Housekeeping: Sendable {
    let pool: PostgreSQLPool
    let logger: Logger

    func run() async {
        while !Task.isCancelled {
            do { try await Task.sleep(for: .seconds(3_600)) } catch { return }
            do {
                try await self.pool.withTransaction { transaction in
                    _ = try await transaction.pipeline([
                        "DELETE FROM inbox WHERE received_at < now() - interval '36 days'",
                        """
                        UPDATE quarantine SET state = 'discarded', key_id = NULL, key_box = NULL, box = NULL,
                            handled_at = now(), handled_by = 'retention'
                        WHERE state = 'kept' AND quarantined_at < now() - interval '35 days'
                        """,
                        "DELETE FROM attempts WHERE last_attempt_at < now() - interval '36 days'",
                    ])
                }
            } catch { self.logger.warning("housekeeping failed", metadata: ["error": "\(Failure(error).text)"]) }
        }
    }
}
