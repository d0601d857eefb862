internal import CLinux
internal import Glibc
internal import RabbitMQ
internal import SocketExecutor
internal import Synchronization
internal import TestSupport
internal import Testing

@Suite(.timeLimit(.minutes(1)))
struct `Consuming` {
    @Test func `trap 9: 20,000 messages arrive once each, in order`() async throws {
        try await TestBroker.withVirtualHost { broker in
            try await broker.declare("inbox")
            try await broker.withConsumer(queues: ["inbox"], prefetch: 500) { consumer in
                async let published: Void = broker.publish(0..<20_000, to: "inbox", size: 1_536)
                var numbers: [Int] = []
                for try await batch in consumer.batches(maximumMessages: 200, maximumBytes: 1 << 20) {
                    numbers += batch.numbers
                    #expect(batch.count <= 200)
                    #expect(await consumer.acknowledge(each: batch.map(\.token)))
                    if numbers.count >= 20_000 { break }
                }
                try await published
                #expect(numbers == Array(0..<20_000))
            }
        }
    }

    @Test func `a batch keeps its limits and waits only when there is nothing`() async throws {
        try await TestBroker.withVirtualHost { broker in
            try await broker.declare("inbox")
            try await broker.publish(0..<10, to: "inbox", size: 100)
            try await broker.withConsumer(queues: ["inbox"], prefetch: 10) { consumer in
                // The first batch may come before the rest has: all are there once ten were counted.
                let first = try #require(try await consumer.nextBatch(maximumMessages: 1, maximumBytes: 1_000))
                #expect(first.numbers == [0])
                try await eventually { await consumer.waiting == 9 }
                let byCount = try await consumer.nextBatch(maximumMessages: 3, maximumBytes: 1_000)
                #expect(byCount?.numbers == [1, 2, 3])
                let byBytes = try await consumer.nextBatch(maximumMessages: 10, maximumBytes: 250)
                #expect(byBytes?.numbers == [4, 5])
                let tooLarge = try await consumer.nextBatch(maximumMessages: 10, maximumBytes: 1)
                #expect(tooLarge?.numbers == [6])
                let rest = try await consumer.nextBatch(maximumMessages: 10, maximumBytes: 1_000)
                #expect(rest?.numbers == [7, 8, 9])
            }
        }
    }

    @Test(.enabled(if: mallinfo2().uordblks > 0, "this allocator does not say how much is allocated"))
    func `what was taken is not kept, though there is always more`() async throws {
        try await TestBroker.withVirtualHost { broker in
            let (count, size) = (1_000, 16_384)
            try await broker.declare("inbox")
            try await broker.publish(0..<count, to: "inbox", size: size)
            try await broker.withConsumer(queues: ["inbox"], prefetch: UInt16(count)) { consumer in
                try await eventually { await consumer.waiting == count }
                let before = mallinfo2().uordblks
                for _ in 1..<count { _ = try await consumer.nextBatch(maximumMessages: 1, maximumBytes: size) }
                #expect(await consumer.waiting == 1)
                let freed = before - mallinfo2().uordblks
                #expect(freed > count * size * 3 / 4, "of \(count * size) bytes in bodies")
            }
        }
    }

    @Test(.enabled(if: mallinfo2().uordblks > 0, "this allocator does not say how much is allocated"))
    func `nothing is kept of a burst once it was taken`() async throws {
        try await TestBroker.withVirtualHost { broker in
            let (count, size) = (400, 60_000)
            try await broker.declare("inbox")
            try await broker.publish(0..<count, to: "inbox", size: size)
            let before = mallinfo2()
            try await broker.withConsumer(queues: ["inbox"], prefetch: UInt16(count)) { consumer in
                try await eventually { await consumer.waiting == count }
                for _ in 0..<count { _ = try await consumer.nextBatch(maximumMessages: 1, maximumBytes: size) }
                let after = mallinfo2()
                let kept = after.uordblks + after.hblkhd - before.uordblks - before.hblkhd
                #expect(kept < 1 << 20, "bytes kept of \(count * size) in bodies")
            }
        }
    }

