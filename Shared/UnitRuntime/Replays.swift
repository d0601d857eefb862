import Logging
import PostgreSQL
import Vocabulary

/// Handles quarantined messages again when a person ordered it, under the original sender and id.
struct Replays: Sendable {
    let handling: BatchHandling
    let relay: Relay
    let logger: Logger

    func run() async {
        while !Task.isCancelled {
            do { while try await self.replayOne() {} } catch {
                self.logger.warning("replay will be tried again", metadata: ["error": "\(Failure(error).text)"])
            }
            do { try await Task.sleep(for: .milliseconds(500)) } catch { return }
        }
    }

    private func replayOne() async throws -> Bool {
        let entries = try await self.handling.pool.withConnection { connection in
            try await connection.query(
                """
                SELECT entry, message_key, key_id, key_box, box FROM quarantine
                WHERE state = 'replaying' AND box IS NOT NULL ORDER BY entry LIMIT 1
                """
            ).rows(as: Int64.self, [UInt8].self, String.self, [UInt8].self, [UInt8].self)
        }
        guard let (entry, key, keyID, keyBox, box) = entries.first else { return false }
        let opened = try? QuarantineRow.open(
            self.handling.keyring,
            label: key.hexadecimal,
            keyID: keyID,
            keyBox: keyBox,
            box: box
        )
        guard var raw = opened else {
            // Its key is gone: it must not stand in the way of the others.
            try await self.keep(entry, "unreadable", nil)
            return true
        }
        raw.isReplay = true
        let incoming = self.handling.reader.read(raw).with(replayOf: entry)
        do {
            self.relay.hand(try await self.handling.handle([incoming]))
        } catch {
            guard !Failure(error).mayPass else { throw error }
            try await self.keep(entry, "failing", Failure(error).text)
        }
        return true
    }

    private func keep(_ entry: Int64, _ reason: String, _ detail: String?) async throws {
        try await self.handling.pool.withTransaction { transaction in
            try await transaction.execute(
                """
                UPDATE quarantine SET state = 'kept', reason = \(reason), detail = \(detail as String?)
                WHERE entry = \(entry) AND state = 'replaying'
                """
            )
        }
    }
}

extension BatchHandling {
    /// What people's orders do to the table.
    func orderStatements(_ decisions: [Decision]) -> [SQL] {
        decisions.flatMap { decision in
            decision.effects.compactMap { effect, _ -> SQL? in
                guard case .handleQuarantined(let entry, let discard) = effect else { return nil }
                if discard {
                    return """
                        UPDATE quarantine SET state = 'discarded', key_id = NULL, key_box = NULL, box = NULL,
                            handled_at = now(), handled_by = \(decision.actor.username)
                        WHERE entry = \(entry) AND state IN ('kept', 'replaying')
                        """
                }
                return """
                    UPDATE quarantine SET state = 'replaying', handled_by = \(decision.actor.username)
                    WHERE entry = \(entry) AND state = 'kept'
                    """
            }
        }
    }

    /// Refuses orders about entries that are not there (any more).
    func checkOrders(
        _ decisions: [Decision],
        _ loaded: Loaded,
        _ transaction: PostgreSQLTransaction
    ) async throws -> [Decision] {
        var entries: Set<Int64> = []
        for case (.handleQuarantined(let entry, _), _) in decisions.flatMap(\.effects) { entries.insert(entry) }
        guard !entries.isEmpty else { return decisions }
        let kept = Set(
            try await transaction.query(
                """
                SELECT entry FROM quarantine WHERE entry = ANY(\(entries.sorted())::int8[]) AND state = 'kept' FOR UPDATE
                """
            ).rows(as: Int64.self)
        )
        return decisions.map { decision in
            for case (.handleQuarantined(let entry, _), _) in decision.effects where !kept.contains(entry) {
                for happened in decision.happened { loaded.working.aggregates[happened.reference] = nil }
                return self.refused(decision, RuntimeRejection.noSuchEntry(entry))
            }
            return decision
        }
    }
}
