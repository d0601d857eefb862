/// What the broker sends of its own accord, complete and copied out.
enum Incoming {
    case delivery(Content, consumerTag: String, tag: UInt64, redelivered: Bool)
    case returned(Content, code: UInt16, text: String)
    case acknowledged(tag: UInt64, multiple: Bool)
    case refused(tag: UInt64, multiple: Bool)
    case subscriptionCancelled(consumerTag: String)
    case cancelConfirmed(consumerTag: String)
    case channelReady
    case channelClosed(code: UInt16, text: String)
    case blocked(reason: String)
    case unblocked

    /// A message as it came.
    struct Content {
        var exchange: String
        var routingKey: String
        var properties = MessageProperties()
        var body: [UInt8] = []
    }
}
