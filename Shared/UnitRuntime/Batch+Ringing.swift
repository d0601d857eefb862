import Contracts
import PostgreSQL
import Sealing
import Vocabulary

// Clocks whose time has come decide as messages do: load and lock, decide, commit.
extension BatchHandling {
    /// Lets clocks ring: `due` aggregates are claimed with skip locked, so two instances never ring one clock.
    ///
    /// - Returns: What is to be published now, how many clocks rang, and how many were due and had no cause to.
    func ring(_ due: [DueClock]) async throws -> (rows: [OutboxRow], rung: Int, silent: Int) {
        try await self.pool.withTransaction { transaction in
            let loaded = Loaded(batch: [], working: WorkingSet(keys: DataKeySet()), keyring: self.keyring)
            try await self.loadAggregates(
                Set(due.map(\.reference)),
                origins: [],
                into: loaded,
                transaction,
                skippingLocked: true
            )
            try await self.loadKinds(
                due.reduce(into: Set<String>()) { kinds, clock in
                    kinds.formUnion(self.aggregateType(clock.reference.kind)?.ringing?.kinds(clock.clock) ?? [])
                },
                into: loaded,
                transaction
            )
            // An alarm looks whether its limit is still missed.
            let origins = loaded.working.aggregates.values.compactMap { ($0.state as? Alarm)?.reference }
            if !origins.isEmpty {
                let missing = Set(origins).filter { loaded.working.aggregates[$0] == nil }
                try await self.loadAggregates(missing, origins: [], into: loaded, transaction, skippingLocked: true)
            }
            var decisions: [Decision] = []
            for clock in due {
                guard let entry = loaded.working.aggregates[clock.reference] else { continue }
                if let decision = self.ring(clock, entry, loaded) {
                    decisions.append(decision)
                } else {
                    loaded.silent.append((clock, self.nextLook(at: clock, entry, loaded.now)))
                }
            }
            let rows = try await self.commit(decisions, loaded, transaction)
            return (rows, decisions.count, loaded.silent.count)
        }
    }

    /// One clock; nil if it doesn't run any more.
    private func ring(_ due: DueClock, _ entry: AggregateEntry, _ loaded: Loaded) -> Decision? {
        guard let clock = entry.state.clocks[due.clock], clock.generation == due.generation,
            clock.ringing(at: loaded.now) != nil
        else { return nil }
        var decision = Decision(
            incoming: nil,
            cause: "\(due.reference.stream).\(due.clock.rawValue).\(due.generation)",
            actor: .system,
            journalActor: "system",
            outcome: .effects
        )
        var context = DecisionContext(
            now: loaded.now,
            actor: .system,
            institution: nil,
            messageID: decision.cause,
            warnings: [],
            unknownMembers: nil,
            routing: RoutingContext(
                sender: Reader.system,
                indexes: loaded.indexes,
                opener: loaded.sealer,
                values: [:]
            ),
            working: loaded.working
        )
        if let alarm = entry.state as? Alarm, let resolved = self.resolution(of: alarm, loaded) {
            context.append(resolved, to: Alarm.self, alarm.id)
        } else if let ringing = self.aggregateType(due.reference.kind)?.ringing {
            do {
                try ringing.ring(entry.state, due.clock, due.generation, &context)
            } catch {
                // What the rule wanted to know was not at hand: the aggregate decides alone.
                context.ring(entry.state, due)
            }
        } else {
            context.ring(entry.state, due)
        }
        guard !context.overlay.happened.isEmpty else { return nil }
        self.take(context.overlay, into: &decision, loaded)
        return decision
    }
}

extension DecisionContext {
    fileprivate mutating func ring<A: Aggregate>(_ state: A, _ due: DueClock) {
        self.append(state.ring(due.clock, generation: due.generation, at: self.now), to: A.self, state.id)
    }
}
