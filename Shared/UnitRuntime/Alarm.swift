import Contracts
import Foundation
import JSON
import Vocabulary

/// A missed limit that somebody must take notice of: told to roles, acknowledged by one of them, or told a step up.
struct Alarm: Aggregate {
    struct ID: Identifier {
        let text: String
        init?(_ text: String) {
            guard !text.isEmpty else { return nil }
            self.text = text
        }
    }

    /// Where it stands.
    enum Phase: String, Codable, Sendable {
        case open, acknowledged
        /// The limit's clock was stopped or started anew meanwhile.
        case resolved
    }

    enum Event: Codable, Sendable, Equatable {
        case alarmRaised(Raised)
        case alarmEscalated(Escalated)
        case alarmAcknowledged(Acknowledged)
        case alarmResolved(at: Instant)
    }

    struct Raised: Codable, Sendable, Equatable {
        var alert: Alert
        var to: [Role]
        /// The aggregate whose limit passed.
        var kind: String
        var id: String
        var acknowledgeMinutes: Int
        var at: Instant
    }

    struct Escalated: Codable, Sendable, Equatable {
        var to: [Role]
        var at: Instant
    }

    struct Acknowledged: Codable, Sendable, Equatable {
        var by: String
        var note: String?
        var at: Instant
    }

    static let streamKind = "alarm"

    let id: ID
    var phase = Phase.open
    var alert: Alert?
    /// Everybody told so far, in order.
    var told: [Role] = []
    /// Told last.
    var lastTold: [Role] = []
    var kind = ""
    var origin = ""
    var acknowledgeMinutes = 60
    var raisedAt: Instant?
    var acknowledged: Acknowledged?
    var clocks = Clocks()

    init(id: ID) { self.id = id }

    /// The aggregate whose limit passed.
    var reference: AggregateReference { AggregateReference(kind: self.kind, id: self.origin) }

    /// Whether that limit is still passed and open.
    func stands(in clocks: Clocks) -> Bool {
        guard let name = self.alert?.clock, let clock = clocks[name] else { return false }
        return clock.phase == .missed && clock.dueAt == self.alert?.dueAt
    }

    /// Whose turn it is when nobody acknowledges: those above whom it was told last, but nobody twice.
    var next: [Role] {
        var found: [Role] = []
        for role in self.lastTold.flatMap(\.superiors) where !self.told.contains(role) && !found.contains(role) {
            found.append(role)
        }
        return found
    }

    /// - Throws: ``RuntimeRejection/notAlerted(_:)`` for roles that were not told.
    func acknowledge(by actor: Actor, note: String?, at now: Instant) throws(RuntimeRejection) -> [Event] {
        guard self.alert != nil else { throw .noSuchAlert(self.id.text) }
        guard !actor.roles.isDisjoint(with: self.told) || actor.holds(.admin) else {
            throw .notAlerted(self.told.map(\.rawValue))
        }
        guard self.phase == .open else { return [] }
        return [.alarmAcknowledged(Acknowledged(by: actor.username, note: note, at: now))]
    }

    func ring(_ clock: ClockName, generation: Int, at now: Instant) -> [Event] {
        guard ClockRang(clock, generation: generation, in: self.clocks, at: now) != nil, self.phase == .open else {
            return []
        }
        return [.alarmEscalated(Escalated(to: self.next, at: now))]
    }

    mutating func apply(_ event: Event) {
        switch event {
        case .alarmRaised(let raised):
            self.alert = raised.alert
            self.told = raised.to
            self.lastTold = raised.to
            self.kind = raised.kind
            self.origin = raised.id
            self.acknowledgeMinutes = raised.acknowledgeMinutes
            self.raisedAt = raised.at
            self.wait(from: raised.at)
        case .alarmEscalated(let escalated):
            self.told += escalated.to
            self.lastTold = escalated.to
            if self.next.isEmpty {
                // The top knows: the alarm stays open in the list, there is nobody left to tell.
                self.clocks.stop(.alertAcknowledgement, at: escalated.at)
            } else {
                self.wait(from: escalated.at)
            }
        case .alarmAcknowledged(let acknowledged):
            self.phase = .acknowledged
            self.acknowledged = acknowledged
            self.clocks.stop(.alertAcknowledgement, at: acknowledged.at)
        case .alarmResolved(let at):
            self.phase = .resolved
            self.clocks.stop(.alertAcknowledgement, at: at)
        }
    }

