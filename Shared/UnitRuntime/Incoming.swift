import Contracts
import JSON
import RabbitMQ
import Vocabulary

/// One message on its way through the batch, read but not decided. A class: it is handed on a dozen times.
final class Incoming: Sendable {
    /// What the message turned out to be.
    enum Content: Sendable {
        /// An outsider's or staff's message with the handlers that take it.
        case message(DecodedMessage, [HandlerBinding], HandlerBinding.Kind)
        /// A unit's events, each with the handlers that take it.
        case events(EventMessage, [DecodedEvent], UnitName)
        /// Not readable: answered with every problem, the body kept.
        case malformed([Problem])
        /// Nobody can be answered: kept for a person.
        case unusable(reason: String, detail: String)
        /// This program fails at it, or dies of it, each time: kept until another can handle it.
        case failed(reason: String, detail: String?)
    }

    /// One event of a message.
    final class DecodedEvent: Sendable {
        let decoded: DecodedMessage
        let bindings: [HandlerBinding]

        init(decoded: DecodedMessage, bindings: [HandlerBinding]) {
            self.decoded = decoded
            self.bindings = bindings
        }
    }

    /// The message as it came, for the quarantine; nil for one made by the runtime.
    let raw: RawMessage
    let sender: Username
    let messageID: String
    let type: String
    /// Keyed hash of sender and message id.
    let messageKey: [UInt8]
    /// Keyed hash of the body as opened.
    let bodyKey: [UInt8]
    let isUrgent: Bool
    let trace: String?
    let content: Content
    /// The quarantine entry this is a replay of.
    let replayOf: Int64?
    /// The unit's events' stream as this unit counts it.
    let heardStream: String?

    init(
        raw: RawMessage,
        sender: Username,
        type: String,
        messageKey: [UInt8],
        bodyKey: [UInt8],
        content: Content,
        replayOf: Int64? = nil
    ) {
        self.raw = raw
        self.sender = sender
        self.messageID = raw.messageID ?? ""
        self.type = type
        self.messageKey = messageKey
        self.bodyKey = bodyKey
        self.isUrgent = raw.queue.hasSuffix(".urgent")
        self.trace = raw.trace
        self.content = content
        self.replayOf = replayOf
        if case .events(let message, _, let unit) = content {
            self.heardStream = "\(unit.rawValue).\(message.stream)"
        } else {
            self.heardStream = nil
        }
    }

    /// The same with other contents, other keys, or as a replay.
    func with(
        _ content: Content? = nil,
        messageKey: [UInt8]? = nil,
        bodyKey: [UInt8]? = nil,
        replayOf: Int64? = nil
    ) -> Incoming {
        Incoming(
            raw: self.raw,
            sender: self.sender,
            type: self.type,
            messageKey: messageKey ?? self.messageKey,
            bodyKey: bodyKey ?? self.bodyKey,
            content: content ?? self.content,
            replayOf: replayOf ?? self.replayOf
        )
    }

    /// The trace that goes on with what follows: units' and staff's; an outsider's ends here, a new one begins.
    var onwardTrace: String? {
        let isInside = self.heardStream != nil || self.raw.exchange == ExchangeName.commands.rawValue
        return isInside ? self.trace : nil
    }

    /// How the journal names what caused a decision: another unit's message by its id, a person's by its keyed hash
    /// (nothing of the sender travels on or is kept in the clear).
    var cause: String {
        self.heardStream == nil ? "message-\(self.messageKey.prefix(16).hexadecimal)" : self.messageID
    }

    /// The stream whose order this unit must keep; nil for a message that follows nothing (facts, roots, people's).
    func orderedStream(at unit: UnitName) -> String? {
        guard case .events(let message, _, _) = self.content, message.events.first?.follows[unit.rawValue] != nil else {
            return nil
        }
        return self.heardStream
    }
}

/// A message as the broker delivered it: what the quarantine keeps and a replay starts from.
struct RawMessage: Codable, Sendable {
    var queue: String
    var exchange: String
    var routingKey: String
    var sender: String?
    var messageID: String?
    var type: String?
    var contentType: String?
    var correlationID: String?
    var appID: String?
    var trace: String?
    var schemaVersion: Int64?
    var hasCopyHeader: Bool
    /// Taken out of the quarantine: how it came was judged then.
    var isReplay = false
    var deliveryCount: Int64
    var timestamp: UInt64?
    var body: [UInt8]

    init(_ delivery: Delivery) {
        let properties = delivery.properties
        self.queue = delivery.queue
        self.exchange = delivery.exchange
        self.routingKey = delivery.routingKey
        self.sender = properties.userID
        self.messageID = properties.messageID
        self.type = properties.type
        self.contentType = properties.contentType
        self.correlationID = properties.correlationID
        self.appID = properties.appID
        self.timestamp = properties.timestamp
        if case .string(let trace)? = properties.headers["traceparent"] { self.trace = trace }
        switch properties.headers["schema_version"] {
        case .integer(let version)?: self.schemaVersion = version
        case .string(let text)?: self.schemaVersion = Int64(text) ?? 0
        case nil: self.schemaVersion = nil
        default: self.schemaVersion = 0
        }
        self.hasCopyHeader = properties.headers.keys.contains { $0 == "CC" || $0 == "BCC" }
        if case .integer(let count)? = properties.headers["x-delivery-count"] {
            self.deliveryCount = count
        } else {
            self.deliveryCount = 0
        }
        self.body = delivery.body
    }
}
