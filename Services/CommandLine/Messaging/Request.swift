internal import Contracts
internal import Foundation
internal import JSON
internal import RabbitMQ
internal import Sealing
internal import Vocabulary

/// A message of a person to a unit.
struct Request: Sendable {
    /// The unit that takes it.
    var unit: UnitName
    /// Where it is published.
    var route: Route
    /// The AMQP property `type`.
    var type: String
    /// The idempotency key: the same id with the same body gets the same answer.
    var messageID: String
    /// The body.
    var body: [UInt8]
    /// Whether it must survive the broker's restart; questions need not.
    var isPersistent = true

    /// What may name a message.
    static func isMessageID(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }

    /// A fresh idempotency key.
    static func newMessageID() -> String { UUID().uuidString.lowercased() }

    /// The message as published: sealed to the unit, with the properties of ARCHITECTURE.md §4.
    func message(from profile: Profile, at time: UInt64) throws -> OutgoingMessage {
        guard Self.isMessageID(self.messageID) else {
            throw Failure(
                "'\(self.messageID)' is no message id",
                hint: "1 to 64 letters, digits, dots, - and _",
                status: .refused
            )
        }
        guard let key = profile.units[self.unit] else {
            throw Failure("the profile of \(profile.username) has no key of \(self.unit.rawValue)")
        }
        let sender = profile.username.text
        return OutgoingMessage(
            exchange: self.route.exchange.rawValue,
            routingKey: self.route.key,
            properties: MessageProperties(
                messageID: self.messageID,
                type: self.type,
                contentType: Self.sealedType,
                correlationID: self.messageID,
                appID: "pksai",
                userID: sender,
                timestamp: time,
                deliveryMode: self.isPersistent ? 2 : 1,
                headers: ["schema_version": .integer(1), "traceparent": .string(Self.newTrace())]
            ),
            body: try HPKESealing.seal(self.body, to: key, userID: sender, messageID: self.messageID)
        )
    }

    /// The media type of sealed bodies.
    static let sealedType = "application/pksai-sealed"

    /// A new trace (W3C Trace Context, level 1).
    private static func newTrace() -> String {
        func hexadecimal(_ bytes: Int) -> String {
            (0..<bytes).map { _ in
                let byte = String(UInt8.random(in: .min ... .max), radix: 16)
                return byte.count == 1 ? "0\(byte)" : byte
            }.joined()
        }
        return "00-\(hexadecimal(16))-\(hexadecimal(8))-01"
    }
}
