import Contracts
import Foundation
import JSON
import PostgreSQL
import Sealing
import Vocabulary

/// A message for the quarantine: sealed with a data key of its own before it is stored.
struct QuarantineRow {
    let messageKey: [UInt8]
    let queue: String
    let type: String?
    let reason: String
    let detail: String?
    let sealed: QuarantinedBody
    /// Which files it names.
    let names: [[UInt8]]?
    /// Bound to the sealed bytes.
    let label: String

    init(raw: RawMessage, key: [UInt8], _ reason: String, _ detail: String?, _ keyring: Keyring) throws {
        self.messageKey = key
        self.queue = raw.queue
        self.type = raw.type
        self.reason = reason
        self.detail = detail
        self.label = key.hexadecimal
        self.names = FileNames(in: keyring.plainBody(of: raw)).hashes(keyring)
        self.sealed = try keyring.quarantine(try JSONEncoding.encode(raw), entry: self.label)
    }

    static func open(
        _ keyring: Keyring,
        label: String,
        keyID: String,
        keyBox: [UInt8],
        box: [UInt8]
    ) throws -> RawMessage {
        let body = QuarantinedBody(keyID: keyID, wrappedKey: keyBox, box: box)
        return try StateCoding.decode(RawMessage.self, try keyring.open(body, entry: label))
    }
}

extension BatchHandling {
    func quarantineStatements(_ rows: [QuarantineRow], _ decisions: [Decision]) -> [SQL] {
        var statements: [SQL] = []
        if !rows.isEmpty {
            let names = rows.map { row in
                row.names.map { names in "{\(names.map { #""\\x\#($0.hexadecimal)""# }.joined(separator: ","))}" }
            }
            statements.append(
                """
                INSERT INTO quarantine (message_key, queue, type, reason, detail, key_id, key_box, box, names)
                SELECT message_key, queue, type, reason, detail, key_id, key_box, box, names::bytea[] FROM unnest(
                    \(rows.map(\.messageKey))::bytea[], \(rows.map(\.queue))::text[], \(rows.map(\.type))::text[],
                    \(rows.map(\.reason))::text[], \(rows.map(\.detail))::text[], \(rows.map(\.sealed.keyID))::text[],
                    \(rows.map(\.sealed.wrappedKey))::bytea[], \(rows.map(\.sealed.box))::bytea[],
                    \(names)::text[]
                ) AS k(message_key, queue, type, reason, detail, key_id, key_box, box, names)
                WHERE NOT EXISTS (
                    SELECT FROM quarantine q WHERE q.message_key = k.message_key AND q.reason = k.reason)
                """
            )
        }
        for decision in decisions {
            guard let incoming = decision.incoming, let entry = incoming.replayOf else { continue }
            if decision.outcome == .quarantined || decision.outcome == .rejected {
                let detail: String? = decision.quarantine?.detail
                statements.append(
                    """
                    UPDATE quarantine SET state = 'kept', reason = \(decision.quarantine?.reason ?? "rejected"),
                        detail = \(detail as String?) WHERE entry = \(entry)
                    """
                )
            } else {
                // The body has served: its own data key is destroyed with it.
                statements.append(
                    """
                    UPDATE quarantine SET state = 'replayed', key_id = NULL, key_box = NULL, box = NULL,
                        handled_at = now() WHERE entry = \(entry)
                    """
                )
            }
        }
        return statements
    }
}

extension RawMessage {
    private enum CodingKeys: String, CodingKey {
        case queue, exchange, routingKey, sender, messageID, type, contentType, correlationID, appID, trace
        case schemaVersion, hasCopyHeader, deliveryCount, timestamp, body
    }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.queue = try values.decode(String.self, forKey: .queue)
        self.exchange = try values.decode(String.self, forKey: .exchange)
        self.routingKey = try values.decode(String.self, forKey: .routingKey)
        self.sender = try values.decodeIfPresent(String.self, forKey: .sender)
        self.messageID = try values.decodeIfPresent(String.self, forKey: .messageID)
        self.type = try values.decodeIfPresent(String.self, forKey: .type)
        self.contentType = try values.decodeIfPresent(String.self, forKey: .contentType)
        self.correlationID = try values.decodeIfPresent(String.self, forKey: .correlationID)
        self.appID = try values.decodeIfPresent(String.self, forKey: .appID)
        self.trace = try values.decodeIfPresent(String.self, forKey: .trace)
        self.schemaVersion = try values.decodeIfPresent(Int64.self, forKey: .schemaVersion)
        self.hasCopyHeader = try values.decode(Bool.self, forKey: .hasCopyHeader)
        self.deliveryCount = try values.decode(Int64.self, forKey: .deliveryCount)
        self.timestamp = try values.decodeIfPresent(Int64.self, forKey: .timestamp).map { UInt64(max(0, $0)) }
        self.body = Data(base64Encoded: try values.decode(String.self, forKey: .body)).map { Array($0) } ?? []
    }

    func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(self.queue, forKey: .queue)
        try values.encode(self.exchange, forKey: .exchange)
        try values.encode(self.routingKey, forKey: .routingKey)
        try values.encodeIfPresent(self.sender, forKey: .sender)
        try values.encodeIfPresent(self.messageID, forKey: .messageID)
        try values.encodeIfPresent(self.type, forKey: .type)
        try values.encodeIfPresent(self.contentType, forKey: .contentType)
        try values.encodeIfPresent(self.correlationID, forKey: .correlationID)
        try values.encodeIfPresent(self.appID, forKey: .appID)
        try values.encodeIfPresent(self.trace, forKey: .trace)
        try values.encodeIfPresent(self.schemaVersion, forKey: .schemaVersion)
        try values.encode(self.hasCopyHeader, forKey: .hasCopyHeader)
        try values.encode(self.deliveryCount, forKey: .deliveryCount)
        try values.encodeIfPresent(self.timestamp.map { Int64(clamping: $0) }, forKey: .timestamp)
        try values.encode(Data(self.body).base64EncodedString(), forKey: .body)
    }
}
