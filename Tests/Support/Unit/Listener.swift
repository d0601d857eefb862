internal import Logging
public import RabbitMQ
internal import TestSupport

/// What has come to a queue since the test began to listen.
public struct Listener: Sendable {
    let ear: Ear
    let start: Int

    /// All of it.
    public var heard: [Delivery] { get async { await self.ear.heard(from: self.start) } }

    /// Waits until what came is enough; the test's time limit ends a vain wait.
    public func wait(until isWanted: @escaping @Sendable ([Delivery]) -> Bool) async throws {
        try await self.ear.wait(from: self.start, until: isWanted)
    }

    /// The first that is wanted, as soon as it is there.
    public func first(where isWanted: @escaping @Sendable (Delivery) -> Bool) async throws -> Delivery {
        try await self.wait { $0.contains(where: isWanted) }
        guard let found = await self.heard.first(where: isWanted) else { throw TestBroker.Failure("lost") }
        return found
    }

    /// The answer to a message.
    public func answer(to id: String) async throws -> Delivery {
        try await self.first { $0.properties.correlationID == id }
    }

    /// All answers to a message that have come.
    public func answers(to id: String) async -> [Delivery] {
        await self.heard.filter { $0.properties.correlationID == id }
    }
}

/// Takes everything that comes to a queue and keeps it, from the first time somebody listens to the end of the test.
actor Ear {
    private typealias Waiter = (
        start: Int, isWanted: @Sendable ([Delivery]) -> Bool, continuation: CheckedContinuation<Void, any Error>
    )

    private let consumer: RabbitMQConsumer
    private var heard: [Delivery] = []
    private var taken: Set<Int> = []
    /// Where whoever listens next begins.
    private var unheard = 0
    private var waiters: [Int: Waiter] = [:]
    private var lastWaiter = 0

    init(_ queue: String, _ configuration: RabbitMQConfiguration, _ logger: Logger) {
        self.consumer = RabbitMQConsumer(
            configuration: configuration,
            subscriptions: [Subscription(queue: queue)],
            prefetch: 1_000,
            logger: logger
        )
    }

    func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await self.consumer.run() }
            while let batch = try await self.consumer.nextBatch(maximumMessages: 1_000, maximumBytes: 1 << 24) {
                self.heard += batch
                for (id, waiter) in self.waiters where waiter.isWanted(self.heard(from: waiter.start)) {
                    self.waiters.removeValue(forKey: id)?.continuation.resume()
                }
                _ = await self.consumer.acknowledge(each: batch.map(\.token))
            }
            group.cancelAll()
        }
    }

    func listener() -> Listener { Listener(ear: self, start: self.unheard) }

    func endListening() { self.unheard = self.heard.count }

    func heard(from start: Int) -> [Delivery] { Array(self.heard[start...]) }

    func wait(from start: Int, until isWanted: @escaping @Sendable ([Delivery]) -> Bool) async throws {
        self.lastWaiter += 1
        let id = self.lastWaiter
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                if isWanted(self.heard(from: start)) {
                    continuation.resume()
                } else if Task.isCancelled {
                    continuation.resume(throwing: CancellationError())
                } else {
                    self.waiters[id] = (start, isWanted, continuation)
                }
            }
        } onCancel: {
            Task { await self.giveUp(id) }
        }
    }

    private func giveUp(_ id: Int) {
        self.waiters.removeValue(forKey: id)?.continuation.resume(throwing: CancellationError())
    }

    /// The first that is wanted and that nobody took before.
    func take(where isWanted: @escaping @Sendable (Delivery) -> Bool) async throws -> Delivery {
        while true {
            for (index, delivery) in self.heard.enumerated() where !self.taken.contains(index) && isWanted(delivery) {
                self.taken.insert(index)
                return delivery
            }
            let count = self.heard.count
            try await self.wait(from: 0) { $0.count > count }
        }
    }
}
