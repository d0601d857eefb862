internal import Contracts
internal import Foundation
internal import Logging
internal import RabbitMQ
public import ServiceLifecycle
public import TestSupport
internal import UnitRuntime

/// One running instance of a unit; everything it does goes through proxies of its own.
public final class Instance: Sendable {
    /// Its way to the broker.
    public let toBroker: TCPProxy
    /// Its way to the database.
    public let toDatabase: TCPProxy
    /// What runs.
    public let group: ServiceGroup
    private let task: Task<Void, any Error>

    init(
        _ bench: UnitBench,
        _ name: String,
        _ definition: UnitDefinition,
        _ settings: [String: String],
        _ faults: Faults
    ) throws {
        guard case .plain(let user, let password) = bench.user.credentials,
            let address = URLComponents(string: try TestDatabase.server()), let upstream = address.port
        else { throw TestBroker.Failure("the tests' servers are not where they are said to be") }
        let unit = definition.name
        self.toBroker = try TCPProxy(host: bench.user.host, to: bench.user.port)
        self.toDatabase = try TCPProxy(host: address.host ?? "127.0.0.1", to: upstream)
        var environment = [
            "PKSAI_AMQP_URL": "amqp://\(user):\(password)@127.0.0.1:\(self.toBroker.port)/\(bench.broker.virtualHost)",
            "PKSAI_DATABASE_URL": try bench.database(of: unit).through(port: self.toDatabase.port).connectionString,
            "PKSAI_KEYRING": bench.keyringPath(of: unit), "PKSAI_UNIT_INSTANCE": name, "PKSAI_ENVIRONMENT": "test",
        ]
        environment.merge(settings) { _, new in new }
        var logger = bench.logger
        logger[metadataKey: "unit.instance"] = "\(name)"
        let group = try UnitServer.group(definition, environment: environment, logger: logger, faults: faults)
        self.group = group
        self.task = Task { try await group.run() }
    }

    /// Waits until it has ended by itself.
    ///
    /// - Throws: Why it did.
    public func ended() async throws { try await self.task.value }

    /// As SIGTERM does.
    public func drain() async throws {
        await self.group.triggerGracefulShutdown()
        try await self.task.value
    }

    /// Nothing leaves it any more.
    public func cutOff() {
        self.toBroker.set(.refuse)
        self.toDatabase.set(.refuse)
    }

    /// It is gone, without a word to anybody.
    public func die() async {
        self.cutOff()
        self.task.cancel()
        _ = await self.task.result
        self.toBroker.stop()
        self.toDatabase.stop()
    }
}
