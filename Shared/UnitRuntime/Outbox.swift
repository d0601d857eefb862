import Foundation
import JSON
import NIOConcurrencyHelpers
import PostgreSQL
import RabbitMQ
import Sealing
import Vocabulary

/// One message to publish, as it lies in the table `outbox`.
struct OutboxRow: Sendable {
    /// Which connection it takes: receipts have one of their own, so that a full receipt queue never stops an event.
    enum Kind: Int16, Sendable { case urgent = 0, routine = 1, answer = 2 }

    let id: Int64
    let kind: Kind
    let message: OutgoingMessage
}

/// Makes outbox rows and keeps the ids of those the broker has confirmed, until a transaction deletes them.
final class Outbox: Sendable {
    /// This instance's number in the table `instances`.
    let instance: Int32
    let unit: String
    private struct State {
        var next: Int64
        var confirmed: [Int64] = []
        /// Since when there are any.
        var confirmedSince: ContinuousClock.Instant?
        var doubtful: [Int64: (row: OutboxRow, since: ContinuousClock.Instant)] = [:]
    }

    private let state: NIOLockedValueBox<State>
    /// A COMMIT may still reach the server while the network holds it back (TCP gives up within 15 minutes).
    private static let doubtLasts = Duration.seconds(1_200)

    init(instance: Int32, unit: String) {
        self.instance = instance
        self.unit = unit
        self.state = NIOLockedValueBox(State(next: Int64(instance) << 32))
    }

    /// A random message id for what nobody needs to derive from the journal.
    func newID() -> String { RandomText.hexadecimal(words: 2) }

    func row(
        _ kind: OutboxRow.Kind,
        exchange: String,
        routingKey: String,
        type: String,
        body: [UInt8],
        messageID: String,
        correlationID: String? = nil,
        contentType: String = "application/json",
        trace: String? = nil
    ) throws -> OutboxRow {
        let id = self.state.withLockedValue { state in
            state.next += 1
            return state.next
        }
        var properties = MessageProperties()
        properties.messageID = messageID
        properties.type = type
        properties.contentType = contentType
        properties.correlationID = correlationID
        properties.appID = self.unit
        properties.userID = self.unit
        properties.timestamp = UInt64(max(0, Date().timeIntervalSince1970))
        properties.deliveryMode = 2
        properties.headers["schema_version"] = .integer(1)
        properties.headers["traceparent"] = .string(trace.flatMap(Trace.child(of:)) ?? Trace.new())
        return OutboxRow(
            id: id,
            kind: kind,
            message: OutgoingMessage(exchange: exchange, routingKey: routingKey, properties: properties, body: body)
        )
    }

    /// Notes what the broker confirmed.
    func confirm(_ ids: [Int64]) {
        self.state.withLockedValue { state in
            if state.confirmed.isEmpty { state.confirmedSince = .now }
            state.confirmed += ids
        }
    }

    /// What the next transaction is to delete.
    ///
    /// - Parameter age: None while the first of them was confirmed less than so long ago.
    func takeConfirmed(after age: Duration = .zero) -> [Int64] {
        self.state.withLockedValue { state in
            guard age == .zero || state.confirmedSince.map({ .now - $0 >= age }) ?? true else { return [] }
            defer { state.confirmed = [] }
            return state.confirmed
        }
    }

    /// The transaction didn't commit.
    func giveBack(_ ids: [Int64]) { self.state.withLockedValue { $0.confirmed = ids + $0.confirmed } }

    /// The commit's outcome is unknown: the rows may be in the table, and then nobody else publishes them while this
    /// instance lives.
    func doubt(_ rows: [OutboxRow]) {
        let now = ContinuousClock.now
        self.state.withLockedValue { state in for row in rows { state.doubtful[row.id] = (row, now) } }
    }

    /// The rows to look for in the table.
    var doubtful: [Int64] { self.state.withLockedValue { $0.doubtful.keys.sorted() } }

    /// - Returns: Those of the doubtful rows that are in the table after all.
    func settle(found: [Int64]) -> [OutboxRow] {
        let limit = ContinuousClock.now - Self.doubtLasts
        return self.state.withLockedValue { state in
            let rows = found.compactMap { state.doubtful.removeValue(forKey: $0)?.row }
            state.doubtful = state.doubtful.filter { $0.value.since > limit }
            return rows
        }
    }

