import Contracts
import JSON
import PostgreSQL
import Sealing
import Vocabulary

/// Statements that travel together, each with what its result is for.
struct Plan {
    private(set) var statements: [SQL] = []
    private var uses: [(PostgreSQLResult) throws -> Void] = []

    mutating func add(_ statement: SQL, _ use: @escaping (PostgreSQLResult) throws -> Void = { _ in }) {
        self.statements.append(statement)
        self.uses.append(use)
    }

    func run(_ transaction: PostgreSQLTransaction) async throws {
        guard !self.statements.isEmpty else { return }
        let results = try await transaction.pipeline(self.statements)
        for (result, use) in zip(results, self.uses) { try use(result) }
    }
}

extension BatchHandling {
    /// Inbox first, then look-ups, counters, aggregates: the one locking order. One round trip, two if a look-up that
    /// aggregates depend on holds something or a gap was filled.
    func load(_ batch: [Incoming], _ transaction: PostgreSQLTransaction) async throws -> Loaded {
        let loaded = Loaded(batch: batch, working: WorkingSet(keys: DataKeySet()), keyring: self.keyring)
        for incoming in batch {
            if case .events(let message, _, _) = incoming.content {
                loaded.sealer.add(message.keys, self.keyring, fresh: true)
            }
        }
        loaded.working.keys = loaded.sealer.set
        let ruleLookups = self.lookups(of: batch, loaded)
        let searches = self.searches(of: batch, loaded)
        let streams = Set(batch.compactMap { $0.orderedStream(at: self.definition.name) })
        var plan = Plan()
        plan.add("SELECT now()") { result in
            guard let now = try result.rows(as: PostgreSQLTimestamp.self).first else { return }
            loaded.now = self.timekeeper.now(now)
        }
        self.planInbox(loaded, &plan)
        self.planUsers(of: batch, loaded, &plan)
        self.planLookups(ruleLookups.union(streams.map(Self.heardKey)), loaded, &plan)
        // After the look-ups: who reads a kind whole may hold one that keeps its writers out meanwhile.
        self.planKinds(of: batch, loaded, &plan)
        self.planOpenWork(loaded, &plan)
        if !streams.isEmpty { self.planParked(streams, loaded, &plan) }
        self.planCounters(batch, loaded, &plan)
        // Most look-ups hold nothing: what they then leave to be loaded comes along.
        let guess = searches.isEmpty ? self.guessSubjects(of: batch, loaded) : nil
        if let guess {
            let origins = self.origins(of: batch)
            self.planAggregates(
                guess.subjects,
                origins: origins,
                unless: Unless(held: guess.asked, parked: streams),
                loaded,
                &plan
            )
        }
        try await plan.run(transaction)
        try await self.readKinds(loaded, transaction)
        try await self.takeRepeats(loaded, transaction)

        let unparked = loaded.parked.values.flatMap(\.values).flatMap { $0 }.compactMap(\.incoming)
        let isGuessed = guess.map { Unless(held: $0.asked, parked: streams).allows(loaded) } ?? false
        if !isGuessed {
            for incoming in unparked {
                if case .events(let message, _, _) = incoming.content {
                    loaded.sealer.add(message.keys, self.keyring, fresh: true)
                }
            }
            var second = Plan()
            self.planLookups(self.lookups(of: unparked, loaded), loaded, &second)
            self.planUsers(of: unparked, loaded, &second)
            self.planKinds(of: unparked, loaded, &second)
            if !second.statements.isEmpty {
                try await second.run(transaction)
                try await self.readKinds(loaded, transaction)
                second = Plan()
            }
            if !searches.isEmpty {
                let authorised = batch.filter { self.mayOrder($0, loaded) }
                try await self.find(self.searches(of: authorised, loaded), loaded, transaction)
            }
            let all = batch + unparked
            let subjects = self.subjects(of: all, loaded).union(loaded.working.found)
                .filter { loaded.working.aggregates[$0] == nil }
            self.planCounters(unparked, loaded, &second)
            self.planAggregates(subjects, origins: self.origins(of: all), loaded, &second)
            try await second.run(transaction)
        }
        loaded.working.keys = loaded.sealer.set
        loaded.sealer.allowMinting(self.keyring, of: self.definition.mintsDataKeys)
        return loaded
    }

