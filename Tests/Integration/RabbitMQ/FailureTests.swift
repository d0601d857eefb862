internal import Glibc
internal import RabbitMQ
internal import TestSupport
internal import Testing

/// connection.blocked with an empty reason, and connection.unblocked, as frames (AMQP 0-9-1 §2.3.5).
private let blockedFrame: [UInt8] = [1, 0, 0, 0, 0, 0, 5, 0, 10, 0, 60, 0, 0xCE]
private let unblockedFrame: [UInt8] = [1, 0, 0, 0, 0, 0, 4, 0, 10, 0, 61, 0xCE]

/// A frame on channel 1 (AMQP 0-9-1 §2.3.5).
private func frame(_ type: UInt8, _ payload: [UInt8]) -> [UInt8] {
    [type, 0, 1, 0, 0, 0, UInt8(payload.count)] + payload + [0xCE]
}

/// A content header without properties.
private func header(size: UInt64) -> [UInt8] {
    [0, 60, 0, 0] + (0..<8).reversed().map { UInt8(truncatingIfNeeded: size >> ($0 * 8)) } + [0, 0]
}

@Suite(.timeLimit(.minutes(1)))
struct `Failures` {
    @Test func `trap 3: while the broker takes no messages, a publish times out and nothing is written`() async throws {
        try await TestBroker.withVirtualHost { broker in
            let proxy = try broker.makeProxy()
            defer { proxy.stop() }
            try await broker.declare("inbox")
            try await broker.withPublisher(broker.configuration.through(proxy)) { publisher in
                #expect(await publisher.publish([numbered(0, to: "inbox")]) == [.confirmed])
                proxy.inject(blockedFrame)
                try await eventually { publisher.state == .blocked(reason: "") }
                let outcomes = await publisher.publish([numbered(1, to: "inbox")], timeout: .milliseconds(100))
                #expect(outcomes == [.timedOut])
                async let waiting = publisher.publish([numbered(2, to: "inbox")])
                proxy.inject(unblockedFrame)
                #expect(await waiting == [.confirmed])
                #expect(publisher.state == .connected)
            }
            try await broker.withConsumer(queues: ["inbox"]) { consumer in
                let taken = try await consumer.take(2).numbers
                #expect(taken == [0, 2])
            }
        }
    }

    @Test func `trap 3: an alarm of the broker's is told to who publishes, and when it ends all goes on`() async throws
    {
        try await TestBroker.withVirtualHost { broker in
            try await broker.declare("inbox")
            try await broker.withPublisher { publisher in
                #expect(await publisher.publish([numbered(0, to: "inbox")]) == [.confirmed])
                // More than any disk has free.
                try TestServers.rabbitmqctl("set_disk_free_limit", "900GB")
                let outcomes = await publisher.publish([numbered(1, to: "inbox")], timeout: .seconds(1))
                try TestServers.rabbitmqctl("set_disk_free_limit", "50MB")
                #expect(outcomes == [.timedOut])
                #expect(await publisher.publish([numbered(2, to: "inbox")]) == [.confirmed])
                try await eventually { publisher.state == .connected }
            }
        }
    }

    @Test func `trap 6: the broker is told what the client understands`() async throws {
        try await TestBroker.withVirtualHost { broker in
            try await broker.withPublisher { publisher in
                try await eventually { publisher.state == .connected }
                var text = ""
                try await eventually {
                    let path = "/api/vhosts/\(broker.virtualHost)/connections"
                    text = String(decoding: try await broker.request("GET", path), as: UTF8.self)
                    return text.contains("client_properties")
                }
                for capability in [
                    "basic.nack", "connection.blocked", "consumer_cancel_notify", "publisher_confirms",
                    "authentication_failure_close",
                ] {
                    #expect(text.contains("\"\(capability)\":true"), "\(capability)")
                }
            }
        }
    }

    @Test func `trap 3: a broker that does not read holds nobody up`() async throws {
        try await TestBroker.withVirtualHost { broker in
            let proxy = try broker.makeProxy()
            defer { proxy.stop() }
            try await broker.declare("inbox")
            var configuration = broker.configuration.through(proxy)
            configuration.heartbeat = .seconds(30)
            try await broker.withPublisher(configuration) { publisher in
                #expect(await publisher.publish([numbered(0, to: "inbox")]) == [.confirmed])
                proxy.hold(.toServer)
                let large = (1..<40).map { numbered($0, to: "inbox", size: 1 << 20) }
                let outcomes = await publisher.publish(large, timeout: .milliseconds(300))
                #expect(outcomes.allSatisfy { $0 == .timedOut })
                #expect(await publisher.publish([numbered(41, to: "inbox")], timeout: .milliseconds(10)) == [.timedOut])
                proxy.release(.toServer)
                // A message whose first half was written is finished, and what follows it is taken.
                #expect(await publisher.publish([numbered(42, to: "inbox")]) == [.confirmed])
            }
        }
    }