    static func statements(inserting rows: [OutboxRow], instance: Int32, deleting confirmed: [Int64]) -> [SQL] {
        var statements: [SQL] = []
        if !confirmed.isEmpty {
            statements.append("DELETE FROM outbox WHERE id = ANY(\(confirmed)::int8[])")
        }
        if !rows.isEmpty {
            statements.append(
                """
                INSERT INTO outbox (id, instance, kind, message) SELECT i, \(instance), k, m FROM unnest(
                    \(rows.map(\.id))::int8[], \(rows.map(\.kind.rawValue))::int2[],
                    \(rows.map { OutboxCoding.encode($0.message) })::bytea[]) AS r(i, k, m)
                """
            )
        }
        return statements
    }
}

/// An outgoing message as bytes: the length of a JSON head (4 bytes, big-endian), the head, the body.
enum OutboxCoding {
    private struct Head: Codable {
        var exchange: String
        var routingKey: String
        var messageID: String?
        var type: String?
        var contentType: String?
        var correlationID: String?
        var timestamp: Int64?
        var trace: String?
    }

    static func encode(_ message: OutgoingMessage) -> [UInt8] {
        var members: [(String, JSONValue)] = [
            ("exchange", .string(message.exchange)), ("routing_key", .string(message.routingKey)),
        ]
        let properties = message.properties
        if let id = properties.messageID { members.append(("message_id", .string(id))) }
        if let type = properties.type { members.append(("type", .string(type))) }
        if let contentType = properties.contentType { members.append(("content_type", .string(contentType))) }
        if let correlation = properties.correlationID { members.append(("correlation_id", .string(correlation))) }
        if let timestamp = properties.timestamp { members.append(("timestamp", .integer(Int64(clamping: timestamp)))) }
        if case .string(let trace)? = properties.headers["traceparent"] { members.append(("trace", .string(trace))) }
        let head = JSONValue.object(JSONObject(members: members)).bytes
        let length = UInt32(clamping: head.count)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(4 + head.count + message.body.count)
        for shift in [24, 16, 8, 0] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: length >> shift)) }
        return bytes + head + message.body
    }

    static func decode(_ bytes: [UInt8], unit: String) -> OutgoingMessage? {
        guard bytes.count >= 4 else { return nil }
        let length = bytes.prefix(4).reduce(0) { $0 << 8 | Int($1) }
        guard bytes.count >= 4 + length,
            let head = JSONDecoding.decode(Head.self, from: Array(bytes[4..<4 + length])).value
        else { return nil }
        var properties = MessageProperties()
        properties.messageID = head.messageID
        properties.type = head.type
        properties.contentType = head.contentType
        properties.correlationID = head.correlationID
        properties.appID = unit
        properties.userID = unit
        properties.timestamp = head.timestamp.map { UInt64(max(0, $0)) }
        properties.deliveryMode = 2
        properties.headers["schema_version"] = .integer(1)
        properties.headers["traceparent"] = head.trace.map { .string($0) }
        return OutgoingMessage(
            exchange: head.exchange,
            routingKey: head.routingKey,
            properties: properties,
            body: Array(bytes[(4 + length)...])
        )
    }
}

/// W3C Trace Context (level 1): `00-<trace>-<span>-01`.
enum Trace {
    /// A new trace: nothing of an outsider's travels on.
    static func new() -> String { "00-\(RandomText.hexadecimal(words: 2))-\(RandomText.hexadecimal(words: 1))-01" }

    /// A new span of the same trace; nil if the text is not one.
    static func child(of parent: String) -> String? {
        let parts = parent.split(separator: "-")
        guard parts.count == 4, parts[1].utf8.count == 32 else { return nil }
        return "00-\(parts[1])-\(RandomText.hexadecimal(words: 1))-01"
    }
}

/// Random text for ids.
enum RandomText {
    /// Sixteen lower-case digits a word.
    static func hexadecimal(words: Int) -> String {
        KernelRandom.bytes(8 * words).hexadecimal
    }
}
