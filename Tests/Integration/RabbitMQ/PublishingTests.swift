internal import RabbitMQ
internal import TestSupport
internal import Testing

@Suite(.timeLimit(.minutes(1)))
struct `Publishing` {
    @Test func `a message that was confirmed is in its queue, with all it carries`() async throws {
        try await TestBroker.withVirtualHost { broker in
            let administration = RabbitMQAdministration(configuration: broker.configuration)
            try await administration.connect()
            try await administration.declareQueue("inbox")
            let properties = MessageProperties(
                messageID: "1",
                type: "complaint_received",
                contentType: "application/json",
                contentEncoding: "identity",
                correlationID: "c",
                replyTo: "answers",
                appID: "test",
                expiration: "60000",
                timestamp: 1_700_000_000,
                deliveryMode: 2,
                priority: 3,
                headers: [
                    "text": .string("pelapor"), "count": .integer(-7), "yes": .boolean(true), "ratio": .double(0.5),
                    "raw": .bytes([0, 255, 128]), "at": .timestamp(1_700_000_000), "none": .null,
                    "list": .array([.integer(1), .string("two"), .array([])]),
                    "table": .table(["inner": .table(["deep": .boolean(false)])]),
                ]
            )
            let message = OutgoingMessage(exchange: "", routingKey: "inbox", properties: properties, body: [1, 2, 3])
            try await broker.withPublisher { #expect(await $0.publish([message]) == [.confirmed]) }
            let delivery = try #require(try await administration.get("inbox"))
            #expect(delivery.properties == properties)
            #expect(delivery.body == [1, 2, 3])
            #expect(delivery.routingKey == "inbox")
            #expect(!delivery.redelivered)
            let another = try await administration.get("inbox")
            #expect(another?.body == nil)
            await administration.close()
        }
    }

    @Test(arguments: [0, 1, 32_768, 65_528, 65_529, 2_000_000])
    func `a body of any size arrives whole`(size: Int) async throws {
        try await TestBroker.withVirtualHost { broker in
            try await broker.declare("inbox")
            try await broker.publish(7..<9, to: "inbox", size: size)
            try await broker.withConsumer(queues: ["inbox"]) { consumer in
                let deliveries = try await consumer.take(2)
                #expect(deliveries.map(\.body) == [7, 8].map { Array(repeating: $0, count: size) })
            }
        }
    }

    @Test func `trap 7: a message that no queue takes is returned, its neighbours are confirmed`() async throws {
        try await TestBroker.withVirtualHost { broker in
            try await broker.declare("inbox")
            var dropped = numbered(4, to: "nowhere")
            dropped.mandatory = false
            let messages = [numbered(1, to: "inbox"), numbered(2, to: "nowhere"), numbered(3, to: "inbox"), dropped]
            let outcomes = try await broker.withPublisher { await $0.publish(messages) }
            #expect(outcomes == [.confirmed, .returned(code: 312, text: "NO_ROUTE"), .confirmed, .confirmed])
        }
    }

    @Test func `of messages that are alike, none is called confirmed if one was returned`() async throws {
        try await TestBroker.withVirtualHost { broker in
            let message = OutgoingMessage(exchange: "", routingKey: "nowhere", body: [])
            let outcomes = try await broker.withPublisher { await $0.publish([message, message, message]) }
            #expect(outcomes == Array(repeating: .returned(code: 312, text: "NO_ROUTE"), count: 3))
        }
    }

    @Test func `a full queue refuses and the publisher says so`() async throws {
        try await TestBroker.withVirtualHost { broker in
            try await broker.declare(
                "small",
                arguments: ["x-max-length": .integer(2), "x-overflow": .string("reject-publish")]
            )
            try await broker.withPublisher { publisher in
                for number in 1...2 {
                    #expect(await publisher.publish([numbered(number, to: "small")]) == [.confirmed])
                }
                #expect(await publisher.publish([numbered(3, to: "small")]) == [.nacked])
            }
        }
    }

    @Test func `a missing exchange is refused alone`() async throws {
        try await TestBroker.withVirtualHost { broker in
            try await broker.declare("inbox")
            try await broker.withPublisher { publisher in
                var messages = (0..<20).map { numbered($0, to: "inbox") }
                messages[7].exchange = "missing"
                messages[13].exchange = "missing"
                let outcomes = await publisher.publish(messages)
                for (number, outcome) in outcomes.enumerated() where number != 7 && number != 13 {
                    #expect(outcome == .confirmed, "\(number)")
                }
                for number in [7, 13] {
                    guard case .refused(code: 404, let text) = outcomes[number] else {
                        Issue.record("\(outcomes[number])")
                        continue
                    }
                    #expect(text.contains("missing"))
                }
                #expect(await publisher.publish([numbered(20, to: "inbox")]) == [.confirmed])
            }
        }
    }

    @Test func `an exchange one may not write to is refused alone`() async throws {
        try await TestBroker.withVirtualHost { broker in
            let administration = RabbitMQAdministration(configuration: broker.configuration)
            try await administration.connect()
            for exchange in ["mine", "theirs"] {
                try await administration.declareExchange(exchange, type: "fanout")
                try await administration.declareQueue(exchange)
                try await administration.bind(queue: exchange, exchange: exchange, routingKey: "")
            }
            await administration.close()
            let (user, configuration) = try await broker.makeUser(write: "^mine$")
            let messages = ["mine", "theirs", "mine"].enumerated().map {
                numbered($0.offset, to: "x", exchange: $0.element)
            }
            let outcomes = try await broker.withPublisher(configuration) { await $0.publish(messages) }
            #expect(outcomes[0] == .confirmed)
            #expect(outcomes[2] == .confirmed)
            guard case .refused(code: 403, text: _) = outcomes[1] else {
                Issue.record("\(outcomes[1])")
                return
            }
            try await broker.deleteUser(user)
        }
    }

    @Test func `what AMQP can't carry is refused here, its neighbours are confirmed`() async throws {
        try await TestBroker.withVirtualHost { broker in
            try await broker.declare("inbox")
            let long = String(repeating: "x", count: 256)
            var messages = (0..<6).map { numbered($0, to: "inbox") }
            messages[1].routingKey = long
            messages[2].properties.type = long
            messages[3].properties.headers = ["big": .string(String(repeating: "x", count: 70_000))]
            var nested = HeaderValue.null
            for _ in 0..<100 { nested = .array([nested]) }
            messages[4].properties.headers = ["deep": nested]
            let outcomes = try await broker.withPublisher { await $0.publish(messages) }
            #expect(outcomes[0] == .confirmed)
            #expect(outcomes[5] == .confirmed)
            for outcome in outcomes[1...4] {
                guard case .refused(code: 502, text: _) = outcome else {
                    Issue.record("\(outcome)")
                    continue
                }
            }
        }
    }

    @Test func `without a connection a publish ends in time`() async throws {
        let configuration = RabbitMQConfiguration(
            host: "localhost",
            port: 1,
            virtualHost: "/",
            credentials: .plain(username: "nobody", password: "nothing"),
            connectionName: "test"
        )
        let publisher = RabbitMQPublisher(configuration: configuration, logger: .silent)
        let start = ContinuousClock.now
        let outcomes = await publisher.publish([numbered(1, to: "inbox")], timeout: .milliseconds(50))
        #expect(outcomes == [.timedOut])
        #expect(ContinuousClock.now - start < .seconds(5))
        #expect(await publisher.publish([]).isEmpty)
        #expect(publisher.state == .closed)
    }

    @Test func `calls overlap, and each gets its own outcomes`() async throws {
        try await TestBroker.withVirtualHost { broker in
            try await broker.declare("inbox")
            try await broker.withPublisher { publisher in
                await withTaskGroup { group in
                    for number in 0..<100 {
                        group.addTask {
                            let queue = number.isMultiple(of: 3) ? "nowhere" : "inbox"
                            let messages = (0..<5).map { numbered(number * 5 + $0, to: queue) }
                            return (queue, await publisher.publish(messages))
                        }
                    }
                    for await (queue, outcomes) in group {
                        let expected: PublishOutcome =
                            queue == "inbox" ? .confirmed : .returned(code: 312, text: "NO_ROUTE")
                        #expect(outcomes == Array(repeating: expected, count: 5))
                    }
                }
            }
        }
    }

    @Test func `run is for once`() async throws {
        try await TestBroker.withVirtualHost { broker in
            try await broker.withPublisher { publisher in
                try await eventually { publisher.state == .connected }
                let error = await #expect(throws: RabbitMQError.self) { try await publisher.run() }
                #expect(error?.code == .closed)
            }
        }
    }
}
