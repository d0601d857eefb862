import Contracts
import JSON
import PostgreSQL
import Vocabulary

// One set-based statement a table; nothing for a table the batch doesn't touch.
extension BatchHandling {
    func lookupStatements(_ loaded: Loaded) -> [SQL] {
        let changed = loaded.working.lookups.filter(\.value.isChanged).sorted { $0.key < $1.key }
        // Those looked for and not found are new for certain: their keys are locked.
        return [
            self.lookupStatement(changed.filter { $0.value.isStored == false }, ""),
            self.lookupStatement(
                changed.filter { $0.value.isStored != false },
                "ON CONFLICT (kind, key) DO UPDATE SET value = excluded.value"
            ),
        ].compactMap { $0 }
    }

    private func lookupStatement(_ entries: [(key: LookupKey, value: LookupEntry)], _ onConflict: String) -> SQL? {
        guard !entries.isEmpty else { return nil }
        return """
            INSERT INTO lookups (kind, key, value) SELECT * FROM unnest(
                \(entries.map(\.key.kind))::text[], \(entries.map(\.key.key))::text[],
                \(entries.map(\.value.value))::text[]) AS k(kind, key, value) ORDER BY 1, 2 \(unescaped: onConflict)
            """
    }

    func counterStatements(_ loaded: Loaded) -> [SQL] {
        loaded.working.drawnCounters.map { counter in
            """
            UPDATE counters SET value = \(loaded.working.counters[counter] ?? 0)
            WHERE register = \(counter.register) AND year = \(Int32(clamping: counter.year))
            """
        }
    }

    func keyStatements(_ loaded: Loaded) -> [SQL] {
        let rewrapped = loaded.sealer.rewrapped.map { key -> SQL in
            """
            UPDATE data_keys SET key_id = \(key.keyID), box = \(key.box)
            WHERE origin = \(key.origin.text) AND class = \(key.privacyClass.rawValue) AND box IS NOT NULL
            """
        }
        let fresh = loaded.sealer.fresh
        guard !fresh.isEmpty else { return rewrapped }
        return rewrapped + [
            """
            INSERT INTO data_keys (origin, class, key_id, box) SELECT * FROM unnest(
                \(fresh.map(\.origin.text))::text[], \(fresh.map(\.privacyClass.rawValue))::text[],
                \(fresh.map(\.keyID))::text[], \(fresh.map(\.box))::text[]) AS k(a, b, c, d)
            ORDER BY a, b ON CONFLICT DO NOTHING
            """
        ]
    }

    func journalStatements(_ journal: Writes.JournalColumns) -> [SQL] {
        guard !journal.streams.isEmpty else { return [] }
        return [
            """
            WITH written AS (
                INSERT INTO journal (stream, version, type, body, actor, cause, told, at)
                SELECT s, v, t, b, a, c, CASE WHEN o = '' THEN '{}' ELSE string_to_array(o, ' ') END, w FROM unnest(
                    \(journal.streams)::text[], \(journal.versions)::int8[], \(journal.types)::text[],
                    \(journal.bodies)::bytea[], \(journal.actors)::text[], \(journal.causes)::text[],
                    \(journal.told)::text[], \(journal.times)::timestamptz[]) AS k(s, v, t, b, a, c, o, w)
                RETURNING position)
            INSERT INTO journal_batches (first, positions)
            SELECT min(position), array_agg(position ORDER BY position) FROM written
            """
        ]
    }

    func aggregateStatements(_ loaded: Loaded) throws -> [SQL] {
        let changed = try loaded.working.aggregates.filter(\.value.isChanged).sorted { $0.key < $1.key }
            .map { reference, entry in
                var entry = entry
                let (state, openings) = try StateCoding.encode(entry.state, sealer: loaded.sealer)
                if !entry.released.isEmpty { entry.origins.formUnion(openings.lazy.map(\.origin)) }
                return ChangedAggregate(reference: reference, entry: entry, state: state)
            }
        guard !changed.isEmpty else { return [] }
        // Two who begin one aggregate at once meet in the journal, which is written first.
        return try [
            self.aggregateStatement(changed.filter { !$0.entry.isStored }, ""),
            self.aggregateStatement(
                changed.filter(\.entry.isStored),
                """
                ON CONFLICT (kind, id) DO UPDATE SET version = excluded.version, state = excluded.state,
                    told = excluded.told, origins = excluded.origins, changed_at = excluded.changed_at
                """
            ),
        ].compactMap { $0 } + self.deadlineStatements(changed)
    }

    private struct ChangedAggregate {
        let reference: AggregateReference
        let entry: AggregateEntry
        /// As it is stored.
        let state: [UInt8]
    }

    private func aggregateStatement(_ changed: [ChangedAggregate], _ onConflict: String) throws -> SQL? {
        guard !changed.isEmpty else { return nil }
        let states = changed.map { JSONB(bytes: $0.state) }
        let told = try changed.map { JSONB(bytes: try JSONEncoding.encode($0.entry.told)) }
        let origins = changed.map { $0.entry.origins.sorted().joined(separator: " ") }
        return """
            INSERT INTO aggregates (kind, id, version, state, told, origins, changed_at)
            SELECT k, i, v, s, t, CASE WHEN o = '' THEN '{}' ELSE string_to_array(o, ' ') END, now() FROM unnest(
                \(changed.map(\.reference.kind))::text[], \(changed.map(\.reference.id))::text[],
                \(changed.map(\.entry.version))::int8[], \(states)::jsonb[], \(told)::jsonb[], \(origins)::text[]
            ) AS k(k, i, v, s, t, o) ORDER BY k, i \(unescaped: onConflict)
            """
    }

