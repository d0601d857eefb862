import Contracts
import PostgreSQL
import Vocabulary

extension BatchHandling {
    /// Empties the keys of destroyed identities, and keeps the places taken: one that arrives late is not stored. What
    /// was kept as it came names them no longer.
    func destructionStatements(_ decisions: [Decision], _ transaction: PostgreSQLTransaction) async throws -> [SQL] {
        let kept = KeptMessages(definition: self.definition, keyring: self.keyring) { try await transaction.query($0) }
        var statements: [SQL] = []
        for decision in decisions {
            for case (.destroyKeys(let origin), _) in decision.effects {
                statements.append(Self.destruction(of: [origin.text]))
                statements += try await kept.forget([origin.text], by: decision.actor.username)
            }
        }
        return statements
    }

    static func destruction(of origins: [String]) -> SQL {
        """
        INSERT INTO data_keys (origin, class, key_id)
        SELECT o, c, '' FROM unnest(\(origins)::text[]) AS o, unnest(\(PrivacyClass.allCases.map(\.rawValue))::text[]) AS c
        ON CONFLICT (origin, class) DO UPDATE SET key_id = '', box = NULL
        """
    }

    /// What the unit still works on under the keys that the batch is to destroy.
    func planOpenWork(_ loaded: Loaded, _ plan: inout Plan) {
        var origins: Set<ComplaintID> = []
        self.forEachHandled(loaded.batch, loaded, [:]) { _, message, _ in
            if let order = message as? DestroyIdentity { origins.insert(order.complaintID) }
        }
        for origin in origins {
            plan.add(self.openWorkStatement(origin)) { loaded.working.open[origin.text] = try self.openWork($0) }
        }
    }

    /// A trial is nobody's work.
    private func openWorkStatement(_ origin: ComplaintID) -> SQL {
        """
        \(KeptMessages.states(of: [origin.text], kinds: self.definition.aggregates.keys))
        AND NOT state @? '$.**.test ? (@ == true)' ORDER BY kind, id
        """
    }

    private func openWork(_ result: PostgreSQLResult) throws -> OpenWork {
        var work = OpenWork(unit: self.definition.name)
        for (kind, id, bytes) in try result.rows(as: String.self, String.self, JSONB.self) {
            guard let type = self.definition.aggregates[kind] else { continue }
            let state = try type.decode(bytes.bytes)
            let limits = state.clocks.all.filter(\.clock.isRunning)
                .map { "\($0.name.rawValue) until \($0.clock.dueAt)" }
            let standing = [type.stage(state)].compactMap(\.self) + limits
            if !standing.isEmpty { work.items.append("\(kind) \(id): \(standing.joined(separator: ", "))") }
        }
        return work
    }

    /// Which keys of a complaint are here, and what became of the others.
    func showIdentityKeys(_ query: ShowIdentityKeys, _ context: QueryContext) async throws -> ShowIdentityKeys.Answer {
        let classes = try await context.transaction.query(
            """
            SELECT class FROM data_keys WHERE origin = \(query.complaintID.text) AND box IS NOT NULL ORDER BY class
            """
        ).rows(as: String.self)
        let destroyed = try await context.load(DestroyedIdentity.self, query.complaintID)?.destroyed
        let open = try self.openWork(await context.transaction.query(self.openWorkStatement(query.complaintID)))
        return ShowIdentityKeys.Answer(
            held: classes.compactMap { PrivacyClass(rawValue: $0) },
            open: open.items,
            destroyedAt: destroyed?.at,
            ground: destroyed?.ground,
            document: destroyed?.document
        )
    }
}
