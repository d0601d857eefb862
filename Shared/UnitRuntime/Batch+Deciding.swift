import Contracts
import JSON
import PostgreSQL
import Sealing
import Vocabulary

extension BatchHandling {
    /// Decides every message of the batch in memory, in the order of delivery; events that came too early wait until
    /// the gap before them is filled, in this batch or a later one.
    func decide(_ loaded: Loaded, _ transaction: PostgreSQLTransaction) async throws -> [Decision] {
        var decisions: [Decision] = []
        var waiting: [String: [Int64: [Incoming]]] = [:]
        for (index, incoming) in loaded.batch.enumerated() {
            try self.giveWay()
            if let entry = incoming.replayOf, !loaded.replayable.contains(entry) { continue }
            guard loaded.new.contains(index) else {
                decisions.append(self.repeated(incoming, loaded))
                continue
            }
            guard case .events(let message, _, _) = incoming.content, let stream = incoming.heardStream,
                let follows = message.events.first?.follows[self.definition.name.rawValue]
            else {
                decisions.append(self.decide(incoming, loaded))
                continue
            }
            let last = self.lastHeard(stream, loaded)
            let previous = follows ?? 0
            if previous == last {
                decisions.append(self.decide(incoming, loaded))
                self.heard(stream, message, loaded)
                self.unpark(stream, &waiting, loaded, &decisions)
            } else if incoming.isUrgent {
                // Urgent events carry all the receiver needs: decided now; the gap closes around them later.
                decisions.append(self.decide(incoming, loaded))
                let version = message.events.last?.version ?? 0
                loaded.parkedNow.append(
                    ParkedRow(stream: stream, follows: previous, version: version, raw: nil)
                )
                loaded.parked[stream, default: [:]][previous, default: []].append(
                    ParkedMessage(version: version, incoming: nil)
                )
            } else {
                waiting[stream, default: [:]][previous, default: []].append(incoming)
            }
        }
        for (stream, byVersion) in waiting {
            for (follows, early) in byVersion {
                for incoming in early { decisions.append(self.park(incoming, stream, follows, loaded)) }
            }
        }
        decisions = try await self.checkOrders(decisions, loaded, transaction)
        try await self.loadRecipients(of: decisions, loaded, transaction)
        return decisions
    }

    // MARK: Order within a stream

    private func lastHeard(_ stream: String, _ loaded: Loaded) -> Int64 {
        loaded.working.lookups[Self.heardKey(stream)]?.value.flatMap { Int64($0) } ?? 0
    }

    private func heard(_ stream: String, _ message: EventMessage, _ loaded: Loaded) {
        guard let version = message.events.last?.version else { return }
        loaded.working.set(Self.heardKey(stream), String(version))
    }

    /// Decides what waited for the version just heard, and what waited for that.
    private func unpark(
        _ stream: String,
        _ waiting: inout [String: [Int64: [Incoming]]],
        _ loaded: Loaded,
        _ decisions: inout [Decision]
    ) {
        while true {
            let last = self.lastHeard(stream, loaded)
            if let early = waiting[stream]?[last]?.popLast() {
                if waiting[stream]?[last]?.isEmpty == true { waiting[stream]?[last] = nil }
                guard case .events(let message, _, _) = early.content else { continue }
                decisions.append(self.decide(early, loaded))
                self.heard(stream, message, loaded)
            } else if let parked = loaded.parked[stream]?[last]?.popLast() {
                if loaded.parked[stream]?[last]?.isEmpty == true { loaded.parked[stream]?[last] = nil }
                loaded.unparked.append(ParkedRow(stream: stream, follows: last, version: parked.version, raw: nil))
                guard let incoming = parked.incoming, case .events(let message, _, _) = incoming.content else {
                    loaded.working.set(Self.heardKey(stream), String(parked.version))
                    continue
                }
                var decision = self.decide(incoming, loaded)
                decision.wasParked = true
                decisions.append(decision)
                self.heard(stream, message, loaded)
            } else {
                return
            }
        }
    }

    private func park(_ incoming: Incoming, _ stream: String, _ follows: Int64, _ loaded: Loaded) -> Decision {
        var decision = self.decision(on: incoming, loaded, .parked)
        if case .events(let message, _, _) = incoming.content {
            loaded.parkedNow.append(
                ParkedRow(
                    stream: stream,
                    follows: follows,
                    version: message.events.last?.version ?? 0,
                    raw: incoming.raw
                )
            )
        }
        decision.answer = nil
        return decision
    }

    // MARK: One message

    private func actor(of incoming: Incoming, _ loaded: Loaded) -> Actor {
        var roles = loaded.working.users[incoming.sender.text]?.roles ?? []
        if incoming.sender.text == self.administrator { roles.insert(.admin) }
        return Actor(username: incoming.sender.text, roles: roles)
    }

