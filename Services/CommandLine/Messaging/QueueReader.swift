internal import Logging
internal import RabbitMQ

/// Reads a queue of a user's own.
struct QueueReader: Sendable {
    let profile: Profile
    let queue: String
    /// Leave the messages in the queue.
    let keeps: Bool

    /// What becomes of a message.
    enum Fate<Shown: Sendable>: Sendable {
        /// A person has seen it: it is out of the queue.
        case shown(Shown)
        /// It concerns nobody any more: out of the queue too.
        case left
        /// It can't be read: given up, to where the queue sends such, never lost.
        case refused
    }

    /// Waits for one message, takes it out of the queue once its fate is known, and holds nothing behind it back from
    /// others.
    ///
    /// - Parameter show: Returns what became of it.
    /// - Returns: What was shown; nil if it wasn't.
    func next<Shown: Sendable>(_ show: (Delivery) async throws -> Fate<Shown>) async throws -> Shown? {
        let configuration = try self.profile.configuration
        let administration = RabbitMQAdministration(configuration: configuration)
        try await administration.connect()
        _ = try await administration.passiveDeclare(self.queue)
        await administration.close()
        let consumer = self.consumer(configuration, prefetch: 1)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await consumer.run() }
            defer { group.cancelAll() }
            while let batch = try await consumer.nextBatch(maximumMessages: 1, maximumBytes: 1 << 20) {
                guard let delivery = batch.first else { continue }
                await consumer.cancelSubscriptions()
                // Void if the connection was lost meanwhile: then it comes again, to whoever is there.
                switch try await show(delivery) {
                case .shown(let shown):
                    await consumer.acknowledge(each: [delivery.token])
                    return shown
                case .left: await consumer.acknowledge(each: [delivery.token])
                case .refused: await consumer.reject(each: [delivery.token], requeue: false)
                }
                return nil
            }
            throw CancellationError()
        }
    }

    private func consumer(_ configuration: RabbitMQConfiguration, prefetch: UInt16) -> RabbitMQConsumer {
        RabbitMQConsumer(
            configuration: configuration,
            subscriptions: [Subscription(queue: self.queue)],
            prefetch: prefetch,
            logger: Logger(label: "pksai") { _ in SwiftLogNoOpLogHandler() }
        )
    }

    /// Gives what is there now to the body, then what comes if `follows`, until the body says stop.
    ///
    /// - Parameter prefetch: How many may be in hand at once.
    func read(
        follows: Bool,
        prefetch: UInt16 = 500,
        _ body: @escaping @Sendable (Delivery) async throws -> Bool
    ) async throws {
        let configuration = try self.profile.configuration
        let administration = RabbitMQAdministration(configuration: configuration)
        try await administration.connect()
        let there = try await administration.passiveDeclare(self.queue).messages
        await administration.close()
        guard follows || there > 0 else { return }
        let consumer = self.consumer(configuration, prefetch: self.keeps ? 65_535 : prefetch)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await consumer.run() }
            defer { group.cancelAll() }
            var seen = 0
            while follows || seen < there {
                // Somebody else may have read what was counted.
                let next = try await within(follows ? .seconds(86_400) : .seconds(3)) {
                    try await consumer.nextBatch(maximumMessages: Int(prefetch), maximumBytes: 4 << 20)
                }
                guard let batch = next ?? (follows ? [] : nil) else { return }
                for delivery in batch {
                    let goesOn = try await body(delivery)
                    if !self.keeps { await consumer.acknowledge(each: [delivery.token]) }
                    seen += 1
                    if !goesOn { return }
                }
            }
        }
    }
}