    /// Loads and locks aggregates alone (clocks, queries of the runtime's own).
    func loadAggregates(
        _ references: Set<AggregateReference>,
        origins: Set<String>,
        into loaded: Loaded,
        _ transaction: PostgreSQLTransaction,
        skippingLocked: Bool
    ) async throws {
        var plan = Plan()
        plan.add("SELECT now()") { result in
            guard let now = try result.rows(as: PostgreSQLTimestamp.self).first else { return }
            loaded.now = self.timekeeper.now(now)
        }
        self.planAggregates(references, origins: origins, loaded, &plan, skippingLocked: skippingLocked)
        try await plan.run(transaction)
        loaded.working.keys = loaded.sealer.set
    }

    /// Whole kinds, for rules that count.
    private func planKinds(of batch: [Incoming], _ loaded: Loaded, _ plan: inout Plan) {
        var kinds: Set<String> = []
        self.forEachHandled(batch, loaded, [:]) { binding, message, _ in
            kinds.formUnion(try binding.kinds(message))
        }
        self.planKinds(kinds, loaded, &plan)
    }

    /// Loads whole kinds alone, for clocks.
    func loadKinds(_ kinds: Set<String>, into loaded: Loaded, _ transaction: PostgreSQLTransaction) async throws {
        var plan = Plan()
        self.planKinds(kinds, loaded, &plan)
        try await plan.run(transaction)
        try await self.readKinds(loaded, transaction)
    }

    private func planKinds(_ kinds: Set<String>, _ loaded: Loaded, _ plan: inout Plan) {
        for name in kinds.sorted() where loaded.working.kinds[name] == nil {
            let kind = name.prefix { $0 != "." }
            guard let type = self.aggregateType(String(kind)) else { continue }
            let condition = type.slices[name] ?? "true"
            // The kind as it is, so that a slice's index serves it.
            plan.add(StateReading(kind: type.kind, condition: condition).first) { result in
                var states: [any Aggregate] = []
                loaded.unread[name] = try StateReading.begin(result) { state in
                    states.append(try type.decode(state.bytes))
                    return true
                }
                loaded.working.kinds[name] = states
            }
        }
    }

    /// Reads of whole kinds what was too much to come along.
    private func readKinds(_ loaded: Loaded, _ transaction: PostgreSQLTransaction) async throws {
        for (name, rest) in loaded.unread where !rest.isEmpty {
            guard let type = self.aggregateType(String(name.prefix { $0 != "." })) else { continue }
            try await StateReading.go(on: rest, kind: type.kind, { try await transaction.query($0) }) { state in
                loaded.working.kinds[name, default: []].append(try type.decode(state.bytes))
                return true
            }
        }
        loaded.unread = [:]
    }

    private func planUsers(of batch: [Incoming], _ loaded: Loaded, _ plan: inout Plan) {
        var names = Set(batch.filter { $0.heardStream == nil }.map(\.sender.text))
        self.forEachHandled(batch, loaded, [:]) { binding, message, _ in
            names.formUnion(try binding.users(message).map(\.text))
        }
        let senders = names.sorted()
        guard !senders.isEmpty else { return }
        plan.add(
            """
            SELECT id, state FROM aggregates
            WHERE kind = \(RegisteredUser.streamKind) AND id = ANY(\(senders)::text[])
            """
        ) { result in try self.takeUsers(result, into: loaded.working) }
    }

    func takeUsers(_ result: PostgreSQLResult, into working: WorkingSet) throws {
        for (id, state) in try result.rows(as: String.self, JSONB.self) {
            working.users[id] = try self.users.record(of: id, state: state.bytes)
        }
    }