    /// Whether the sender may order such a thing: on the word of whoever may not, nothing is searched for and locked.
    func mayOrder(_ incoming: Incoming, _ loaded: Loaded) -> Bool {
        guard case .message(_, let bindings, .command) = incoming.content else { return true }
        let actor = self.actor(of: incoming, loaded)
        guard incoming.type != RegisterUser.type else { return actor.holds(.admin) }
        return (try? self.authorise(actor, bindings, incoming.type)) != nil
    }

    private func decision(on incoming: Incoming, _ loaded: Loaded, _ outcome: Decision.Outcome) -> Decision {
        let actor = self.actor(of: incoming, loaded)
        let journalActor: String =
            switch incoming.content {
            case .events(let message, _, let unit): message.actor ?? unit.rawValue
            case .message(_, _, .complaint): "agency"
            case .message, .malformed, .unusable, .failed: actor.roles == [.agency] ? "agency" : incoming.sender.text
            }
        return Decision(
            incoming: incoming,
            cause: incoming.cause,
            actor: actor,
            journalActor: journalActor,
            outcome: outcome
        )
    }

    private func decide(_ incoming: Incoming, _ loaded: Loaded) -> Decision {
        var decision = self.decision(on: incoming, loaded, .effects)
        var context = DecisionContext(
            now: loaded.now,
            actor: decision.actor,
            institution: loaded.working.users[incoming.sender.text]?.institution,
            messageID: incoming.messageID,
            warnings: [],
            unknownMembers: nil,
            routing: RoutingContext(
                sender: incoming.sender,
                indexes: loaded.indexes,
                opener: loaded.sealer,
                values: [:]
            ),
            working: loaded.working
        )
        do {
            if let failure = loaded.failures[incoming.messageKey] { throw failure }
            switch incoming.content {
            case .unusable(let reason, let detail):
                decision.outcome = .quarantined
                decision.quarantine = (reason, detail)
                self.alarm(&decision, loaded)
                return decision
            case .failed(let reason, let detail): return self.failed(decision, reason, detail, loaded)
            case .malformed(let problems):
                decision.outcome = .rejected
                decision.answer = self.refusal(incoming, problems)
                decision.quarantine = (
                    "malformed", try JSONEncoding.encodeToValue(problems).text
                )
                self.alarm(&decision, loaded)
                return decision
            case .message(let decoded, let bindings, let kind):
                guard let message = decoded.message else { throw HandlerTypeMismatch() }
                context = context.with(warnings: decoded.warnings, unknownMembers: decoded.unknown)
                if kind == .command || kind == .claim { try self.authorise(decision.actor, bindings, incoming.type) }
                for binding in bindings { try binding.decide(message, &context) }
                try self.checkIdentities(of: context.overlay.happened, loaded)
                decision.answer = context.overlay.answer ?? self.acceptance(incoming, kind, context.overlay.result)
            case .events(_, let events, _):
                for event in events {
                    guard let message = event.decoded.message else { continue }
                    for binding in event.bindings { try binding.decide(message, &context) }
                }
                try self.checkIdentities(of: context.overlay.happened, loaded)
            }
            if let fault = context.overlay.fault { throw fault }
        } catch SealingError.keyUnavailable(_, let origin) where loaded.destroyed.contains(origin.text) {
            // What the rule wanted to read can't be read any more. A unit that tells of it has nobody who could be told.
            guard incoming.heardStream == nil else {
                decision.outcome = .noEffect
                return decision
            }
            return self.refused(decision, RuntimeRejection.identityDestroyed)
        } catch SealingError.keyUnavailable {
            return self.failed(decision, Self.noKey, nil, loaded)
        } catch let rejection as any DomainRejection {
            if case .events = incoming.content {
                decision.outcome = .quarantined
                decision.quarantine = ("rejected_event", rejection.code)
                return decision
            }
            decision.outcome = .rejected
            decision.refusal = Refusal(rejection, incoming, loaded)
            decision.answer = self.refusal(incoming, rejection)
            return decision
        } catch {
            let detail = (error as? RuntimeError).map { "\($0)" } ?? "\(Swift.type(of: error))"
            return self.failed(decision, "failed", detail, loaded)
        }
        if let rejection = context.overlay.refusal {
            decision.refusal = Refusal(rejection, incoming, loaded)
        }
        self.take(context.overlay, into: &decision, loaded)
        return decision
    }

    /// Adds what follows from a decision's events, and lets later messages of the batch see it.
    func take(_ overlay: DecisionOverlay, into decision: inout Decision, _ loaded: Loaded) {
        decision.happened = overlay.happened
        let context = EffectContext(now: loaded.now, actor: decision.actor)
        for (index, happened) in overlay.happened.enumerated() {
            guard let type = self.aggregateType(happened.reference.kind) else { continue }
            for effect in type.effects(happened.event, happened.before, happened.after, context) {
                decision.effects.append((effect, index))
            }
        }
        var overlay = overlay
        self.openAlarms(&overlay, &decision, at: loaded.now)
        decision.effects += overlay.effects.map { ($0, nil) }
        if overlay.happened.isEmpty && overlay.effects.isEmpty && decision.answer == nil {
            decision.outcome = .noEffect
        }
        loaded.working.merge(overlay)
    }

