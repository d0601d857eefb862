import Contracts
import Foundation
import JSON
import PostgreSQL
import Sealing
import Vocabulary

extension BatchHandling {
    /// The unit's own question, or one of those every unit answers.
    func query(_ type: String) -> QueryBinding? {
        self.definition.queries[type] ?? self.runtimeQueries[type]
    }

    private var runtimeQueries: [String: QueryBinding] {
        [
            ListAlerts.type: self.runtime(ListAlerts.self) { try await self.listAlerts($0, $1) },
            UnitStatus.type: self.runtime(UnitStatus.self) { try await self.status($1) },
            ListQuarantine.type: self.runtime(ListQuarantine.self) { try await self.listQuarantine($0, $1) },
            ShowQuarantine.type: self.runtime(ShowQuarantine.self) { try await self.showQuarantine($0, $1) },
            VerifyAudit.type: self.runtime(VerifyAudit.self) { try await self.verifyAudit($0, $1) },
            ReconcileSent.type: self.runtime(ReconcileSent.self) { try await self.reconcileSent($0, $1) },
            ListHoldings.type: self.runtime(ListHoldings.self) { try await self.listHoldings($0, $1) },
            ListDrafts.type: self.runtime(ListDrafts.self) { try await self.listDrafts($1) },
            ShowDraft.type: self.runtime(ShowDraft.self) { try await self.showDraft($0, $1) },
            ListDocuments.type: self.runtime(ListDocuments.self) { try await self.listDocuments($0, $1) },
            ListSigners.type: self.runtime(ListSigners.self) { try await self.listSigners($1) },
            ShowIdentityKeys.type: self.runtime(ShowIdentityKeys.self) { try await self.showIdentityKeys($0, $1) },
            ReconcileKnown.type: self.runtime(ReconcileKnown.self) { try await self.reconcileKnown($0, $1) },
            MeasureClocks.type: self.runtime(MeasureClocks.self) { try await self.measureClocks($0, $1) },
            MeasureSteps.type: self.runtime(MeasureSteps.self) { try await self.measureSteps($0, $1) },
            CountEvents.type: self.runtime(CountEvents.self) { try await self.countEvents($0, $1) },
        ]
    }

    private func runtime<Q: RuntimeQueryContract>(
        _ type: Q.Type,
        _ answer: @escaping @Sendable (Q, QueryContext) async throws -> Q.Answer
    ) -> QueryBinding {
        QueryBinding(type: Q.type, roles: Q.roles, grounds: Q.grounds) { body, context in
            let decoded = JSONDecoding.decode(Q.self, from: body)
            guard let query = decoded.value else { throw BadQuery(problems: decoded.problems) }
            return try JSONEncoding.encodeToValue(try await answer(query, context))
        }
    }

    private func instant(_ timestamp: PostgreSQLTimestamp) -> Instant { self.timekeeper.instant(timestamp) }

    private func status(_ context: QueryContext) async throws -> UnitStatus.Answer {
        let offset = Double(self.timekeeper.offset)
        let results = try await context.transaction.pipeline([
            "SELECT name, started_at, lease_until FROM instances WHERE lease_until > now() ORDER BY name",
            """
            SELECT coalesce((SELECT max(position) FROM journal), 0), (SELECT count(*) FROM outbox),
                (SELECT extract(epoch FROM now() - min(created_at))::int8 FROM outbox),
                (SELECT count(*) FROM parked WHERE message IS NOT NULL),
                (SELECT count(*) FROM quarantine WHERE state IN ('kept', 'replaying'))
            """,
            """
            SELECT clock, count(*) FILTER (WHERE phase IN ('running', 'warned') AND due_at > t.now),
                count(*) FILTER (WHERE phase IN ('running', 'warned') AND due_at <= t.now),
                count(*) FILTER (WHERE phase = 'missed')
            FROM deadlines, (SELECT now() + \(offset) * interval '1 second' AS now) t GROUP BY clock ORDER BY clock
            """,
            // From the first call on: each call out again is another run of the clock.
            """
            SELECT min(run.started_at) FROM deadlines JOIN clock_runs run USING (kind, id, clock)
            WHERE clock = \(ClockName.oncallReraise.rawValue) AND deadlines.phase <> 'stopped'
            """,
        ])
        let instances = try results[0].rows(as: String.self, PostgreSQLTimestamp.self, PostgreSQLTimestamp.self).map {
            UnitStatus.Instance(
                name: $0,
                version: Program.version,
                startedAt: self.instant($1),
                leaseUntil: self.instant($2)
            )
        }
        let counts = try results[1].rows(as: Int64.self, Int64.self, Int64?.self, Int64.self, Int64.self).first
        let clocks = try results[2].rows(as: String.self, Int64.self, Int64.self, Int64.self).compactMap { row in
            ClockName(rawValue: row.0).map {
                UnitStatus.ClockCount(clock: $0, running: row.1, due: row.2, missed: row.3)
            }
        }
        let called = try results[3].rows(as: PostgreSQLTimestamp?.self).first.flatMap(\.self)
        return UnitStatus.Answer(
            unit: self.definition.name,
            now: context.now,
            clockOffset: self.timekeeper.offset,
            instances: instances,
            journalPosition: counts?.0 ?? 0,
            outboxPending: counts?.1 ?? 0,
            outboxOldestSeconds: counts?.2,
            parked: counts?.3 ?? 0,
            quarantined: counts?.4 ?? 0,
            clocks: clocks,
            oldestCallAt: called.map(self.instant)
        )
    }

