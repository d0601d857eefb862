/// The properties of a message (AMQP 0-9-1 §1.8.1, class basic). Texts are at most 255 bytes.
public struct MessageProperties: Sendable, Equatable {
    /// The message's own identifier.
    public var messageID: String?
    /// The message's type.
    public var type: String?
    /// The media type of the body.
    public var contentType: String?
    /// The encoding of the body.
    public var contentEncoding: String?
    /// What ties an answer to its question.
    public var correlationID: String?
    /// Where the answer goes.
    public var replyTo: String?
    /// The program that published.
    public var appID: String?
    /// The user that published; the broker refuses another than the connection's own.
    public var userID: String?
    /// Time to live in milliseconds, as decimal text.
    public var expiration: String?
    /// Seconds since 1970.
    public var timestamp: UInt64?
    /// 1 transient, 2 persistent.
    public var deliveryMode: UInt8?
    /// 0 to 255; classic queues only.
    public var priority: UInt8?
    /// The headers.
    public var headers: [String: HeaderValue]

    /// Makes properties; what is left out is not sent.
    public init(
        messageID: String? = nil,
        type: String? = nil,
        contentType: String? = nil,
        contentEncoding: String? = nil,
        correlationID: String? = nil,
        replyTo: String? = nil,
        appID: String? = nil,
        userID: String? = nil,
        expiration: String? = nil,
        timestamp: UInt64? = nil,
        deliveryMode: UInt8? = nil,
        priority: UInt8? = nil,
        headers: [String: HeaderValue] = [:]
    ) {
        self.messageID = messageID
        self.type = type
        self.contentType = contentType
        self.contentEncoding = contentEncoding
        self.correlationID = correlationID
        self.replyTo = replyTo
        self.appID = appID
        self.userID = userID
        self.expiration = expiration
        self.timestamp = timestamp
        self.deliveryMode = deliveryMode
        self.priority = priority
        self.headers = headers
    }

    /// The bytes a header frame needs for them at most; nil if they can't be carried.
    var encodedSize: Int? {
        guard var size = HeaderValue.encodedSize(of: self.headers) else { return nil }
        for text in [
            self.messageID, self.type, self.contentType, self.contentEncoding, self.correlationID, self.replyTo,
            self.appID, self.userID, self.expiration,
        ] {
            let count = text?.utf8.count ?? 0
            guard count <= 255 else { return nil }
            size += 1 + count
        }
        return size + 32
    }
}

/// A message to publish.
public struct OutgoingMessage: Sendable {
    /// The exchange; empty for the default exchange.
    public var exchange: String
    /// The routing key.
    public var routingKey: String
    /// The properties. Give each message a `messageID` of its own: a returned message is recognised by it.
    public var properties: MessageProperties
    /// The body.
    public var body: [UInt8]
    /// Whether the broker returns it if no queue takes it; if not, it drops it and confirms.
    public var mandatory: Bool

    /// Makes a message.
    public init(
        exchange: String,
        routingKey: String,
        properties: MessageProperties = MessageProperties(),
        body: [UInt8],
        mandatory: Bool = true
    ) {
        self.exchange = exchange
        self.routingKey = routingKey
        self.properties = properties
        self.body = body
        self.mandatory = mandatory
    }
}

/// What became of a published message.
public enum PublishOutcome: Sendable, Equatable {
    /// The broker has taken responsibility: every queue it was routed to has it, durable ones on disk.
    case confirmed
    /// The broker could not take responsibility, or a queue with `overflow: reject-publish` is full.
    case nacked
    /// No queue takes it (312 NO_ROUTE); only for `mandatory`.
    case returned(code: UInt16, text: String)
    /// No answer in time. If it was written, the broker may have it all the same.
    case timedOut
    /// The connection ended after it was written: the broker may have it or not.
    case connectionLost
    /// The broker closed the channel over it (403 no permission, 404 no such exchange, 406), or it can't be put in
    /// AMQP's form (502). The same message will be refused again.
    case refused(code: UInt16, text: String)
}

/// A message delivered.
public struct Delivery: Sendable {
    /// The queue it came from.
    public let queue: String
    /// The exchange it was published to.
    public let exchange: String
    /// The routing key it was published with.
    public let routingKey: String
    /// Whether it was delivered before, to anyone.
    public let redelivered: Bool
    /// The properties.
    public let properties: MessageProperties
    /// The body.
    public let body: [UInt8]
    /// What acknowledges it.
    public let token: DeliveryToken

    /// Makes a delivery, for tests of what handles one.
    package init(
        queue: String,
        exchange: String,
        routingKey: String,
        redelivered: Bool,
        properties: MessageProperties,
        body: [UInt8],
        token: DeliveryToken
    ) {
        self.queue = queue
        self.exchange = exchange
        self.routingKey = routingKey
        self.redelivered = redelivered
        self.properties = properties
        self.body = body
        self.token = token
    }
}

/// The right to settle one delivery. Void once the connection it came on has ended: the broker delivers again.
public struct DeliveryToken: Sendable, Hashable {
    package let tag: UInt64
    package let epoch: UInt64

    package init(tag: UInt64, epoch: UInt64) {
        self.tag = tag
        self.epoch = epoch
    }
}

/// A queue to consume from.
public struct Subscription: Sendable {
    /// The queue.
    public var queue: String
    /// The consumer's name, unique on its connection; nil for one made of the connection's name.
    public var consumerTag: String?
    /// Arguments such as `x-priority`.
    public var arguments: [String: HeaderValue]

    /// Makes a subscription.
    public init(queue: String, consumerTag: String? = nil, arguments: [String: HeaderValue] = [:]) {
        self.queue = queue
        self.consumerTag = consumerTag
        self.arguments = arguments
    }
}
