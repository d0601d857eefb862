internal import Logging
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
            try await broker.withPublisher { publisher in
                let outcomes = await publisher.publish([
                    OutgoingMessage(exchange: "", routingKey: "inbox", properties: properties, body: [1, 2, 3])
                ])
                #expect(outcomes == [.confirmed])
            }
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
}
