internal import Contracts
internal import Foundation
internal import RabbitMQ
internal import Logging
internal import ServiceLifecycle
internal import TestSupport

@testable internal import UnitRuntime

/// One running instance of the unit.
final class Instance: Sendable {
    let toBroker: TCPProxy
    let toDatabase: TCPProxy
    let group: ServiceGroup
    private let task: Task<Void, any Error>

    init(
        _ bench: Bench,
        _ name: String,
        _ definition: UnitDefinition,
        _ settings: [String: String],
        _ faults: Faults
    ) throws {
        guard case .plain(let user, let password) = bench.user.credentials, let port = UInt16(exactly: bench.user.port),
            let address = URLComponents(string: try TestDatabase.server()), let databasePort = address.port,
            let upstream = UInt16(exactly: databasePort)
        else { throw TestBroker.Failure("the tests' servers are not where they are said to be") }
        self.toBroker = try TCPProxy(to: port)
        self.toDatabase = try TCPProxy(to: upstream)
        var environment = [
            "PKSAI_AMQP_URL": "amqp://\(user):\(password)@127.0.0.1:\(self.toBroker.port)/\(bench.broker.virtualHost)",
            "PKSAI_DATABASE_URL": bench.database.through(port: self.toDatabase.port).connectionString,
            "PKSAI_KEYRING": bench.keyringPath, "PKSAI_UNIT_INSTANCE": name, "PKSAI_ENVIRONMENT": "test",
        ]
        environment.merge(settings) { _, new in new }
        var logger = bench.logger
        logger[metadataKey: "unit.instance"] = "\(name)"
        let group = try UnitServer(
            configuration: try Configuration(definition.name, environment: environment),
            definition: definition,
            registry: MetricsRegistry(),
            logger: logger,
            faults: faults
        ).group(signals: [])
        self.group = group
        self.task = Task { try await group.run() }
    }

    /// As SIGTERM does.
    func drain() async throws {
        await self.group.triggerGracefulShutdown()
        try await self.task.value
    }

    /// Nothing leaves it any more; then it is gone.
    func die() async {
        self.toBroker.set(.refuse)
        self.toDatabase.set(.refuse)
        self.task.cancel()
        _ = await self.task.result
        self.toBroker.stop()
        self.toDatabase.stop()
    }
}

/// Takes everything that comes to a queue and keeps it.
actor Listener {
    nonisolated let consumer: RabbitMQConsumer
    private(set) var heard: [Delivery] = []
    private var waiters: [(isWanted: @Sendable ([Delivery]) -> Bool, continuation: CheckedContinuation<Void, Never>)] =
        []

    init(_ queue: String, _ configuration: RabbitMQConfiguration, _ logger: Logger) {
        self.consumer = RabbitMQConsumer(
            configuration: configuration,
            subscriptions: [Subscription(queue: queue)],
            prefetch: 1_000,
            logger: logger
        )
    }

    func gather() async throws {
        while let batch = try await self.consumer.nextBatch(maximumMessages: 1_000, maximumBytes: 1 << 24) {
            self.take(batch)
            _ = await self.consumer.acknowledge(each: batch.map(\.token))
        }
    }

    private func take(_ batch: [Delivery]) {
        self.heard += batch
        let ready = self.waiters.filter { $0.isWanted(self.heard) }
        self.waiters.removeAll { $0.isWanted(self.heard) }
        for waiter in ready { waiter.continuation.resume() }
    }

    /// Waits until what came is enough.
    func wait(until isWanted: @escaping @Sendable ([Delivery]) -> Bool) async {
        guard !isWanted(self.heard) else { return }
        await withCheckedContinuation { self.waiters.append((isWanted, $0)) }
    }

    func first(where isWanted: @escaping @Sendable (Delivery) -> Bool) async throws -> Delivery {
        await self.wait { $0.contains(where: isWanted) }
        guard let found = self.heard.first(where: isWanted) else { throw TestBroker.Failure("lost") }
        return found
    }

    /// The answer to a message.
    func answer(to id: String) async throws -> Delivery {
        try await self.first { $0.properties.correlationID == id }
    }

    func answers(to id: String) -> [Delivery] { self.heard.filter { $0.properties.correlationID == id } }
}