    // MARK: Quarantine

    private func listQuarantine(
        _ query: ListQuarantine,
        _ context: QueryContext
    ) async throws -> ListQuarantine.Answer {
        let limit = min(max(query.limit, 1), 1_000)
        let rows = try await context.transaction.query(
            """
            SELECT entry FROM quarantine WHERE entry > \(query.after)
            AND (\(query.all) OR state IN ('kept', 'replaying')) ORDER BY entry LIMIT \(limit)
            """
        ).rows(as: Int64.self)
        var entries: [QuarantineEntry] = []
        for entry in rows { if let (shown, _, _) = try await self.entry(entry, context) { entries.append(shown) } }
        return ListQuarantine.Answer(entries: entries, next: rows.count == limit ? rows.last : nil)
    }

    private func showQuarantine(
        _ query: ShowQuarantine,
        _ context: QueryContext
    ) async throws -> ShowQuarantine.Answer {
        guard let (entry, raw, detail) = try await self.entry(query.entry, context) else {
            throw RuntimeRejection.noSuchEntry(query.entry)
        }
        var journal = Writes.JournalColumns()
        journal.streams = ["access-\(self.outbox.newID())"]
        journal.versions = [1]
        journal.types = ["quarantined_message_shown"]
        journal.bodies = [
            JSONValue.object(["entry": .integer(query.entry), "reason": .string(query.reason)]).bytes
        ]
        journal.actors = [context.actor.username]
        journal.causes = ["query"]
        journal.told = [""]
        journal.times = [self.timekeeper.database(context.now)]
        _ = try await context.transaction.pipeline(self.journalStatements(journal))
        return ShowQuarantine.Answer(
            entry: entry,
            problems: Self.problems(detail, entry.reason),
            body: raw.map { Data(self.keyring.plainBody(of: $0)).base64EncodedString() }
        )
    }

    /// A malformed message's problems as they were found; anything else has a word of its own.
    private static func problems(_ detail: String?, _ reason: String) -> [Problem] {
        guard let detail else { return [] }
        return JSONDecoding.decode([Problem].self, from: Array(detail.utf8)).value
            ?? [Problem(pointer: "", expected: Problem.ruled, found: "\(reason): \(detail)")]
    }

    private func entry(
        _ entry: Int64,
        _ context: QueryContext
    ) async throws -> (QuarantineEntry, RawMessage?, String?)? {
        let row = try await context.transaction.query(
            """
            SELECT q.message_key, q.queue, q.type, q.reason, q.detail, q.state, q.key_id, q.key_box, q.box,
                q.quarantined_at, coalesce(a.attempts, 1)
            FROM quarantine q LEFT JOIN attempts a USING (message_key) WHERE q.entry = \(entry)
            """
        ).rows(
            as: [UInt8].self,
            String.self,
            String?.self,
            String.self,
            String?.self,
            String.self,
            String?.self,
            [UInt8]?.self,
            [UInt8]?.self,
            PostgreSQLTimestamp.self,
            Int32.self
        ).first
        guard let (key, queue, type, reason, detail, state, keyID, keyBox, box, at, attempts) = row else { return nil }
        var raw: RawMessage?
        if let keyID, let keyBox, let box {
            raw = try? QuarantineRow.open(self.keyring, label: key.hexadecimal, keyID: keyID, keyBox: keyBox, box: box)
        }
        let shown = QuarantineEntry(
            entry: entry,
            reason: reason,
            queue: queue,
            routingKey: raw?.routingKey ?? "",
            messageID: raw?.messageID,
            type: type,
            size: raw?.body.count ?? 0,
            attempts: Int(attempts),
            at: self.instant(at),
            state: state
        )
        return (shown, raw, detail)
    }

