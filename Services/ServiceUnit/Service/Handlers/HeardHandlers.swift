internal import Contracts
internal import ProcedurePack
internal import ServiceUnitDomain
internal import UnitRuntime
internal import Vocabulary

/// Takes what another unit tells of a case. Whichever event comes first creates the case (rule 30).
struct HeardHandler<Told: EventContract>: MessageHandler {
    private let pack: ProcedurePack
    private let caseID: @Sendable (Told) -> CaseID
    private let event: @Sendable (Told) -> Case.Event

    init(
        _ pack: ProcedurePack,
        _ caseID: @escaping @Sendable (Told) -> CaseID,
        _ event: @escaping @Sendable (Told) -> Case.Event
    ) {
        self.pack = pack
        self.caseID = caseID
        self.event = event
    }

    func lookups(of message: Heard<Told>, _ context: RoutingContext) throws -> [LookupKey] {
        self.event(message.event).concernsJoined ? [.link(of: self.caseID(message.event))] : []
    }

    func subjects(of message: Heard<Told>, _ context: RoutingContext) throws -> [AggregateReference] {
        let id = self.caseID(message.event)
        let target =
            self.event(message.event).concernsJoined ? context.lookup(.link(of: id)).flatMap { CaseID($0) } : nil
        return [id, target].compactMap { $0 }.map { AggregateReference(Case.self, $0) }
    }

    func kinds(of message: Heard<Told>) -> [String] {
        let event = self.event(message.event)
        return (event.mayCallOut ? Duty.kinds : []) + (event.asksForManager ? [MeetingSlice.ahead.name] : [])
    }

    func decide(_ message: Heard<Told>, _ context: inout DecisionContext) throws {
        let duty = Duty(context)
        let id = self.caseID(message.event)
        context.pin(id, to: self.pack)
        let aCase = try context.state(Case.self, id)
        let events = aCase.take(self.event(message.event), at: context.now, duty: duty)
        context.append(events, to: Case.self, id)
        if self.event(message.event).asksForManager {
            let meetings = try context.all(MeetingSlice.ahead)
            let awaited = try context.state(Case.self, id).awaiting(meetings, at: context.now)
            context.append(awaited, to: Case.self, id)
        }
        try context.passOn(events, from: id, duty)
    }
}

/// Takes identification's `complaint_linked_to_case`: claim and clocks move to the child's case (D04).
struct ComplaintLinkedToCaseHandler: MessageHandler {
    let pack: ProcedurePack

    func lookups(of message: Heard<ComplaintLinkedToCase>, _ context: RoutingContext) throws -> [LookupKey] {
        [.link(of: message.event.caseID), .link(of: message.event.linkedTo)]
    }

    func subjects(of message: Heard<ComplaintLinkedToCase>, _ context: RoutingContext) throws -> [AggregateReference] {
        let target = context.lookup(.link(of: message.event.linkedTo)).flatMap { CaseID($0) } ?? message.event.linkedTo
        return [AggregateReference(Case.self, message.event.caseID), AggregateReference(Case.self, target)]
    }

    func kinds(of message: Heard<ComplaintLinkedToCase>) -> [String] { Duty.kinds }

    func decide(_ message: Heard<ComplaintLinkedToCase>, _ context: inout DecisionContext) throws {
        var link = message.event
        // The child's case may have joined another meanwhile.
        if let further = context.lookup(.link(of: link.linkedTo)).flatMap({ CaseID($0) }) { link.linkedTo = further }
        guard link.linkedTo != link.caseID else { return }
        for id in [link.caseID, link.linkedTo] { context.pin(id, to: self.pack) }
        let decided = Case.link(
            link,
            alias: try context.state(Case.self, link.caseID),
            target: try context.state(Case.self, link.linkedTo),
            at: context.now,
            duty: Duty(context)
        )
        context.append(decided.alias, to: Case.self, link.caseID)
        context.append(decided.target, to: Case.self, link.linkedTo)
        // A link that was undone before it was heard leads nowhere.
        if try context.state(Case.self, link.caseID).linkedTo != nil {
            try context.pointLinks(of: link.caseID, to: link.linkedTo)
        }
    }
}

