import CoreMetrics
import JSON
import PostgreSQL
import Sealing
import Vocabulary

// The inbox comes first: which messages are new, and what became of the others.
extension BatchHandling {
    func planInbox(_ loaded: Loaded, _ plan: inout Plan) {
        let replays = loaded.batch.compactMap(\.replayOf)
        if !replays.isEmpty {
            // Two instances may have seen the same order: the second finds it done.
            plan.add(
                """
                SELECT entry FROM quarantine WHERE entry = ANY(\(replays)::int8[]) AND state = 'replaying'
                ORDER BY entry FOR UPDATE
                """
            ) { result in loaded.replayable = Set(try result.rows(as: Int64.self)) }
        }
        var firstIndex: [[UInt8]: Int] = [:]
        for (index, incoming) in loaded.batch.enumerated() where firstIndex[incoming.messageKey] == nil {
            firstIndex[incoming.messageKey] = index
        }
        let arriving = firstIndex.values.sorted().map { loaded.batch[$0] }
        guard !arriving.isEmpty else { return }
        let keys = arriving.map(\.messageKey)
        plan.add(
            """
            INSERT INTO inbox (message_key, body_key)
            SELECT * FROM unnest(\(keys)::bytea[], \(arriving.map(\.bodyKey))::bytea[]) AS k(m, b) ORDER BY m
            ON CONFLICT DO NOTHING RETURNING message_key
            """
        ) { result in
            for key in try result.rows(as: [UInt8].self) {
                if let index = firstIndex[key] { loaded.new.insert(index) }
            }
        }
    }

    /// What earlier copies came to; asked only if there are repeats.
    func findOutcomes(_ loaded: Loaded, _ transaction: PostgreSQLTransaction) async throws {
        let repeats = loaded.batch.indices.filter { !loaded.new.contains($0) }.map { loaded.batch[$0].messageKey }
        guard !repeats.isEmpty else { return }
        self.metrics.duplicates.increment(by: repeats.count)
        let rows = try await transaction.query(
            """
            SELECT message_key, body_key, outcome, answer_type, answer FROM inbox
            WHERE message_key = ANY(\(repeats)::bytea[])
            """
        ).rows(as: [UInt8].self, [UInt8].self, String.self, String?.self, [UInt8]?.self)
        for (key, body, outcome, type, answer) in rows {
            loaded.remembered[key] = RememberedOutcome(
                bodyKey: body,
                outcome: outcome,
                answerType: type,
                answer: answer
            )
        }
        for (index, incoming) in loaded.batch.enumerated() where incoming.replayOf != nil {
            guard let remembered = loaded.remembered[incoming.messageKey], remembered.isOpen,
                [incoming.bodyKey, self.keyring.inboxKey(incoming.raw.body)].contains(remembered.bodyKey)
            else { continue }
            loaded.new.insert(index)
        }
        try await self.loadKeys(ofAnswers: rows.compactMap(\.4), loaded, transaction)
    }

    /// A kept answer's confidential values are sealed; whoever gets it again is to read it again.
    private func loadKeys(
        ofAnswers answers: [[UInt8]],
        _ loaded: Loaded,
        _ transaction: PostgreSQLTransaction
    ) async throws {
        let origins = Set(
            try answers.flatMap { StateCoding.openings(in: try JSONParser.parse($0)).map(\.origin) }
        ).sorted()
        guard !origins.isEmpty else { return }
        let result = try await transaction.query(
            """
            SELECT origin, class, key_id, box FROM data_keys
            WHERE box IS NOT NULL AND origin = ANY(\(origins)::text[])
            """
        )
        loaded.sealer.add(try Self.wrappedKeys(result).keys, self.keyring, fresh: false)
    }
}