    @Test func `trap 2: a silent peer is noticed by its heartbeat: what was written is lost, then all goes on`()
        async throws
    {
        try await TestBroker.withVirtualHost { broker in
            let proxy = try broker.makeProxy()
            defer { proxy.stop() }
            try await broker.declare("inbox")
            try await broker.withPublisher(broker.configuration.through(proxy)) { publisher in
                #expect(await publisher.publish([numbered(0, to: "inbox")]) == [.confirmed])
                proxy.hold(.toClient)
                #expect(await publisher.publish([numbered(1, to: "inbox")]) == [.connectionLost])
                proxy.release(.toClient)
                #expect(await publisher.publish([numbered(2, to: "inbox")]) == [.confirmed])
                #expect(proxy.connections > 1)
            }
        }
    }

    @Test func `a consumer notices a silent peer and connects again`() async throws {
        try await TestBroker.withVirtualHost { broker in
            let proxy = try broker.makeProxy()
            defer { proxy.stop() }
            try await broker.declare("inbox")
            try await broker.withConsumer(broker.configuration.through(proxy), queues: ["inbox"]) { consumer in
                try await eventually { consumer.state == .connected }
                proxy.hold(.toServer)
                proxy.hold(.toClient)
                try await eventually { consumer.state != .connected }
                proxy.release(.toServer)
                proxy.release(.toClient)
                try await broker.publish(0..<1, to: "inbox")
                let taken = try await consumer.take(1).numbers
                #expect(taken == [0])
            }
        }
    }

    @Test func `trap 5: an idle connection is kept alive by its heartbeats`() async throws {
        try await TestBroker.withVirtualHost { broker in
            let proxy = try broker.makeProxy()
            defer { proxy.stop() }
            try await broker.declare("inbox")
            let configuration = broker.configuration.through(proxy)
            try await broker.withPublisher(configuration) { publisher in
                try await broker.withConsumer(configuration, queues: ["inbox"]) { consumer in
                    try await eventually { publisher.state == .connected && consumer.state == .connected }
                    let before = proxy.bytes(.toServer)
                    // Four heartbeats of eight bytes from each: twice as long as the broker waits for one.
                    try await eventually { proxy.bytes(.toServer) >= before + 64 }
                    #expect(proxy.connections == 2)
                    #expect(publisher.state == .connected)
                    #expect(consumer.state == .connected)
                }
            }
        }
    }

    @Test func `tokens of a lost connection are void, and the broker delivers again`() async throws {
        try await TestBroker.withVirtualHost { broker in
            try await broker.declare("inbox")
            try await broker.publish(0..<3, to: "inbox")
            try await broker.withConsumer(queues: ["inbox"]) { consumer in
                let before = try await consumer.take(3)
                try await broker.closeConnections(named: broker.configuration.connectionName)
                let after = try await consumer.take(3)
                #expect(after.numbers == before.numbers)
                #expect(after.allSatisfy { $0.redelivered })
                #expect(await !consumer.acknowledge(each: before.map(\.token)))
                #expect(await !consumer.acknowledge(through: before[2].token))
                #expect(await !consumer.reject(before[0].token, requeue: false))
                #expect(await consumer.acknowledge(each: after.map(\.token)))
            }
        }
    }

    @Test func `connections cut under load lose no confirmed message`() async throws {
        try await TestBroker.withVirtualHost { broker in
            let proxy = try broker.makeProxy()
            defer { proxy.stop() }
            try await broker.declare("inbox")
            let confirmed = try await broker.withPublisher(broker.configuration.through(proxy)) { publisher in
                var confirmed: Set<Int> = []
                for round in 0..<30 {
                    let numbers = Array(round * 100..<(round + 1) * 100)
                    let messages = numbers.map { numbered($0, to: "inbox", size: 2_000) }
                    async let outcomes = publisher.publish(messages, timeout: .seconds(20))
                    if round % 2 == 1 { proxy.cut() }
                    for (number, outcome) in zip(numbers, await outcomes) {
                        #expect(outcome == .confirmed || outcome == .connectionLost)
                        if outcome == .confirmed { confirmed.insert(number) }
                    }
                }
                return confirmed
            }
            #expect(confirmed.count >= 1_000)
            #expect(proxy.connections > 1)
            var missing = confirmed
            try await broker.withConsumer(queues: ["inbox"], prefetch: 1_000) { consumer in
                while !missing.isEmpty {
                    let batch = try await consumer.take(1)
                    missing.subtract(batch.numbers)
                    await consumer.acknowledge(each: batch.map(\.token))
                }
            }
        }
    }