    func planLookups(_ keys: Set<LookupKey>, _ loaded: Loaded, _ plan: inout Plan) {
        let sorted = keys.filter { loaded.working.lookups[$0] == nil }.sorted()
        guard !sorted.isEmpty else { return }
        let (kinds, texts) = (sorted.map(\.kind), sorted.map(\.key))
        // What is locked is the key and not a row: most keys have none yet, and only those that are set get one.
        plan.add(
            """
            SELECT pg_advisory_xact_lock(lock) FROM (
                SELECT DISTINCT hashtextextended(kind || ' ' || key, 0) AS lock
                FROM unnest(\(kinds)::text[], \(texts)::text[]) AS k(kind, key) ORDER BY lock OFFSET 0) AS locks
            """
        )
        plan.add(
            """
            SELECT l.kind, l.key, l.value FROM lookups l
            JOIN unnest(\(kinds)::text[], \(texts)::text[]) AS k(kind, key) USING (kind, key)
            """
        ) { result in
            for key in sorted { loaded.working.lookups[key] = LookupEntry(isStored: false) }
            for (kind, key, value) in try result.rows(as: String.self, String.self, String?.self) {
                loaded.working.lookups[LookupKey(kind, key)] = LookupEntry(value: value, isStored: true)
            }
        }
    }

    private func planParked(_ streams: Set<String>, _ loaded: Loaded, _ plan: inout Plan) {
        plan.add(
            """
            SELECT stream, follows, version, message FROM parked WHERE stream = ANY(\(streams.sorted())::text[])
            """
        ) { result in
            for (stream, follows, version, message) in try result.rows(
                as: String.self,
                Int64.self,
                Int64.self,
                [UInt8]?.self
            ) {
                let incoming = try message.map { self.reader.read(try StateCoding.decode(RawMessage.self, $0)) }
                loaded.parked[stream, default: [:]][follows, default: []]
                    .append(ParkedMessage(version: version, incoming: incoming))
            }
        }
    }

    /// What keeps aggregates from being loaded and locked yet: more may have to be, and all that a batch locks is locked in
    /// one order.
    private struct Unless {
        /// One of these look-ups holds something.
        var held: Set<LookupKey> = []
        /// Something of one of these streams is parked.
        var parked: Set<String> = []

        func allows(_ loaded: Loaded) -> Bool {
            self.held.allSatisfy { loaded.working.lookups[$0]?.holds != true }
                && self.parked.isDisjoint(with: loaded.parked.keys)
        }
    }

    private func planAggregates(
        _ references: Set<AggregateReference>,
        origins: Set<String>,
        unless: Unless = Unless(),
        _ loaded: Loaded,
        _ plan: inout Plan,
        skippingLocked: Bool = false
    ) {
        guard !references.isEmpty else { return }
        let sorted = references.sorted()
        let (kinds, ids) = (sorted.map(\.kind), sorted.map(\.id))
        let asked = unless.held.sorted()
        plan.add(
            """
            SELECT a.kind, a.id, a.version, a.state, a.told, a.origins FROM aggregates a
            JOIN unnest(\(kinds)::text[], \(ids)::text[]) AS k(kind, id) USING (kind, id)
            WHERE NOT EXISTS (
                SELECT FROM lookups l
                JOIN unnest(\(asked.map(\.kind))::text[], \(asked.map(\.key))::text[]) AS q(kind, key) USING (kind, key)
                WHERE l.value <> '')
            AND NOT EXISTS (SELECT FROM parked WHERE stream = ANY(\(unless.parked.sorted())::text[]))
            ORDER BY a.kind, a.id FOR UPDATE OF a\(unescaped: skippingLocked ? " SKIP LOCKED" : "")
            """
        ) { result in
            guard unless.allows(loaded) else { return }
            for (kind, id, version, state, told, origins) in try result.rows(
                as: String.self,
                String.self,
                Int64.self,
                JSONB.self,
                JSONB.self,
                [String].self
            ) {
                guard let type = self.aggregateType(kind) else { continue }
                let decoded = try type.decode(state.bytes)
                loaded.working.aggregates[AggregateReference(kind: kind, id: id)] = AggregateEntry(
                    state: decoded,
                    version: version,
                    isStored: true,
                    told: try StateCoding.decode([String: Int64].self, told.bytes),
                    origins: Set(origins),
                    storedClocks: decoded.clocks
                )
            }
            if !skippingLocked {
                self.begin(references.filter { loaded.working.aggregates[$0] == nil }, in: loaded.working)
            }
        }
        if skippingLocked {
            // What is locked is another's just now; what is not there yet begins, as a rhythm does with its first ring.
            plan.add(
                """
                SELECT k.kind, k.id FROM unnest(\(kinds)::text[], \(ids)::text[]) AS k(kind, id)
                WHERE NOT EXISTS (SELECT FROM aggregates a WHERE a.kind = k.kind AND a.id = k.id)
                """
            ) { result in
                let absent = try result.rows(as: String.self, String.self)
                self.begin(absent.map { AggregateReference(kind: $0.0, id: $0.1) }, in: loaded.working)
            }
        }
        plan.add(
            """
            SELECT d.origin, d.class, d.key_id, d.box FROM data_keys d WHERE d.origin IN (
                SELECT unnest(a.origins) FROM aggregates a
                JOIN unnest(\(kinds)::text[], \(ids)::text[]) AS k(kind, id) USING (kind, id)
                UNION SELECT unnest(\(origins.sorted())::text[]))
            """
        ) { result in
            let (keys, destroyed) = try Self.wrappedKeys(result)
            loaded.sealer.destroy(destroyed)
            loaded.destroyed.formUnion(destroyed.lazy.map(\.text))
            loaded.sealer.add(keys, self.keyring, fresh: false)
        }
    }

