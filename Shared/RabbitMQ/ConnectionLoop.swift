internal import Logging
internal import NIOConcurrencyHelpers
internal import SocketExecutor

/// Keeps one connection: connects, hands it over, and connects again after it has ended.
struct ConnectionLoop: Sendable {
    let configuration: RabbitMQConfiguration
    let logger: Logger
    /// What `state` of the publisher or consumer shows.
    let state: NIOLockedValueBox<ConnectionState>
    /// Set once `run` has begun.
    private let hasBegun = NIOLockedValueBox(false)

    init(configuration: RabbitMQConfiguration, logger: Logger) {
        self.configuration = configuration
        self.state = NIOLockedValueBox(.closed)
        var logger = logger
        logger[metadataKey: LogKey.connection] = "\(configuration.connectionName)"
        self.logger = logger
    }

    /// Runs until the task is cancelled.
    ///
    /// - Parameters:
    ///   - prepare: Calls to make on a new connection, on a thread of its own.
    ///   - serve: Uses a connection; returns when it has ended, with why, or nil if it was closed.
    /// - Throws: ``RabbitMQError/Code/closed`` the second time.
    func run(
        prepare: @escaping @Sendable (Link) throws(RabbitMQError) -> Void,
        serve: (sending Link) async -> RabbitMQError?
    ) async throws(RabbitMQError) {
        let isFirst = self.hasBegun.withLockedValue { hasBegun in
            defer { hasBegun = true }
            return !hasBegun
        }
        guard isFirst else { throw RabbitMQError(.closed) }
        var backoff = Backoff(
            initial: self.configuration.initialBackoff,
            maximum: self.configuration.maximumBackoff
        )
        var lastError: RabbitMQError?
        while !Task.isCancelled {
            let (attempt, problem) = (backoff.attempts + 1, lastError?.description)
            self.state.withLockedValue { $0 = .connecting(attempt: attempt, lastError: problem) }
            do throws(RabbitMQError) {
                let link = try await Connector().connect(self.configuration, prepare: prepare)
                let connected = ContinuousClock.now
                self.logger.info("connected to the broker")
                lastError = await serve(link)
                backoff.connectionEnded(after: ContinuousClock.now - connected)
            } catch {
                lastError = error
            }
            guard !Task.isCancelled else { break }
            let wait = backoff.next()
            self.logger.warning(
                "no connection to the broker",
                metadata: [
                    LogKey.error: "\(lastError?.description ?? "closed")", LogKey.attempt: "\(backoff.attempts)",
                    LogKey.wait: "\(wait)",
                ]
            )
            // Cancelled: the condition of the loop sees it.
            try? await Task.sleep(for: wait)
        }
        self.state.withLockedValue { $0 = .closed }
    }
}

/// Connects on a thread of its own, which ends afterwards: meanwhile the connection's holder can answer.
actor Connector {
    private let executor = SocketExecutor(name: "amqp connect")
    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe self.executor.asUnownedSerialExecutor() }

    isolated deinit { self.executor.stop() }

    /// Connects, logs in and prepares.
    func connect(
        _ configuration: RabbitMQConfiguration,
        prepare: @Sendable (Link) throws(RabbitMQError) -> Void
    ) throws(RabbitMQError) -> sending Link {
        let link = try Link(configuration)
        try prepare(link)
        return link
    }
}

/// The metadata keys of this module's log messages.
enum LogKey {
    static let connection = "amqp.connection"
    static let error = "amqp.error"
    static let attempt = "amqp.attempt"
    static let wait = "amqp.wait"
    static let reason = "amqp.reason"
    static let replyCode = "amqp.reply_code"
    static let count = "amqp.count"
    static let queue = "queue.name"
}
