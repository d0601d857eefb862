internal import Logging
internal import RabbitMQ
internal import TestSupport

extension TestBroker {
    /// Runs a publisher for as long as the body.
    func withPublisher<Result: Sendable>(
        _ configuration: RabbitMQConfiguration? = nil,
        _ body: (RabbitMQPublisher) async throws -> Result
    ) async throws -> Result {
        let publisher = RabbitMQPublisher(
            configuration: configuration ?? self.configuration,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
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
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
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