    /// Puts aggregates of which nothing is stored yet.
    private func begin(_ references: [AggregateReference], in working: WorkingSet) {
        for reference in references {
            guard let initial = self.aggregateType(reference.kind)?.initial(reference.id) else { continue }
            working.aggregates[reference] = AggregateEntry(state: initial, version: 0)
        }
    }

    /// Keys as stored, and the complaints whose keys were destroyed.
    static func wrappedKeys(_ result: PostgreSQLResult) throws -> (keys: [WrappedKey], destroyed: Set<ComplaintID>) {
        var keys: [WrappedKey] = []
        var destroyed: Set<ComplaintID> = []
        for (origin, privacyClass, keyID, box) in try result.rows(
            as: String.self,
            String.self,
            String.self,
            String?.self
        ) {
            guard let origin = ComplaintID(origin), let privacyClass = PrivacyClass(rawValue: privacyClass) else {
                continue
            }
            if let box {
                keys.append(WrappedKey(origin: origin, privacyClass: privacyClass, keyID: keyID, box: box))
            } else {
                destroyed.insert(origin)
            }
        }
        return (keys, destroyed)
    }

    /// The registers the batch may draw numbers from, of this year in the city.
    private func planCounters(_ batch: [Incoming], _ loaded: Loaded, _ plan: inout Plan) {
        var registers: Set<String> = []
        for incoming in batch {
            switch incoming.content {
            case .message(_, let bindings, _): registers.formUnion(bindings.flatMap(\.registers))
            case .events(_, let events, _): registers.formUnion(events.flatMap(\.bindings).flatMap(\.registers))
            case .malformed, .unusable, .failed: continue
            }
        }
        registers.subtract(loaded.working.counters.keys.lazy.map(\.register))
        for register in registers.sorted() {
            // Routine batches of all instances stand in line for a place in front of the register, which urgent ones pass by:
            // these wait for one routine batch at the most. The second lock is handed to who waits for it, while a row that
            // was changed goes to who is the first to find its new version.
            if self.goesSecond { plan.add("SELECT pg_advisory_xact_lock(hashtextextended(\(register), 1))") }
            plan.add("SELECT pg_advisory_xact_lock(hashtextextended(\(register), 2))")
            let ahead = Double(self.timekeeper.offset + self.timekeeper.zone.seconds)
            let year: SQL = "extract(year FROM now() AT TIME ZONE 'UTC' + \(ahead) * interval '1 second')::int"
            plan.add(
                """
                INSERT INTO counters (register, year, value) VALUES (\(register), \(year), 0) ON CONFLICT DO NOTHING
                """
            )
            plan.add(
                """
                SELECT year, value FROM counters WHERE register = \(register) AND year = \(year) FOR UPDATE
                """
            ) { result in
                for (year, value) in try result.rows(as: Int32.self, Int64.self) {
                    loaded.working.counters[CounterKey(register: register, year: Int(year))] = value
                }
            }
        }
    }
}
