internal import Logging
@testable internal import RabbitMQ
internal import TestSupport

extension TestBroker {
    /// Runs a publisher for as long as the body.
    func withPublisher<Result: Sendable>(
        _ configuration: RabbitMQConfiguration? = nil,
        _ body: (RabbitMQPublisher) async throws -> Result
    ) async throws -> Result {
        let publisher = RabbitMQPublisher(
            configuration: configuration ?? self.configuration,
            logger: .silent
        )
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await publisher.run() }
            let result = try await body(publisher)
            group.cancelAll()
            try await group.waitForAll()
            return result
        }
    }

    /// Runs a consumer for as long as the body.
    func withConsumer<Result: Sendable>(
        _ configuration: RabbitMQConfiguration? = nil,
        queues: [String],
        prefetch: UInt16 = 100,
        _ body: (RabbitMQConsumer) async throws -> Result
    ) async throws -> Result {
        let consumer = RabbitMQConsumer(
            configuration: configuration ?? self.configuration,
            subscriptions: queues.map { Subscription(queue: $0) },
            prefetch: prefetch,
            logger: .silent
        )
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await consumer.run() }
            let result = try await body(consumer)
            group.cancelAll()
            try await group.waitForAll()
            return result
        }
    }

    /// Declares durable queues.
    func declare(_ queues: String..., arguments: [String: HeaderValue] = [:]) async throws {
        let administration = RabbitMQAdministration(configuration: self.configuration)
        try await administration.connect()
        for queue in queues {
            try await administration.declareQueue(queue, arguments: arguments)
        }
        await administration.close()
    }
}

/// Looks again and again until it is so; the test's time limit ends a vain wait.
func eventually(_ isSo: () async throws -> Bool) async throws {
    while try await !isSo() {
        try Task.checkCancellation()
        await Task.yield()
    }
}

extension RabbitMQConfiguration {
    /// The same broker through a proxy, with heartbeats of a second.
    func through(_ proxy: TCPProxy) -> RabbitMQConfiguration {
        var configuration = self
        (configuration.host, configuration.port) = ("127.0.0.1", proxy.port)
        configuration.heartbeat = .seconds(1)
        return configuration
    }
}

extension TestBroker {
    /// A proxy to the broker.
    func makeProxy() throws -> TCPProxy {
        try TCPProxy(host: self.configuration.host, to: self.configuration.port)
    }

    /// Publishes numbered messages to a queue and expects them confirmed.
    func publish(_ numbers: Range<Int>, to queue: String, size: Int = 8) async throws {
        let messages = numbers.map { numbered($0, to: queue, size: size) }
        try await self.withPublisher { publisher in
            let outcomes = await publisher.publish(messages)
            guard outcomes.allSatisfy({ $0 == .confirmed }) else { throw Failure("not confirmed: \(outcomes)") }
        }
    }
}

/// A message whose identifier is a number.
func numbered(_ number: Int, to queue: String, exchange: String = "", size: Int = 8) -> OutgoingMessage {
    OutgoingMessage(
        exchange: exchange,
        routingKey: queue,
        properties: MessageProperties(messageID: "\(number)", deliveryMode: 2),
        body: Array(repeating: UInt8(truncatingIfNeeded: number), count: size)
    )
}

extension Sequence<Delivery> {
    /// The numbers of ``numbered(_:to:exchange:size:)``.
    var numbers: [Int] { self.compactMap { $0.properties.messageID.flatMap { Int($0) } } }
}

extension RabbitMQConsumer {
    /// Takes batches until there are at least so many deliveries.
    nonisolated func take(_ count: Int) async throws -> [Delivery] {
        var taken: [Delivery] = []
        while taken.count < count, let batch = try await self.nextBatch(maximumMessages: 1_000, maximumBytes: 1 << 24) {
            taken += batch
        }
        return taken
    }
}

extension Logger {
    /// Logs nothing.
    static var silent: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }
}

extension RabbitMQConsumer {
    /// How many deliveries have come and not been taken.
    var waiting: Int { self.ready.count }
}