    private mutating func wait(from start: Instant) {
        guard !self.next.isEmpty else { return }
        self.clocks.start(
            .alertAcknowledgement,
            at: start,
            due: start.adding(minutes: self.acknowledgeMinutes),
            rule: "\(self.acknowledgeMinutes) min, alerts.acknowledge_minutes, because it was told at \(start)"
        )
    }
}

extension Alarm {
    static let type = AggregateType(
        Alarm.self,
        references: { (nil, $0.alert?.caseID) },
        effects: { event, _, after, _ in
            guard case .alarmEscalated(let escalated) = event, !escalated.to.isEmpty, var alert = after.alert else {
                return []
            }
            let silent = after.told.prefix(after.told.count - escalated.to.count).map(\.rawValue)
            alert.kind = Alert.unacknowledged
            alert.message =
                "not acknowledged within \(after.acknowledgeMinutes) minutes by \(silent.joined(separator: ", ")): "
                + alert.message
            alert.at = escalated.at
            return [.alert(escalated.to, alert)]
        }
    )
}

extension BatchHandling {
    /// Opens an alarm for each missed limit a decision tells of, and puts its id into the alert.
    func openAlarms(_ overlay: inout DecisionOverlay, _ decision: inout Decision, at now: Instant) {
        for index in decision.effects.indices {
            guard case .alert(let roles, var alert) = decision.effects[index].effect,
                Alert.missedKinds.contains(alert.kind),
                let of = decision.effects[index].of, let id = Alarm.ID("\(UUID.version7(at: now))".lowercased())
            else { continue }
            let missed = decision.happened[of].reference
            alert.alertID = id.text
            let raised = Alarm.Raised(
                alert: alert,
                to: roles,
                kind: missed.kind,
                id: missed.id,
                acknowledgeMinutes: self.definition.acknowledgeMinutes,
                at: now
            )
            let (before, event) = (Alarm(id: id), Alarm.Event.alarmRaised(raised))
            let after = before.applying([event])
            let reference = AggregateReference(Alarm.self, id)
            overlay.states[reference] = AggregateEntry(state: after, version: 1)
            decision.happened.append(
                Happened(reference: reference, version: 1, event: event, before: before, after: after)
            )
            decision.effects[index].effect = .alert(roles, alert)
        }
    }

    /// What a due alarm comes to, when its limit was met meanwhile; nil if it still stands.
    func resolution(of alarm: Alarm, _ loaded: Loaded) -> [Alarm.Event]? {
        guard let origin = loaded.working.aggregates[alarm.reference] else { return nil }
        return alarm.stands(in: origin.state.clocks) ? nil : [.alarmResolved(at: loaded.now)]
    }
}

/// Takes `acknowledge_alert` from one of those who were told.
struct AcknowledgeAlertHandler: MessageHandler {
    func subjects(of message: AcknowledgeAlert, _ context: RoutingContext) throws -> [AggregateReference] {
        guard let id = Alarm.ID(message.alertID) else { throw RuntimeRejection.noSuchAlert(message.alertID) }
        return [AggregateReference(Alarm.self, id)]
    }

    func decide(_ message: AcknowledgeAlert, _ context: inout DecisionContext) throws {
        guard let id = Alarm.ID(message.alertID) else { throw RuntimeRejection.noSuchAlert(message.alertID) }
        let alarm = try context.state(Alarm.self, id)
        context.append(
            try alarm.acknowledge(by: context.actor, note: message.note, at: context.now),
            to: Alarm.self,
            id
        )
        let after = try context.state(Alarm.self, id)
        context.result([
            "alert_id": .string(id.text), "state": .string(after.phase.rawValue),
            "acknowledged_by": after.acknowledged.map { .string($0.by) } ?? .null,
        ])
    }
}