    @Test func `a message that comes while a lane is about to wait does not lie there`() async throws {
        try await TestBroker.withVirtualHost { broker in
            let lane = LaneThread(name: "lane")
            defer { lane.stop() }
            var configuration = broker.configuration
            // Between heartbeats nothing else makes the consumer look.
            configuration.heartbeat = .seconds(1_000)
            try await broker.declare("inbox")
            try await broker.withConsumer(configuration, queues: ["inbox"]) { consumer in
                try await eventually { consumer.state == .connected }
                // The consumer's thread is kept busy so that who asks for a batch comes right behind `second`, during which
                // the message arrives: it is in the socket, unread, when he finds nothing.
                let (first, second) = (Gate(), Gate())
                async let one: Void = consumer.pass(first)
                try await eventually { first.isReached }
                async let two: Void = consumer.pass(second)
                try await Task.sleep(for: .milliseconds(50))
                async let asked = withTaskExecutorPreference(lane) {
                    try await consumer.nextBatch(maximumMessages: 1, maximumBytes: 1_000)
                }
                try await Task.sleep(for: .milliseconds(50))
                first.open()
                try await eventually { second.isReached }
                try await broker.publish(0..<1, to: "inbox")
                try await Task.sleep(for: .milliseconds(200))
                second.open()
                let opened = ContinuousClock.now
                let batch = try await asked
                #expect(batch?.numbers == [0])
                // The next heartbeat, a quarter of the broker's minute later, would find it too.
                #expect(opened.duration(to: .now) < .seconds(10))
                _ = await (one, two)
            }
        }
    }

    @Test func `a caller that is cancelled stops waiting`() async throws {
        try await TestBroker.withVirtualHost { broker in
            try await broker.declare("inbox")
            try await broker.withConsumer(queues: ["inbox"]) { consumer in
                let waiting = Task { try await consumer.nextBatch(maximumMessages: 1, maximumBytes: 1) }
                waiting.cancel()
                await #expect(throws: CancellationError.self) { try await waiting.value }
            }
        }
    }

    @Test func `no more than the prefetch is delivered before something is settled`() async throws {
        try await TestBroker.withVirtualHost { broker in
            try await broker.declare("inbox")
            try await broker.publish(0..<5, to: "inbox")
            try await broker.withConsumer(queues: ["inbox"], prefetch: 2) { consumer in
                let first = try await consumer.take(2)
                #expect(first.numbers == [0, 1])
                #expect(await consumer.acknowledge(through: first[1].token))
                let second = try await consumer.take(2)
                #expect(second.numbers == [2, 3])
            }
        }
    }

    @Test func `without a limit all that lies there is delivered, however much is set aside`() async throws {
        try await TestBroker.withVirtualHost { broker in
            try await broker.declare("inbox")
            try await broker.publish(0..<12_000, to: "inbox")
            try await broker.withConsumer(queues: ["inbox"], prefetch: RabbitMQConsumer.unlimited) { consumer in
                let all = try await consumer.take(12_000)
                #expect(all.numbers == Array(0..<12_000))
            }
        }
    }