/// Takes identification's `complaint_unlinked_from_case`: the complaint goes on in its own case (D04).
struct ComplaintUnlinkedFromCaseHandler: MessageHandler {
    let pack: ProcedurePack

    func lookups(of message: Heard<ComplaintUnlinkedFromCase>, _ context: RoutingContext) throws -> [LookupKey] {
        [.link(of: message.event.caseID), .link(of: message.event.unlinkedFrom)]
    }

    func subjects(
        of message: Heard<ComplaintUnlinkedFromCase>,
        _ context: RoutingContext
    ) throws -> [AggregateReference] {
        [message.event.caseID, self.target(of: message.event, context.lookup), message.event.unlinkedFrom]
            .map { AggregateReference(Case.self, $0) }
    }

    func kinds(of message: Heard<ComplaintUnlinkedFromCase>) -> [String] { Duty.kinds }

    /// The case it had joined, or the one that went on in.
    private func target(of event: ComplaintUnlinkedFromCase, _ value: (LookupKey) -> String?) -> CaseID {
        let joined = value(.link(of: event.caseID)).flatMap { CaseID($0) } ?? event.unlinkedFrom
        return joined == event.caseID ? event.unlinkedFrom : joined
    }

    func decide(_ message: Heard<ComplaintUnlinkedFromCase>, _ context: inout DecisionContext) throws {
        let event = message.event
        let target = self.target(of: event, context.lookup)
        context.pin(event.caseID, to: self.pack)
        let decided = Case.unlink(
            event,
            alias: try context.state(Case.self, event.caseID),
            target: try context.state(Case.self, target),
            at: context.now,
            duty: Duty(context)
        )
        context.append(decided.alias, to: Case.self, event.caseID)
        context.append(decided.target, to: Case.self, target)
        if event.unlinkedFrom != target {
            // The case it had joined went on in another: both give it back.
            let first = try context.state(Case.self, event.unlinkedFrom)
            let given = first.isKnown ? first.take(.complaintUnlinkedFromCase(event), at: context.now) : []
            context.append(given, to: Case.self, event.unlinkedFrom)
            try context.passOn(given, from: event.unlinkedFrom, Duty(context))
        }
        try context.pointLinks(of: event.caseID, to: event.caseID)
        context.setLookup(.link(of: event.caseID), to: "")
    }
}

extension DecisionContext {
    /// What a complaint brings to the case it joined goes to where that one goes on.
    fileprivate mutating func passOn(_ events: [Case.Event], from id: CaseID, _ duty: Duty?) throws {
        for case .caseJoined(var joined) in events {
            if let goesOn = self.lookup(.link(of: id)).flatMap({ CaseID($0) }) { joined.to = goesOn }
            let target = try self.state(Case.self, joined.to)
            self.append(target.absorb(joined, at: self.now, duty: duty), to: Case.self, joined.to)
        }
    }

    /// A case goes on in another, or alone again, and so do those that had joined it.
    fileprivate mutating func pointLinks(of id: CaseID, to target: CaseID) throws {
        let followers = try self.state(Case.self, id).joinedComplaints.map(\.caseID)
        for follower in [id] + followers { self.setLookup(.link(of: follower), to: target.text) }
    }

    /// A case that begins keeps the pack of its beginning.
    fileprivate mutating func pin(_ id: CaseID, to pack: ProcedurePack) {
        guard !self.exists(Case.self, id) else { return }
        let adopted = LimitsAdopted(pack: pack.reference, limits: pack.limits)
        self.append([.limitsAdopted(adopted)], to: Case.self, id)
    }
}

extension LookupKey {
    /// The case that a complaint's own case went on in.
    static func link(of caseID: CaseID) -> LookupKey { LookupKey("case_link", caseID.text) }
}