    @Test func `a queue deleted and made again is consumed again`() async throws {
        try await TestBroker.withVirtualHost { broker in
            try await broker.declare("inbox", "other")
            try await broker.withConsumer(queues: ["inbox", "other"]) { consumer in
                try await eventually { consumer.state == .connected }
                let administration = RabbitMQAdministration(configuration: broker.configuration)
                try await administration.connect()
                try await administration.deleteQueue("inbox")
                try await eventually {
                    guard case .connecting(_, let lastError) = consumer.state else { return false }
                    return lastError?.contains("notFound") == true
                }
                try await administration.declareQueue("inbox")
                await administration.close()
                try await broker.publish(0..<1, to: "inbox")
                let taken = try await consumer.take(1).numbers
                #expect(taken == [0])
            }
        }
    }

    @Test func `a publisher that is stopped waits for what is on its way`() async throws {
        try await TestBroker.withVirtualHost { broker in
            let proxy = try broker.makeProxy()
            defer { proxy.stop() }
            try await broker.declare("inbox")
            var configuration = broker.configuration.through(proxy)
            configuration.heartbeat = .seconds(30)
            let publisher = RabbitMQPublisher(configuration: configuration, logger: .silent)
            let running = Task { try await publisher.run() }
            try await eventually { publisher.state == .connected }
            proxy.hold(.toClient)
            let sent = proxy.bytes(.toServer)
            async let outcomes = publisher.publish([numbered(0, to: "inbox")])
            try await eventually { proxy.bytes(.toServer) > sent }
            running.cancel()
            try await eventually {
                await publisher.publish([numbered(1, to: "inbox")], timeout: .milliseconds(1)) == [.connectionLost]
            }
            proxy.release(.toClient)
            #expect(await outcomes == [.confirmed])
            try await running.value
            #expect(publisher.state == .closed)
        }
    }

    @Test func `a publisher that is stopped does not wait for ever`() async throws {
        try await TestBroker.withVirtualHost { broker in
            let proxy = try broker.makeProxy()
            defer { proxy.stop() }
            try await broker.declare("inbox")
            var configuration = broker.configuration.through(proxy)
            configuration.closeTimeout = .milliseconds(100)
            let publisher = RabbitMQPublisher(configuration: configuration, logger: .silent)
            let running = Task { try await publisher.run() }
            try await eventually { publisher.state == .connected }
            proxy.hold(.toClient)
            async let outcomes = publisher.publish([numbered(0, to: "inbox")])
            running.cancel()
            #expect(await outcomes == [.connectionLost])
            try await running.value
        }
    }

    @Test(
        arguments: [
            [UInt8](repeating: 0, count: 64), Array("HTTP/1.1 400\r\n\r\n".utf8),
            // A frame longer than agreed; one without an end; methods without and with an unknown number.
            [1, 0, 1, 255, 255, 255, 255, 0], [1, 0, 0, 0, 0, 0, 4, 0, 10, 0, 61, 0], frame(1, []), frame(1, [0, 1]),
            frame(1, [0, 60, 0, 99]), frame(1, [0, 60, 0, 60, 255]),
            // A delivery to nobody; one whose tag does not count up; content that nothing announced; a confirm for nothing.
            frame(1, [0, 60, 0, 60, 1, 120, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0]) + frame(2, header(size: 0)),
            frame(1, [0, 60, 0, 60, 1, 120, 0, 0, 0, 0, 0, 0, 3, 231, 0, 0, 0]) + frame(2, header(size: 0)),
            frame(2, header(size: 1)), frame(3, [1]), frame(1, [0, 60, 0, 80, 0, 0, 0, 0, 0, 0, 0, 1, 0]),
            // A body longer than announced, and one announced longer than is taken.
            frame(1, [0, 60, 0, 60, 1, 120, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0]) + frame(2, header(size: 1))
                + frame(3, [1, 2]),
            frame(1, [0, 60, 0, 60, 1, 120, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0]) + frame(2, header(size: .max)),
        ] as [[UInt8]]
    )
    func `bytes that are no AMQP end the connection, not the program`(garbage: [UInt8]) async throws {
        try await TestBroker.withVirtualHost { broker in
            let proxy = try broker.makeProxy()
            defer { proxy.stop() }
            try await broker.declare("inbox")
            try await broker.withConsumer(broker.configuration.through(proxy), queues: ["inbox"]) { consumer in
                try await eventually { consumer.state == .connected }
                proxy.inject(garbage)
                try await eventually { proxy.connections > 1 && consumer.state == .connected }
                try await broker.publish(0..<1, to: "inbox")
                let taken = try await consumer.take(1).numbers
                #expect(taken == [0])
            }
        }
    }
}
