internal import Foundation
internal import Logging
internal import RabbitMQ
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

    /// Nothing leaves it any more.
    func cutOff() {
        self.toBroker.set(.refuse)
        self.toDatabase.set(.refuse)
    }

    /// It is gone, without a word to anybody.
    func die() async {
        self.cutOff()
        self.task.cancel()
        _ = await self.task.result
        self.toBroker.stop()
        self.toDatabase.stop()
    }
}
