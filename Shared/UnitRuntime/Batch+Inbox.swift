import CoreMetrics
import JSON
import PostgreSQL
import Sealing
import Vocabulary

// The inbox comes first: which messages are new, and what became of the others. A new one is written once, with what it
// came to; whoever takes it elsewhere at the same time fails there, and finds it here on the next try.
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
        plan.add(
            """
            SELECT message_key, body_key, outcome, answer_type, answer FROM inbox
            WHERE message_key = ANY(\(arriving.map(\.messageKey))::bytea[])
            """
        ) { result in
            for (key, body, outcome, type, answer) in try result.rows(
                as: [UInt8].self,
                [UInt8].self,
                String.self,
                String?.self,
                [UInt8]?.self
            ) {
                loaded.remembered[key] = RememberedOutcome(
                    bodyKey: body,
                    outcome: outcome,
                    answerType: type,
                    answer: answer
                )
            }
            loaded.new = Set(firstIndex.filter { loaded.remembered[$0.key] == nil }.values)
            // What comes twice in one batch is known by its first copy.
            for (index, incoming) in loaded.batch.enumerated() where !loaded.new.contains(index) {
                guard loaded.remembered[incoming.messageKey] == nil, let first = firstIndex[incoming.messageKey] else {
                    continue
                }
                loaded.remembered[incoming.messageKey] = RememberedOutcome(
                    bodyKey: loaded.batch[first].bodyKey,
                    isStored: false,
                    outcome: Decision.Outcome.effects.rawValue
                )
            }
        }
    }

    /// Looks at what earlier copies came to, if there are any.
    func takeRepeats(_ loaded: Loaded, _ transaction: PostgreSQLTransaction) async throws {
        let repeats = loaded.batch.indices.count { !loaded.new.contains($0) }
        guard repeats > 0 else { return }
        self.metrics.duplicates.increment(by: repeats)
        for (index, incoming) in loaded.batch.enumerated() where incoming.replayOf != nil {
            guard let remembered = loaded.remembered[incoming.messageKey], remembered.isOpen,
                [incoming.bodyKey, self.keyring.inboxKey(incoming.raw.body)].contains(remembered.bodyKey)
            else { continue }
            loaded.new.insert(index)
        }
        try await self.loadKeys(ofAnswers: loaded.remembered.values.compactMap(\.answer), loaded, transaction)
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
