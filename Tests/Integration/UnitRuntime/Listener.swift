internal import Logging
internal import RabbitMQ
internal import TestSupport

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
