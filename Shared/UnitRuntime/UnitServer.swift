import Contracts
import Foundation
package import Logging
import PostgreSQL
import RabbitMQ
import Sealing
package import ServiceLifecycle
import SocketExecutor
import UnixSignals

/// A running unit: its lanes, clocks, relay and health, wired in one place.
///
/// Shutdown runs backwards: consumers stop taking, what they hold is decided and acked, the relay publishes what was
/// committed, then publishers and pool close.
package struct UnitServer: Sendable {
    let configuration: Configuration
    let definition: UnitDefinition
    let registry: MetricsRegistry
    let logger: Logger
    var faults = Faults()

    /// Serves until told to stop by SIGTERM or SIGINT.
    func run() async throws {
        try await self.group(signals: [.sigterm, .sigint]).run()
        self.logger.info("stopped")
    }

    /// A unit in a process that may have several (the integration tests'), configured by these values alone.
    ///
    /// - Throws: If a value is missing, unknown or unsafe.
    package static func group(
        _ definition: UnitDefinition,
        environment: [String: String],
        logger: Logger,
        faults: Faults = Faults()
    ) throws -> ServiceGroup {
        try Self(
            configuration: try Configuration(definition.name, environment: environment),
            definition: definition,
            registry: MetricsRegistry(),
            logger: logger,
            faults: faults
        ).group(signals: [])
    }

    /// Wires everything. Several groups may run in one process (tests do).
    func group(signals: [UnixSignal]) throws -> ServiceGroup {
        let keyring = try Keyring.load(from: self.configuration.required("PKSAI_KEYRING"))
        let pool = PostgreSQLPool(configuration: try self.configuration.database(), logger: self.logger)
        let urgent = RabbitMQPublisher(
            configuration: try self.configuration.broker("publish urgent"),
            logger: self.logger
        )
        let routine = RabbitMQPublisher(configuration: try self.configuration.broker("publish"), logger: self.logger)
        let receipts = RabbitMQPublisher(configuration: try self.configuration.broker("receipts"), logger: self.logger)
        var readiness = Readiness()
        readiness.add(pool)
        readiness.add("publish urgent") { urgent.state }
        readiness.add("publish") { routine.state }
        readiness.add("receipts") { receipts.state }
        var consumers: [String: RabbitMQConsumer] = [:]
        for queue in self.queues {
            let consumer = RabbitMQConsumer(
                configuration: try self.configuration.broker(queue.name),
                subscriptions: [Subscription(queue: queue.name)],
                prefetch: queue.prefetch,
                logger: self.logger
            )
            consumers[queue.name] = consumer
            readiness.add(queue.name) { consumer.state }
        }
        let shared = readiness
        let work = UnitWork(
            server: self,
            keyring: keyring,
            pool: pool,
            publishers: [.urgent: urgent, .routine: routine, .answer: receipts],
            consumers: consumers
        )
        let health = HealthServer(
            host: self.configuration.healthHost,
            port: self.configuration.healthPort,
            readiness: shared,
            registry: self.registry,
            gauges: { await work.measure() }
        )
        self.logger.info(
            "starting",
            metadata: ["version": "\(Program.version)", "environment": "\(self.configuration.environment)"]
        )
        return ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [
                    .init(service: Running { try await pool.run() }),
                    .init(service: Running { try await health.run() }),
                    .init(service: Running { try await urgent.run() }),
                    .init(service: Running { try await routine.run() }),
                    .init(service: Running { try await receipts.run() }),
                    .init(service: Running { await Self.report(shared, self.logger) }),
                    .init(
                        service: work,
                        successTerminationBehavior: .gracefullyShutdownGroup,
                        failureTerminationBehavior: .gracefullyShutdownGroup
                    ),
                ],
                gracefulShutdownSignals: signals,
                logger: self.logger
            )
        )
    }

    struct LaneQueue {
        let name: String
        let prefetch: UInt16
        let batch: Int
        /// See ``LaneRunner/rest``: none where somebody waits for the answer.
        var rest = Duration.zero
        /// What its thread leaves to urgent lanes, and to the servers where they are on the same machine.
        var niceness: LaneThread.Niceness { self.rest > .zero ? .routine : .awaited }
    }

    /// Units' and agencies' routine messages may take a moment longer, so that many share a transaction.
    private static let rest = Duration.milliseconds(50)

    /// The queues this unit reads with how much is in flight: urgent batches stay small.
    var queues: [LaneQueue] {
        let unit = self.definition.name.rawValue
        let batch = self.configuration.batchMessages
        let twice = UInt16(clamping: batch * 2)
        var queues = [
            LaneQueue(name: "\(unit).urgent", prefetch: 32, batch: 16),
            LaneQueue(name: "\(unit).routine", prefetch: twice, batch: batch, rest: Self.rest),
            LaneQueue(name: "\(unit).staff", prefetch: 128, batch: 64),
            LaneQueue(name: "\(unit).queries", prefetch: 32, batch: 16),
            LaneQueue(name: "dead-letters.\(unit)", prefetch: 32, batch: 32),
        ]
        if self.definition.name == .intake {
            queues.append(LaneQueue(name: "intake.events", prefetch: twice, batch: batch, rest: Self.rest))
            queues.append(LaneQueue(name: Topology.unrouted, prefetch: 32, batch: 32))
        }
        return queues
    }

    /// Says in the log what the unit waits for, whenever that changes.
    private static func report(_ readiness: Readiness, _ logger: Logger) async {
        var before: [String]? = nil
        while !Task.isCancelled {
            let waiting = readiness.waitingFor()
            if waiting != before {
                if waiting.isEmpty {
                    logger.info("ready")
                } else {
                    logger.info("waiting", metadata: ["waiting.for": "\(waiting.joined(separator: "; "))"])
                }
                before = waiting
            }
            do { try await Task.sleep(for: .milliseconds(200)) } catch { return }
        }
    }
}

/// Runs until the group shuts down, then is cancelled.
struct Running: Service {
    let body: @Sendable () async throws -> Void
    init(_ body: @escaping @Sendable () async throws -> Void) { self.body = body }
    func run() async throws {
        do {
            try await cancelWhenGracefulShutdown { try await self.body() }
        } catch {
            // Told to end: how it ended is no failure of the program (the health server's socket closes with an error).
            guard Task.isShuttingDownGracefully || Task.isCancelled else { throw error }
        }
    }
}
