import Contracts
import Foundation
import JSON
import PostgreSQL
import Sealing
import Vocabulary

/// Messages a unit keeps as they came, and what becomes of them when nobody may know a child any more: quarantined ones
/// that name its file are discarded, parked ones lose its keys.
struct KeptMessages {
    let definition: UnitDefinition
    let keyring: Keyring
    let query: (SQL) async throws -> PostgreSQLResult

    /// What must be written so that none of these complaints' files can be read from a message that was kept.
    func forget(_ origins: Set<String>, by person: String) async throws -> [SQL] {
        guard !origins.isEmpty else { return [] }
        let names = try await self.names(of: origins).map { Data($0.lowercased().utf8) }
        return try await self.discarding(names, by: person) + self.strippingParked(of: origins)
    }

    /// The states that hold something of these complaints: those that bear their ids, and the places kept of the others.
    static func states(of origins: some Sequence<String>, kinds: some Sequence<String>) -> SQL {
        let origins = origins.sorted()
        return """
            SELECT kind, id, state FROM aggregates WHERE (kind, id) IN (
                SELECT k, o FROM unnest(\(kinds.sorted())::text[]) AS k, unnest(\(origins)::text[]) AS o
                UNION SELECT kind, id FROM origin_places WHERE origin = ANY(\(origins)::text[]))
            """
    }

    /// By which words messages name the files: identifiers and numbers of what the unit has of them.
    private func names(of origins: Set<String>) async throws -> Set<String> {
        var names = origins
        let rows = try await self.query(Self.states(of: origins, kinds: self.definition.aggregates.keys))
            .rows(as: String.self, String.self, JSONB.self)
        for (kind, id, bytes) in rows {
            guard let type = self.definition.aggregates[kind] else { continue }
            let references = type.references(try type.decode(bytes.bytes))
            // A child's record and a case that others joined are not this complaint's alone.
            guard let complaint = references.complaintID?.text, origins.contains(complaint) else { continue }
            let state = try JSONParser.parse(bytes.bytes, limits: JSONLimits(maximumBytes: 64 << 20))
            let numbers = ["number", "complaint_no", "registration_no"].map { state[$0] ?? state["subject"]?[$0] }
            names.formUnion([id] + [references.caseID?.text].compactMap(\.self) + numbers.compactMap { $0?.string })
        }
        return names
    }

    /// Quarantined messages that may name them: those whose names say so, and those that nobody looked into yet.
    static func named(_ hashes: [[UInt8]], after last: Int64) -> SQL {
        """
        (SELECT entry, message_key, key_id, key_box, box FROM quarantine WHERE names && \(hashes)::bytea[]
            AND state IN ('kept', 'replaying') AND entry > \(last) AND box IS NOT NULL ORDER BY entry LIMIT 16)
        UNION ALL
        (SELECT entry, message_key, key_id, key_box, box FROM quarantine WHERE names IS NULL
            AND state IN ('kept', 'replaying') AND entry > \(last) AND box IS NOT NULL ORDER BY entry LIMIT 16)
        ORDER BY entry LIMIT 16
        """
    }

    private func discarding(_ names: [Data], by person: String) async throws -> [SQL] {
        let hashes = names.reduce(into: Set<[UInt8]>()) { $0.formUnion(FileNames(in: $1).hashes(self.keyring) ?? []) }
        var found: [Int64] = []
        var last: Int64 = 0
        while true {
            let rows = try await self.query(Self.named(Array(hashes), after: last))
                .rows(as: Int64.self, [UInt8].self, String.self, [UInt8].self, [UInt8].self)
            for (entry, key, keyID, keyBox, box) in rows {
                last = entry
                // What does not open tells nobody anything.
                let raw = try? QuarantineRow.open(
                    self.keyring,
                    label: key.hexadecimal,
                    keyID: keyID,
                    keyBox: keyBox,
                    box: box
                )
                guard let raw else { continue }
                let text = Data(String(decoding: self.keyring.plainBody(of: raw), as: UTF8.self).lowercased().utf8)
                if names.contains(where: { text.range(of: $0) != nil }) { found.append(entry) }
            }
            guard rows.count == 16 else { break }
        }
        guard !found.isEmpty else { return [] }
        return [
            """
            UPDATE quarantine SET state = 'discarded', key_id = NULL, key_box = NULL, box = NULL,
                handled_at = now(), handled_by = \(person)
            WHERE entry = ANY(\(found)::int8[]) AND state IN ('kept', 'replaying')
            """
        ]
    }

    /// Whose keys a message brings.
    static func origins(of raw: RawMessage) -> Set<String> {
        Set(JSONDecoding.decode(EventMessage.self, from: raw.body).value?.keys.map(\.origin.text) ?? [])
    }

    /// Parked messages that bring their keys, and those that nobody looked into yet.
    static func parked(bringing origins: Set<String>) -> SQL {
        """
        SELECT stream, follows, version, message FROM parked
        WHERE message IS NOT NULL AND origins && \(origins.sorted())::text[]
        UNION ALL SELECT stream, follows, version, message FROM parked WHERE message IS NOT NULL AND origins IS NULL
        """
    }

    private func strippingParked(of origins: Set<String>) async throws -> [SQL] {
        let rows = try await self.query(Self.parked(bringing: origins))
            .rows(as: String.self, Int64.self, Int64.self, [UInt8].self)
        return try rows.compactMap { stream, follows, version, message in
            var raw = try StateCoding.decode(RawMessage.self, message)
            guard var told = JSONDecoding.decode(EventMessage.self, from: raw.body).value,
                told.keys.contains(where: { origins.contains($0.origin.text) })
            else { return nil }
            told.keys.removeAll { origins.contains($0.origin.text) }
            raw.body = try JSONEncoding.encode(told)
            return """
                UPDATE parked SET message = \(try JSONEncoding.encode(raw))
                WHERE stream = \(stream) AND follows = \(follows) AND version = \(version)
                """
        }
    }
}

extension Keyring {
    /// The body as its sender wrote it; as it came if it does not open.
    func plainBody(of raw: RawMessage) -> [UInt8] {
        guard raw.contentType == Reader.sealedContentType, let sender = raw.sender, let id = raw.messageID else {
            return raw.body
        }
        return (try? self.openSealedMessage(raw.body, userID: sender, messageID: id)) ?? raw.body
    }
}
