internal import DequeModule
public import Logging
internal import NIOConcurrencyHelpers
internal import SocketExecutor

/// Takes messages from queues, over one connection of its own, in batches.
///
/// Run ``run()`` in a task; it keeps the consumer connected and subscribed. Deliveries gather while a batch is worked on;
/// ``nextBatch(maximumMessages:maximumBytes:)`` takes what has gathered. The broker sends at most `prefetch` deliveries
/// to a subscription before the first is settled, which bounds the memory.
public actor RabbitMQConsumer {
    /// A caller that waits for a batch.
    struct Waiter {
        let id: UInt64
        let maximumMessages: Int
        let maximumBytes: Int
        let continuation: CheckedContinuation<[Delivery]?, any Error>
    }

    let configuration: RabbitMQConfiguration
    let executor: SocketExecutor
    let loop: ConnectionLoop
    /// The queue by consumer tag.
    let queues: [String: String]
    private let subscriptions: [Subscription]
    private let prefetch: UInt16
    /// Read on the connecting thread.
    private let isCancelling = NIOLockedValueBox(false)

    var link: Link?
    var lastError: RabbitMQError?
    /// Counts connections: a token of another one is void.
    var epoch: UInt64 = 0
    var table = DeliveryTable()
    var ready: Deque<Delivery> = []
    var waiters: [Waiter] = []
    /// The consumer tags whose cancellation the broker has not confirmed.
    var cancelling: Set<String> = []
    /// Nothing more will be delivered.
    var isFinished = false
    private var nextWaiter: UInt64 = 0
    private var cancelled: CheckedContinuation<Void, Never>?
    private var cancelDeadline: ContinuousClock.Instant?
    private var ended: CheckedContinuation<Void, Never>?

    /// The connection's own thread.
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe self.executor.asUnownedSerialExecutor()
    }

    /// A prefetch without limit (AMQP 0-9-1, `basic.qos`), for a queue that is bounded itself.
    public static let unlimited: UInt16 = 0

    /// Where the connection stands.
    public nonisolated var state: ConnectionState { self.loop.state.withLockedValue { $0 } }

    /// Makes a consumer; it connects in ``run()``.
    ///
    /// - Parameters:
    ///   - configuration: The broker.
    ///   - subscriptions: The queues; each must exist.
    ///   - prefetch: How many deliveries of each subscription may be unsettled. Quorum queues know no limit of a channel.
    ///   - logger: Where to log.
    public init(
        configuration: RabbitMQConfiguration,
        subscriptions: [Subscription],
        prefetch: UInt16,
        logger: Logger
    ) {
        self.configuration = configuration
        self.executor = SocketExecutor(name: "amqp consume")
        self.loop = ConnectionLoop(configuration: configuration, logger: logger)
        self.subscriptions = subscriptions.enumerated().map { index, subscription in
            var subscription = subscription
            subscription.consumerTag = subscription.consumerTag ?? "\(configuration.connectionName)-\(index)"
            return subscription
        }
        self.queues = Dictionary(
            self.subscriptions.map { ($0.consumerTag ?? "", $0.queue) },
            uniquingKeysWith: { first, _ in first }
        )
        self.prefetch = prefetch
    }

    // Not isolated: nobody else holds the actor any more, and the thread's callbacks hold it weakly, so the link can be
    // freed here. (Swift 6.3 can't optimise a public actor's isolated deinit into another module.)
    deinit { self.executor.stop() }

    /// Keeps the consumer connected and subscribed until the task is cancelled, then closes; what was not acknowledged
    /// is delivered again. Call ``cancelSubscriptions()`` and settle what is left first.
    ///
    /// - Throws: ``RabbitMQError/Code/closed`` the second time.
    public nonisolated func run() async throws(RabbitMQError) {
        let (subscriptions, prefetch, isCancelling) = (self.subscriptions, self.prefetch, self.isCancelling)
        try await self.loop.run { link throws(RabbitMQError) in
            try link.setPrefetch(prefetch)
            guard !isCancelling.withLockedValue({ $0 }) else { return }
            for subscription in subscriptions {
                try link.consume(subscription)
            }
        } serve: { link in
            await self.serve(link)
        }
        await self.finish()
    }

    /// Takes what has gathered; waits only while there is nothing.
    ///
    /// - Parameters:
    ///   - maximumMessages: At most as many, at least one.
    ///   - maximumBytes: Bodies of at most so many bytes together; a larger one comes alone.
    /// - Returns: Deliveries in the broker's order; nil when nothing more will come.
    /// - Throws: `CancellationError` if the task is cancelled while waiting.
    public func nextBatch(maximumMessages: Int, maximumBytes: Int) async throws -> [Delivery]? {
        let id = self.nextWaiter
        self.nextWaiter += 1
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                // Only here: a task that prefers an executor leaves the actor for a moment at each call, meanwhile something
                // may come or end, and whoever tells the waiters of it does not know this one.
                if let batch = self.takeBatch(maximumMessages, maximumBytes) {
                    return continuation.resume(returning: batch)
                }
                if self.isFinished { return continuation.resume(returning: nil) }
                if Task.isCancelled { return continuation.resume(throwing: CancellationError()) }
                self.waiters.append(
                    Waiter(
                        id: id,
                        maximumMessages: maximumMessages,
                        maximumBytes: maximumBytes,
                        continuation: continuation
                    )
                )
            }
        } onCancel: {
            Task { await self.cancelWaiter(id) }
        }
    }

    /// The batches, one after the other, until nothing more will come.
    public nonisolated func batches(maximumMessages: Int, maximumBytes: Int) -> DeliveryBatches {
        DeliveryBatches(consumer: self, maximumMessages: maximumMessages, maximumBytes: maximumBytes)
    }

    /// Ends the subscriptions. What was delivered before stays to be taken and settled; then
    /// ``nextBatch(maximumMessages:maximumBytes:)`` returns nil. Waits for the broker, at most `operationTimeout`.
    public func cancelSubscriptions() async {
        guard !self.isCancelling.withLockedValue({ $0 }) else { return }
        self.isCancelling.withLockedValue { $0 = true }
        self.sendCancels()
        guard !self.cancelling.isEmpty else { return self.finishIfCancelled() }
        self.cancelDeadline = .now + self.configuration.operationTimeout
        await withCheckedContinuation { continuation in
            if self.isFinished { return continuation.resume() }
            self.cancelled = continuation
        }
    }

    // MARK: The connection

    private func serve(_ link: sending Link) async -> RabbitMQError? {
        self.link = link
        self.epoch += 1
        self.table = DeliveryTable()
        self.loop.state.withLockedValue { $0 = .connected }
        self.executor.watch(descriptor: link.descriptor, for: .read) { [weak self] in
            self?.assumeIsolated { $0.drain() }
        }
        if self.isCancelling.withLockedValue({ $0 }) { self.sendCancels() }
        self.tick()
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if self.link == nil {
                    continuation.resume()
                } else {
                    self.ended = continuation
                }
            }
        } onCancel: {
            Task { await self.close() }
        }
        return self.lastError
    }

    /// Services the heartbeats a few times per heartbeat, also when nothing comes.
    private func tick() {
        self.drain()
        if let deadline = self.cancelDeadline, deadline <= .now {
            self.lose(RabbitMQError(.timedOut))
        }
        guard let link = self.link else { return }
        let next = ContinuousClock.now + link.heartbeat / 4
        self.executor.setTimer(deadline: min(next, self.cancelDeadline ?? next)) { [weak self] in
            self?.assumeIsolated { $0.tick() }
        }
    }

    /// Lets the connection go: what was delivered on it is void, and the broker will deliver it again.
    func lose(_ error: RabbitMQError?) {
        guard self.link != nil else { return }
        self.executor.unwatch()
        self.link = nil
        self.lastError = error
        self.ready = []
        self.table = DeliveryTable()
        self.cancelling = []
        self.ended?.resume()
        self.ended = nil
        self.finishIfCancelled()
    }

    func subscription(_ consumerTag: String) -> Subscription? {
        self.subscriptions.first { $0.consumerTag == consumerTag }
    }

    private func sendCancels() {
        guard let link = self.link else { return }
        do throws(RabbitMQError) {
            for tag in self.queues.keys {
                try link.sendCancel(consumerTag: tag)
                self.cancelling.insert(tag)
            }
        } catch {
            self.lose(error)
        }
    }

    /// Once every subscription is over, waiting ends.
    func finishIfCancelled() {
        guard self.isCancelling.withLockedValue({ $0 }), self.cancelling.isEmpty else { return }
        self.cancelDeadline = nil
        self.isFinished = true
        self.cancelled?.resume()
        self.cancelled = nil
        self.answerWaiters()
    }

    private func cancelWaiter(_ id: UInt64) {
        guard let index = self.waiters.firstIndex(where: { $0.id == id }) else { return }
        self.waiters.remove(at: index).continuation.resume(throwing: CancellationError())
    }

    private func close() {
        guard let link = self.link else { return }
        link.close()
        self.lose(nil)
    }

    private func finish() {
        self.isCancelling.withLockedValue { $0 = true }
        self.close()
        self.finishIfCancelled()
    }
}

/// The batches of a consumer, see ``RabbitMQConsumer/batches(maximumMessages:maximumBytes:)``.
public struct DeliveryBatches: AsyncSequence, Sendable {
    /// One batch.
    public typealias Element = [Delivery]

    let consumer: RabbitMQConsumer
    let maximumMessages: Int
    let maximumBytes: Int

    /// Takes one batch after the other.
    public struct Iterator: AsyncIteratorProtocol {
        let batches: DeliveryBatches

        /// The next batch; nil when nothing more will come.
        public mutating func next() async throws -> [Delivery]? {
            try await self.batches.consumer.nextBatch(
                maximumMessages: self.batches.maximumMessages,
                maximumBytes: self.batches.maximumBytes
            )
        }
    }

    /// Starts taking batches.
    public func makeAsyncIterator() -> Iterator { Iterator(batches: self) }
}
