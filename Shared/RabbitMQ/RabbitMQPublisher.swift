internal import DequeModule
public import Logging
internal import NIOConcurrencyHelpers
internal import SocketExecutor

/// Publishes messages over one connection of its own and says what became of each.
///
/// Run ``run()`` in a task; it keeps the publisher connected. Messages are written in windows, so that confirms are read
/// between bursts and the socket never holds more than a window.
public actor RabbitMQPublisher {
    let configuration: RabbitMQConfiguration
    let executor: SocketExecutor
    private let loop: ConnectionLoop

    var link: Link?
    /// Why the last connection ended.
    var lastError: RabbitMQError?
    /// The channel is open and in confirm mode.
    var isChannelReady = false
    var isBlocked = false
    var isClosing = false
    /// When the channel must be open again, or closing must be done.
    var patience: ContinuousClock.Instant?
    var confirms = ConfirmTable<Written>()
    var pending: Deque<Unit> = []
    /// The calls that wait, in the order they came.
    var calls: [Call] = []
    /// Some of `calls` are finished and are to be let go.
    var hasFinishedCalls = false
    var inFlight = (messages: 0, bytes: 0)
    /// After the broker closed the channel: how many messages are written one by one, to find the one it refuses.
    var careful = 0
    private var timer: ContinuousClock.Instant?
    private var ended: CheckedContinuation<Void, Never>?

    /// The connection's own thread.
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe self.executor.asUnownedSerialExecutor()
    }

    /// Where the connection stands.
    public nonisolated var state: ConnectionState { self.loop.state.withLockedValue { $0 } }

    /// Makes a publisher; it connects in ``run()``.
    public init(configuration: RabbitMQConfiguration, logger: Logger) {
        self.configuration = configuration
        self.executor = SocketExecutor(name: "amqp publish")
        self.loop = ConnectionLoop(configuration: configuration, logger: logger)
    }

    // Not isolated: nobody else holds the actor any more, and the thread's callbacks hold it weakly, so the link can be
    // freed here. (Swift 6.3 can't optimise a public actor's isolated deinit into another module.)
    deinit { self.executor.stop() }

    /// Keeps the publisher connected until the task is cancelled; then waits for outstanding confirms, at most
    /// `closeTimeout`, and closes. Connects again after a loss, with a wait that doubles and is spread.
    ///
    /// - Throws: ``RabbitMQError/Code/closed`` the second time.
    public nonisolated func run() async throws(RabbitMQError) {
        try await self.loop.run { link throws(RabbitMQError) in
            try link.selectConfirms()
        } serve: { link in
            await self.serve(link)
        }
        await self.finish()
    }

    /// Publishes messages and waits for what becomes of each.
    ///
    /// Messages are written in order. While there is no connection, or the broker takes no messages, they wait. If the
    /// broker closes the channel over one message, the others are written again, so a message may arrive twice. The
    /// call does not end early when its task is cancelled: what is on its way is waited for.
    ///
    /// - Parameters:
    ///   - messages: Any number; calls may overlap.
    ///   - timeout: For all of them together; nil for `confirmTimeout`.
    /// - Returns: One outcome for each message, in order.
    public func publish(_ messages: [OutgoingMessage], timeout: Duration? = nil) async -> [PublishOutcome] {
        guard !messages.isEmpty else { return [] }
        let deadline = ContinuousClock.now + (timeout ?? self.configuration.confirmTimeout)
        return await withCheckedContinuation { continuation in
            guard !self.isClosing else {
                return continuation.resume(returning: messages.map { _ in .connectionLost })
            }
            let call = Call(messages, deadline: deadline, continuation)
            self.calls.append(call)
            for index in messages.indices {
                self.pending.append(Unit(call: call, index: index))
            }
            self.pump()
            self.setTimer(notAfter: deadline)
        }
    }

    // MARK: The connection

    private func serve(_ link: sending Link) async -> RabbitMQError? {
        self.link = link
        self.isChannelReady = true
        self.isBlocked = false
        self.loop.state.withLockedValue { $0 = .connected }
        self.executor.watch(descriptor: link.descriptor, for: .read) { [weak self] in
            self?.assumeIsolated { $0.drain() }
        }
        self.drain()
        self.setTimer(notAfter: .now)
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if self.link == nil {
                    continuation.resume()
                } else {
                    self.ended = continuation
                }
            }
        } onCancel: {
            Task { await self.beginClosing() }
        }
        return self.lastError
    }

    /// Reads what there is, then writes what may be written.
    func drain() {
        guard let link = self.link else { return }
        link.mayReceive = true
        do throws(RabbitMQError) {
            try link.watchdog.limit(to: self.configuration.operationTimeout) { () throws(RabbitMQError) in
                while let incoming = try link.receive() {
                    try self.take(incoming, link)
                }
                link.releaseBuffers()
            }
        } catch {
            self.lose(error)
        }
        self.pump()
        self.closeIfDone()
    }

    /// Lets the connection go; what was written and not confirmed is lost.
    func lose(_ error: RabbitMQError?) {
        guard self.link != nil else { return }
        self.executor.unwatch()
        self.link = nil
        self.lastError = error
        self.isChannelReady = false
        self.patience = nil
        for written in self.confirms.reset() {
            self.settle(written, .connectionLost)
        }
        self.forgetFinishedCalls()
        self.ended?.resume()
        self.ended = nil
    }

    func setBlocked(_ reason: String?) {
        self.isBlocked = reason != nil
        self.loop.state.withLockedValue { $0 = reason.map { .blocked(reason: $0) } ?? .connected }
        if let reason {
            self.loop.logger.warning("the broker takes no messages", metadata: [LogKey.reason: "\(reason)"])
        } else {
            self.loop.logger.notice("the broker takes messages again")
        }
    }

    func noteRefusal(code: UInt16, text: String, outstanding: Int) {
        self.loop.logger.warning(
            "the broker closed the channel",
            metadata: [
                LogKey.replyCode: "\(code)", LogKey.reason: "\(text)", LogKey.count: "\(outstanding)",
            ]
        )
    }

    // MARK: Time

    /// Wakes at the latest then, and a few times per heartbeat.
    func setTimer(notAfter deadline: ContinuousClock.Instant) {
        if let timer = self.timer, timer <= deadline { return }
        self.timer = deadline
        self.executor.setTimer(deadline: deadline) { [weak self] in
            self?.assumeIsolated { $0.wake() }
        }
    }

    private func wake() {
        let now = ContinuousClock.now
        self.timer = nil
        self.expire(at: now)
        if let patience = self.patience, patience <= now {
            self.lose(self.isClosing ? nil : RabbitMQError(.timedOut))
        }
        if self.confirms.span > 16 * self.configuration.windowMessages {
            // Confirms that never come fill the table: a new channel is the only way to be rid of them.
            self.lose(RabbitMQError(.timedOut))
        }
        // Sends and checks heartbeats too.
        self.drain()
        var next = self.calls.map(\.deadline).min()
        if let patience = self.patience { next = min(next ?? patience, patience) }
        if let link = self.link { next = min(next ?? .now + link.heartbeat / 4, .now + link.heartbeat / 4) }
        if let next { self.setTimer(notAfter: next) }
    }

    // MARK: Closing

    private func beginClosing() {
        self.isClosing = true
        self.patience = .now + self.configuration.closeTimeout
        self.setTimer(notAfter: .now)
        self.closeIfDone()
    }

    private func closeIfDone() {
        guard self.isClosing, self.calls.isEmpty, let link = self.link else { return }
        link.close()
        self.lose(nil)
    }

    private func finish() {
        self.isClosing = true
        self.lose(nil)
        for call in self.calls {
            self.end(call, .connectionLost)
        }
    }
}