    @Test func `a delivery names its queue`() async throws {
        try await TestBroker.withVirtualHost { broker in
            try await broker.declare("urgent", "routine")
            try await broker.publish(0..<1, to: "routine")
            try await broker.publish(1..<2, to: "urgent")
            try await broker.withConsumer(queues: ["urgent", "routine"]) { consumer in
                let deliveries = try await consumer.take(2)
                #expect(
                    Dictionary(uniqueKeysWithValues: zip(deliveries.numbers, deliveries.map(\.queue)))
                        == [0: "routine", 1: "urgent"]
                )
            }
        }
    }

    @Test func `only what was acknowledged is gone`() async throws {
        try await TestBroker.withVirtualHost { broker in
            try await broker.declare("inbox")
            try await broker.publish(0..<8, to: "inbox")
            try await broker.withConsumer(queues: ["inbox"]) { consumer in
                let deliveries = try await consumer.take(8)
                // 0, 1, 2 in one frame; 4 and 6 alone: 3, 5 and 7 stay.
                let tokens = [4, 1, 0, 2, 6].map { deliveries[$0].token }
                #expect(await consumer.acknowledge(each: tokens))
                #expect(await !consumer.acknowledge(each: [tokens[0]]), "settled twice")
                #expect(await consumer.reject(deliveries[5].token, requeue: false))
                #expect(await !consumer.reject(deliveries[5].token, requeue: false), "settled twice")
            }
            try await broker.withConsumer(queues: ["inbox"]) { consumer in
                let again = try await consumer.take(2)
                #expect(again.numbers == [3, 7])
                #expect(again.allSatisfy { $0.redelivered })
            }
        }
    }

    @Test func `a delivery given back comes again`() async throws {
        try await TestBroker.withVirtualHost { broker in
            try await broker.declare("inbox")
            try await broker.publish(0..<1, to: "inbox")
            try await broker.withConsumer(queues: ["inbox"]) { consumer in
                let first = try await consumer.take(1)
                #expect(await consumer.reject(first[0].token, requeue: true))
                let again = try await consumer.take(1)
                #expect(again[0].redelivered)
                #expect(await consumer.acknowledge(each: again.map(\.token)))
            }
        }
    }

    @Test func `deliveries given back together come again to another, and none that was kept goes with them`()
        async throws
    {
        try await TestBroker.withVirtualHost { broker in
            try await broker.declare("inbox")
            try await broker.publish(0..<12, to: "inbox")
            try await broker.withConsumer(queues: ["inbox"]) { consumer in
                let deliveries = try await consumer.take(12)
                // 0 to 4 in one frame; 7, 8 and 9 each alone: 5, 6, 10 and 11 are still in hand.
                let back = [0, 1, 2, 3, 4, 7, 8, 9]
                #expect(await consumer.reject(each: back.map { deliveries[$0].token }, requeue: true))
                let again = try await consumer.take(back.count)
                #expect(again.numbers.sorted() == back && again.allSatisfy { $0.redelivered })
                #expect(await consumer.acknowledge(each: again.map(\.token)))
                let kept = [5, 6, 10].map { deliveries[$0].token }
                #expect(await consumer.acknowledge(each: kept), "they never went back")
            }
            try await broker.withConsumer(queues: ["inbox"]) { consumer in
                let left = try await consumer.take(1)
                #expect(left.numbers == [11], "whoever ends gives back what is in hand")
            }
        }
    }

    @Test func `a quorum queue counts deliveries, and a dead letter says where it comes from`() async throws {
        try await TestBroker.withVirtualHost { broker in
            try await broker.declare("dead")
            try await broker.declare(
                "inbox",
                arguments: [
                    "x-queue-type": .string("quorum"), "x-dead-letter-exchange": .string(""),
                    "x-dead-letter-routing-key": .string("dead"),
                ]
            )
            try await broker.publish(0..<1, to: "inbox")
            try await broker.withConsumer(queues: ["inbox", "dead"]) { consumer in
                let first = try await consumer.take(1)
                #expect(first[0].properties.headers["x-delivery-count"] == nil)
                #expect(await consumer.reject(first[0].token, requeue: true))
                let second = try await consumer.take(1)
                #expect(second[0].properties.headers["x-delivery-count"] == .integer(1))
                #expect(await consumer.reject(second[0].token, requeue: false))
                let dead = try await consumer.take(1)
                #expect(dead[0].queue == "dead")
                guard case .array(let deaths) = dead[0].properties.headers["x-death"],
                    case .table(let death) = deaths.first
                else {
                    Issue.record("no x-death: \(dead[0].properties.headers)")
                    return
                }
                #expect(death["queue"] == .string("inbox"))
                #expect(death["reason"] == .string("rejected"))
                guard case .timestamp = death["time"] else {
                    Issue.record("\(death)")
                    return
                }
            }
        }
    }

    @Test func `after the subscriptions end, what was delivered can be taken and settled`() async throws {
        try await TestBroker.withVirtualHost { broker in
            try await broker.declare("inbox")
            try await broker.publish(0..<5, to: "inbox")
            try await broker.withConsumer(queues: ["inbox"]) { consumer in
                try await eventually { await consumer.waiting == 5 }
                await consumer.cancelSubscriptions()
                try await broker.publish(5..<6, to: "inbox")
                let batch = try #require(try await consumer.nextBatch(maximumMessages: 10, maximumBytes: 1_000))
                #expect(batch.numbers == Array(0..<5))
                #expect(await consumer.acknowledge(each: batch.map(\.token)))
                let end = try await consumer.nextBatch(maximumMessages: 10, maximumBytes: 1_000)
                #expect(end?.numbers == nil)
            }
            try await broker.withConsumer(queues: ["inbox"]) { consumer in
                let taken = try await consumer.take(1).numbers
                #expect(taken == [5])
            }
        }
    }

    @Test func `the end of run ends the batches`() async throws {
        try await TestBroker.withVirtualHost { broker in
            try await broker.declare("inbox")
            let waiting = try await broker.withConsumer(queues: ["inbox"]) { consumer in
                try await eventually { consumer.state == .connected }
                return Task { try await consumer.nextBatch(maximumMessages: 1, maximumBytes: 1)?.count == nil }
            }
            #expect(try await waiting.value)
        }
    }
}

/// Where a thread stands until it is let through.
private final class Gate: Sendable {
    private let state = Mutex((isReached: false, isOpen: false))

    var isReached: Bool { self.state.withLock(\.isReached) }

    func open() { self.state.withLock { $0.isOpen = true } }

    func pass() {
        self.state.withLock { $0.isReached = true }
        while !self.state.withLock(\.isOpen) { usleep(1_000) }
    }
}

extension RabbitMQConsumer {
    /// Keeps the connection's thread, which waits for nobody else, busy.
    fileprivate func pass(_ gate: Gate) { gate.pass() }
}