    /// No word is added to the file of a child who can't be named any more: none can be sealed. What carries none, such
    /// as a claim of a case that a court's order found open, goes on.
    private func checkIdentities(of happened: [Happened], _ loaded: Loaded) throws {
        guard !loaded.destroyed.isEmpty else { return }
        for happened in happened {
            _ = try EventCoding.encode(happened.event, userInfo: [.confidentialSealer: loaded.sealer])
        }
    }

    private func authorise(_ actor: Actor, _ bindings: [HandlerBinding], _ type: String) throws {
        guard !actor.roles.isEmpty else { throw RuntimeRejection.unknownUser }
        let roles = bindings.reduce(into: Set<Role>()) { $0.formUnion($1.roles) }
        guard roles.isEmpty || !actor.roles.isDisjoint(with: roles) else {
            // Some may send it only to be told by its rule who decides: they are no one to ask.
            let able = Rights.able(to: type) ?? roles
            throw RuntimeRejection.roleMissing(command: type, roles: able.map(\.rawValue).sorted())
        }
    }

    /// The decision undone before anything was written: its events never happened.
    func refused(_ decision: Decision, _ rejection: any DomainRejection) -> Decision {
        var refused = decision
        refused.outcome = .rejected
        refused.happened = []
        refused.effects = []
        refused.answer = decision.incoming.flatMap { self.refusal($0, rejection) }
        refused.refusal = decision.incoming.map { Refusal(rejection, $0, nil) }
        return refused
    }

    // MARK: Repeats and alarms

    private func repeated(_ incoming: Incoming, _ loaded: Loaded) -> Decision {
        var decision = self.decision(on: incoming, loaded, .noEffect)
        decision.isRepeat = true
        guard let remembered = loaded.remembered[incoming.messageKey] else { return decision }
        if remembered.bodyKey != incoming.bodyKey, incoming.heardStream == nil, !incoming.messageID.isEmpty {
            let problem = Problem(
                pointer: "/message_id",
                expected: "an id not used before for another body",
                found: "used before"
            )
            decision.outcome = .rejected
            decision.answer = self.refusal(incoming, [problem])
            decision.quarantine = ("message_id_reused", nil)
            return decision
        }
        if let type = remembered.answerType, let body = remembered.answer { decision.repeatedAnswer = (type, body) }
        return decision
    }

    /// Nobody told the unit the key of the complaint it is about: kept, to be handled again once somebody did.
    static let noKey = "no_key"

    /// This program can't decide it: kept, and whoever sent it is told.
    private func failed(_ decision: Decision, _ reason: String, _ detail: String?, _ loaded: Loaded) -> Decision {
        var decision = decision
        decision.outcome = .quarantined
        decision.quarantine = (reason, detail)
        // An agency isn't told no: its complaint is handled once the fault is mended.
        let untold: Set = [ExchangeName.complaints.rawValue, ExchangeName.events.rawValue]
        if let incoming = decision.incoming, incoming.raw.sender != nil, !untold.contains(incoming.raw.exchange) {
            decision.answer = self.refusal(incoming, RuntimeRejection.notHandled)
        }
        self.alarm(&decision, loaded)
        return decision
    }

    /// A message that may be an emergency and can't be handled must reach a person at once.
    private func alarm(_ decision: inout Decision, _ loaded: Loaded) {
        guard let incoming = decision.incoming, incoming.isUrgent else { return }
        let (kind, fate) =
            switch incoming.content {
            case .malformed, .unusable: ("urgent_message_unreadable", "read")
            case .message, .events, .failed: ("urgent_message_failed", "handled")
            }
        decision.alerts.append(
            (
                [.intakeOfficer, .coordinatorPksai],
                Alert(
                    kind: kind,
                    unit: self.definition.name,
                    message: "an urgent message could not be \(fate) and lies in quarantine; its sender is hinted at "
                        + "by routing key \(incoming.raw.routingKey)",
                    at: loaded.now
                )
            )
        )
    }
}

extension DecisionContext {
    fileprivate func with(warnings: [Problem], unknownMembers: JSONValue?) -> DecisionContext {
        DecisionContext(
            now: self.now,
            actor: self.actor,
            institution: self.institution,
            messageID: self.messageID,
            warnings: warnings,
            unknownMembers: unknownMembers,
            routing: self.routing,
            working: self.working,
            overlay: self.overlay
        )
    }
}

/// A row of `parked`.
struct ParkedRow {
    let stream: String
    let follows: Int64
    let version: Int64
    /// Nil: decided already (urgent).
    let raw: RawMessage?
}