    /// The clocks that changed, so that they ring in time.
    private func deadlineStatements(_ changed: [ChangedAggregate]) -> [SQL] {
        var kinds: [String] = []
        var ids: [String] = []
        var levels: [String] = []
        var clocks: [String] = []
        var generations: [Int32] = []
        var phases: [String] = []
        var rings: [PostgreSQLTimestamp?] = []
        var dues: [PostgreSQLTimestamp] = []
        var starts: [PostgreSQLTimestamp] = []
        var stops: [PostgreSQLTimestamp?] = []
        for aggregate in changed {
            let stored = aggregate.entry.storedClocks
            for (name, clock) in aggregate.entry.state.clocks.all where stored[name] != clock {
                kinds.append(aggregate.reference.kind)
                ids.append(aggregate.reference.id)
                levels.append(aggregate.entry.state.level?.rawValue ?? "unknown")
                clocks.append(name.rawValue)
                generations.append(Int32(clamping: clock.generation))
                phases.append(clock.phase.rawValue)
                rings.append(clock.nextRing.map(self.timekeeper.database))
                dues.append(self.timekeeper.database(clock.dueAt))
                starts.append(self.timekeeper.database(clock.startedAt))
                stops.append(clock.stoppedAt.map(self.timekeeper.database))
            }
        }
        guard !kinds.isEmpty else { return [] }
        return [
            """
            WITH k AS (
                SELECT * FROM unnest(
                    \(kinds)::text[], \(ids)::text[], \(clocks)::text[], \(generations)::int4[], \(phases)::text[],
                    \(rings)::timestamptz[], \(dues)::timestamptz[], \(starts)::timestamptz[],
                    \(stops)::timestamptz[], \(levels)::text[]) AS k(a, b, c, d, e, f, g, h, i, l) ORDER BY a, b, c
            ), runs AS (
                INSERT INTO clock_runs (kind, id, clock, generation, level, phase, started_at, due_at, stopped_at)
                SELECT a, b, c, d, l, e, h, g, i FROM k
                ON CONFLICT (kind, id, clock, generation) DO UPDATE SET phase = excluded.phase,
                    started_at = excluded.started_at, due_at = excluded.due_at, stopped_at = excluded.stopped_at
            )
            INSERT INTO deadlines (kind, id, clock, generation, phase, ring_at, due_at)
            SELECT a, b, c, d, e, f, g FROM k
            ON CONFLICT (kind, id, clock) DO UPDATE SET generation = excluded.generation, phase = excluded.phase,
                ring_at = excluded.ring_at, due_at = excluded.due_at
            """
        ]
    }

    func parkedStatements(_ loaded: Loaded) -> [SQL] {
        var statements: [SQL] = []
        let gone = loaded.unparked
        let now = loaded.parkedNow.filter { row in
            !gone.contains { $0.stream == row.stream && $0.follows == row.follows && $0.version == row.version }
        }
        if !now.isEmpty {
            let messages = now.map { row in row.raw.flatMap { try? JSONEncoding.encode($0) } }
            let origins = now.map { row in
                row.raw.map { KeptMessages.origins(of: $0).sorted().joined(separator: " ") } ?? ""
            }
            statements.append(
                """
                INSERT INTO parked (stream, follows, version, message, origins)
                SELECT s, f, v, m, string_to_array(o, ' ') FROM unnest(
                    \(now.map(\.stream))::text[], \(now.map(\.follows))::int8[], \(now.map(\.version))::int8[],
                    \(messages)::bytea[], \(origins)::text[]) AS k(s, f, v, m, o) ON CONFLICT DO NOTHING
                """
            )
        }
        if !gone.isEmpty {
            statements.append(
                """
                DELETE FROM parked p USING unnest(
                    \(gone.map(\.stream))::text[], \(gone.map(\.follows))::int8[], \(gone.map(\.version))::int8[]
                ) AS k(s, f, v) WHERE p.stream = k.s AND p.follows = k.f AND p.version = k.v
                """
            )
        }
        return statements
    }

    func inboxStatements(_ writes: Writes) -> [SQL] {
        var statements: [SQL] = []
        if !writes.outcomes.isEmpty {
            statements.append(
                """
                INSERT INTO inbox (message_key, body_key, outcome, answer_type, answer) SELECT * FROM unnest(
                    \(writes.outcomes.map(\.key))::bytea[], \(writes.outcomes.map(\.bodyKey))::bytea[],
                    \(writes.outcomes.map(\.outcome.rawValue))::text[], \(writes.outcomes.map(\.type))::text[],
                    \(writes.outcomes.map(\.answer))::bytea[]) AS k(m, b, o, t, a) ORDER BY m
                """
            )
        }
        if !writes.changedOutcomes.isEmpty {
            statements.append(
                """
                UPDATE inbox SET outcome = k.o, answer_type = k.t, answer = k.a FROM unnest(
                    \(writes.changedOutcomes.map(\.key))::bytea[],
                    \(writes.changedOutcomes.map(\.outcome.rawValue))::text[],
                    \(writes.changedOutcomes.map(\.type))::text[],
                    \(writes.changedOutcomes.map(\.answer))::bytea[]) AS k(m, o, t, a) WHERE inbox.message_key = k.m
                """
            )
        }
        return statements
    }
}
