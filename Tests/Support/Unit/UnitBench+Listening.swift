internal import Foundation
internal import Logging
internal import NIOConcurrencyHelpers
public import RabbitMQ
internal import TestSupport

// What a test hears.
extension UnitBench {
    /// Listens to a queue for as long as the body: to what has come since somebody listened last.
    public func listening(to queue: String, _ body: (Listener) async throws -> Void) async throws {
        let ear = self.ear(queue)
        try await body(await ear.listener())
        await ear.endListening()
    }

    /// The answer to a message; each is given once.
    public func answer(to id: String, of username: String) async throws -> Delivery {
        try await self.first(in: "receipts.\(username)") { $0.properties.correlationID == id }
    }

    /// The first message in a queue that is wanted and that was not given before.
    public func first(
        in queue: String,
        where isWanted: @escaping @Sendable (Delivery) -> Bool
    ) async throws -> Delivery {
        try await self.ear(queue).take(where: isWanted)
    }

    private func ear(_ queue: String) -> Ear {
        self.ears.withLockedValue { ears in
            if let known = ears[queue] { return known.ear }
            let ear = Ear(queue, self.user, self.logger)
            ears[queue] = (ear, Task { try await ear.run() })
            return ear
        }
    }

    /// Takes one message from a queue and gives it back to the broker.
    public func refuseOne(from queue: String, requeue: Bool) async throws {
        let consumer = RabbitMQConsumer(
            configuration: self.user,
            subscriptions: [Subscription(queue: queue)],
            prefetch: 1,
            logger: self.logger
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await consumer.run() }
            guard let delivery = try await consumer.nextBatch(maximumMessages: 1, maximumBytes: 1 << 20)?.first else {
                throw TestBroker.Failure("nothing in \(queue)")
            }
            _ = await consumer.reject(delivery.token, requeue: requeue)
            group.cancelAll()
            try await group.waitForAll()
        }
    }

    /// Waits until no connection of an instance is left at the broker.
    public func untilCutOff(_ name: String) async throws {
        while true {
            try Task.checkCancellation()
            let data = try await self.broker.request("GET", "/api/vhosts/\(self.broker.virtualHost)/connections")
            if !String(decoding: data, as: UTF8.self).contains("\"\(name) ") { return }
        }
    }
}