    // MARK: Reconciliation

    private func reconcileSent(_ query: ReconcileSent, _ context: QueryContext) async throws -> ReconcileSent.Answer {
        let limit = min(max(query.limit, 1), 5_000)
        let rows = try await context.transaction.query(
            """
            SELECT position, told FROM journal WHERE position > \(query.after) AND told <> '{}'
            ORDER BY position LIMIT \(limit)
            """
        ).rows(as: Int64.self, [String].self)
        let sent = rows.flatMap { position, told in
            told.flatMap { entry -> [ReconcileSent.Sent] in
                let parts = entry.split(separator: ":", maxSplits: 1)
                guard parts.count == 2 else { return [] }
                return parts[1].split(separator: ",").compactMap { UnitName(rawValue: String($0)) }.map {
                    ReconcileSent.Sent(position: position, receiver: $0, messageID: String(parts[0]))
                }
            }
        }
        return ReconcileSent.Answer(sent: sent, next: rows.count == limit ? rows.last?.0 : nil)
    }

    private func reconcileKnown(
        _ query: ReconcileKnown,
        _ context: QueryContext
    ) async throws -> ReconcileKnown.Answer {
        let ids = Array(query.messageIDs.prefix(5_000))
        let keys = ids.map { self.keyring.inbox.message(sender: query.sender, messageID: $0) }
        let rows = try await context.transaction.query(
            "SELECT message_key, outcome FROM inbox WHERE message_key = ANY(\(keys)::bytea[])"
        ).rows(as: [UInt8].self, String.self)
        let known = Dictionary(rows.map { ($0.0, Decision.Outcome(rawValue: $0.1)) }, uniquingKeysWith: { $1 })
        var answer = ReconcileKnown.Answer(unknown: [])
        var outcomes = ReconcileKnown.Outcomes()
        for (id, key) in zip(ids, keys) {
            if let outcome = known[key] { outcomes.count(outcome) } else { answer.unknown.append(id) }
        }
        answer.outcomes = outcomes
        return answer
    }
}

extension ReconcileKnown.Outcomes {
    fileprivate mutating func count(_ outcome: Decision.Outcome?) {
        switch outcome {
        case .effects: self.effects += 1
        case .noEffect: self.noEffect += 1
        case .rejected: self.rejected += 1
        case .quarantined: self.quarantined += 1
        case .parked: self.parked += 1
        case nil: break
        }
    }
}

extension BatchHandling {
    /// The missed limits told to the reader's roles; ops sees all.
    fileprivate func listAlerts(_ query: ListAlerts, _ context: QueryContext) async throws -> ListAlerts.Answer {
        let condition: SQL = query.all == true ? "true" : "state->>'phase' = 'open'"
        let limit = min(max(query.limit ?? 100, 1), 1_000)
        let alarms = try await context.list(Alarm.self, where: condition, limit: limit)
        let roles = context.actor.roles
        let seesAll = context.actor.holds(.admin, .ops)
        return ListAlerts.Answer(
            unit: self.definition.name,
            alerts: alarms.filter { seesAll || !roles.isDisjoint(with: $0.told) }.map { alarm in
                ListAlerts.Entry(
                    alertID: alarm.id.text,
                    state: alarm.phase.rawValue,
                    stream: alarm.alert?.stream,
                    complaintNo: alarm.alert?.complaintNo,
                    caseID: alarm.alert?.caseID,
                    clock: alarm.alert?.clock,
                    dueAt: alarm.alert?.dueAt,
                    rule: alarm.alert?.rule,
                    told: alarm.told,
                    raisedAt: alarm.raisedAt,
                    escalatesAt: alarm.clocks.isRunning(.alertAcknowledgement)
                        ? alarm.clocks[.alertAcknowledgement]?.dueAt : nil,
                    acknowledgedBy: alarm.acknowledged?.by,
                    acknowledgedAt: alarm.acknowledged?.at,
                    note: alarm.acknowledged?.note
                )
            }
        )
    }
}
