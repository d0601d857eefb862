internal import Logging
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
        (self.toBroker, self.toDatabase) = try bench.proxies()
        let environment = try bench.environment(
            of: definition.name,
            name,
            over: self.toBroker,
            self.toDatabase,
            settings: settings
        )
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
