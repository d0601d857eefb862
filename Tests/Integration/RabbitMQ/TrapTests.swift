internal import Foundation
@testable internal import RabbitMQ
internal import TestSupport
internal import Testing

/// Traps of librabbitmq 0.11 that no other suite touches; the others' tests carry the trap's number in their names.
@Suite(.timeLimit(.minutes(2)))
struct `Traps of librabbitmq` {
    @Test func `trap 1: a connection has one channel, consumer and publisher have connections of their own`()
        async throws
    {
        try await TestBroker.withVirtualHost { broker in
            try await broker.declare("inbox")
            var (reads, writes) = (broker.configuration, broker.configuration)
            (reads.connectionName, writes.connectionName) = ("reads", "writes")
            try await broker.withConsumer(reads, queues: ["inbox"]) { consumer in
                try await broker.withPublisher(writes) { publisher in
                    let outcomes = await publisher.publish((0..<100).map { numbered($0, to: "inbox") })
                    #expect(outcomes.allSatisfy { $0 == .confirmed })
                    _ = try await consumer.take(100)
                    // The management interface lists channels with the delay of its statistics.
                    try await eventually {
                        let channels = try await self.channels(broker)
                        return channels.map { $0.connection } == ["reads", "writes"]
                    }
                    #expect(try await self.channels(broker).map { $0.number } == [1, 1])
                }
            }
        }
    }

    private func channels(_ broker: TestBroker) async throws -> [(connection: String, number: Int)] {
        let data = try await broker.request("GET", "/api/vhosts/\(broker.virtualHost)/channels")
        let listed = try JSONSerialization.jsonObject(with: data) as? [[String: Any]] ?? []
        let found = listed.compactMap { channel -> (connection: String, number: Int)? in
            guard let number = channel["number"] as? Int, let details = channel["connection_details"] as? [String: Any],
                let name = details["name"] as? String
            else { return nil }
            return (name, number)
        }
        let names = try await self.names(broker)
        return found.map { (connection: names[$0.connection] ?? "", number: $0.number) }
            .sorted { $0.connection < $1.connection }
    }

    private func names(_ broker: TestBroker) async throws -> [String: String] {
        let data = try await broker.request("GET", "/api/vhosts/\(broker.virtualHost)/connections")
        let listed = try JSONSerialization.jsonObject(with: data) as? [[String: Any]] ?? []
        var names: [String: String] = [:]
        for connection in listed {
            if let name = connection["name"] as? String { names[name] = connection["user_provided_name"] as? String }
        }
        return names
    }

    @Test func `trap 8: memory does not grow with what has passed`() async throws {
        try await TestBroker.withVirtualHost { broker in
            try await broker.declare("inbox")
            try await broker.withConsumer(queues: ["inbox"], prefetch: 200) { consumer in
                try await broker.withPublisher { publisher in
                    // Warm first: buffers and allocator reach their size.
                    try await self.pass(4_000, consumer, publisher)
                    let before = try Self.residentBytes()
                    // 320 MB each way; a pool that is never released would keep them.
                    try await self.pass(20_000, consumer, publisher)
                    let grown = try Self.residentBytes() - before
                    #expect(grown < 64 << 20, "grown by \(grown >> 20) MB")
                }
            }
        }
    }

    private func pass(
        _ count: Int,
        _ consumer: RabbitMQConsumer,
        _ publisher: RabbitMQPublisher
    ) async throws {
        for begin in stride(from: 0, to: count, by: 200) {
            let outcomes = await publisher.publish(
                (begin..<begin + 200).map { numbered($0, to: "inbox", size: 16_000) }
            )
            #expect(outcomes.allSatisfy { $0 == .confirmed })
            let taken = try await consumer.take(200)
            _ = await consumer.acknowledge(each: taken.map(\.token))
        }
    }

    private static func residentBytes() throws -> Int {
        let text = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
        let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) }
        return try #require(pages) * 4_096
    }
}
