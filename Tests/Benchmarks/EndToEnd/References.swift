internal import Foundation
internal import Logging
internal import PostgreSQL
internal import RabbitMQ

/// What the broker and the database do alone, over the same clients, in the same run.
struct References {
    struct Figures: Encodable {
        var messages = 0
        var bodyBytes = 0
        /// Published with confirms, consumed and acknowledged, one quorum queue.
        var brokerMessagesPerSecond = 0.0
        /// Id and body by `unnest`, 128 rows a transaction, one connection.
        var databaseRowsPerSecond = 0.0
    }

    let copy: Copy
    let logger: Logger
    private static let name = "benchmark_reference"

    func measure(_ number: Int, bodyBytes: Int) async throws -> Figures {
        let body = [UInt8](repeating: UInt8(ascii: "x"), count: bodyBytes)
        return Figures(
            messages: number,
            bodyBytes: bodyBytes,
            brokerMessagesPerSecond: Double(number) / (try await self.broker(number, body)),
            databaseRowsPerSecond: Double(number) / (try await self.database(number, body))
        )
    }

    private func broker(_ number: Int, _ body: [UInt8]) async throws -> Double {
        let host = try SpareHost(management: self.copy["PKSAI_MANAGEMENT_URL"])
        try await host.make()
        var configuration = try RabbitMQConfiguration(url: self.copy["PKSAI_AMQP_URL"], connectionName: "benchmark raw")
        configuration.virtualHost = SpareHost.name
        let administration = RabbitMQAdministration(configuration: configuration)
        try await administration.connect()
        try await administration.declareQueue(Self.name, arguments: ["x-queue-type": .string("quorum")])
        let publisher = RabbitMQPublisher(configuration: configuration, logger: self.logger)
        let consumer = RabbitMQConsumer(
            configuration: configuration,
            subscriptions: [Subscription(queue: Self.name)],
            prefetch: 512,
            logger: self.logger
        )
        let message = OutgoingMessage(
            exchange: "",
            routingKey: Self.name,
            properties: MessageProperties(deliveryMode: 2),
            body: body
        )
        let seconds = try await withThrowingTaskGroup(of: Void.self) { group in
            defer { group.cancelAll() }
            group.addTask { try await publisher.run() }
            group.addTask { try await consumer.run() }
            // Connecting is not what is measured.
            _ = await publisher.publish([message])
            _ = try await Self.consume(1, consumer)
            let begun = ContinuousClock.now
            async let consumed: Int = Self.consume(number, consumer)
            var left = number
            while left > 0 {
                let chunk = min(left, 512)
                let outcomes = await publisher.publish(Array(repeating: message, count: chunk))
                guard outcomes.allSatisfy({ $0 == .confirmed }) else {
                    throw BenchmarkFailure("the broker did not confirm the reference messages")
                }
                left -= chunk
            }
            guard try await consumed == number else { throw BenchmarkFailure("reference messages were lost") }
            return begun.seconds
        }
        await administration.close()
        try await host.remove()
        return seconds
    }

    private static func consume(_ number: Int, _ consumer: RabbitMQConsumer) async throws -> Int {
        var count = 0
        while count < number, let batch = try await consumer.nextBatch(maximumMessages: 256, maximumBytes: 1 << 20) {
            await consumer.acknowledge(each: batch.map(\.token))
            count += batch.count
        }
        return count
    }

    private func database(_ number: Int, _ body: [UInt8]) async throws -> Double {
        let pool = PostgreSQLPool(
            configuration: PostgreSQLConfiguration(
                connectionString: try self.copy.ownerDatabase(of: "intake"),
                applicationName: "benchmark raw",
                poolSize: 1
            ),
            logger: self.logger
        )
        return try await withThrowingTaskGroup(of: Void.self) { group in
            defer { group.cancelAll() }
            group.addTask { try await pool.run() }
            try await pool.withTransaction { transaction in
                try await transaction.execute("DROP TABLE IF EXISTS \(unescaped: Self.name)")
                try await transaction.execute("CREATE TABLE \(unescaped: Self.name) (id text PRIMARY KEY, body bytea)")
            }
            let begun = ContinuousClock.now
            var done = 0
            while done < number {
                let chunk = min(number - done, 128)
                let ids = (done..<done + chunk).map { "\($0)-\(UInt64.random(in: .min ... .max))" }
                let bodies = [[UInt8]](repeating: body, count: chunk)
                try await pool.withTransaction { transaction in
                    try await transaction.commit(with: [
                        """
                        INSERT INTO \(unescaped: Self.name) SELECT * FROM unnest(\(ids)::text[], \(bodies)::bytea[])
                        """
                    ])
                }
                done += chunk
            }
            let seconds = begun.seconds
            try await pool.withTransaction { transaction in
                try await transaction.execute("DROP TABLE \(unescaped: Self.name)")
            }
            return seconds
        }
    }
}

extension ContinuousClock.Instant {
    /// Seconds since then.
    var seconds: Double { self.duration(to: .now) / .seconds(1) }
}
