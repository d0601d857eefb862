internal import Contracts
internal import IdentificationDomain
internal import UnitRuntime
internal import Vocabulary

/// Hears that a complaint was registered; if it was handed over already, the checks run.
struct ComplaintRegisteredHandler: MessageHandler {
    let desk: IdentificationDesk
    var register: String? { CaseNumber.prefix }

    func lookups(of message: Heard<ComplaintRegistered>, _ context: RoutingContext) throws -> [LookupKey] {
        let event = message.event
        return try self.desk.keys(event.child, event.family, at: message.at, context).all
            + [.complaint(event.complaintNo)] + LookupKey.record(of: event.complaintID, event.caseID)
    }

    func subjects(
        of message: Heard<ComplaintRegistered>,
        _ context: RoutingContext
    ) throws -> [AggregateReference] {
        let event = message.event
        let keys = try self.desk.keys(event.child, event.family, at: message.at, context)
        return AggregateReference.identification(event.complaintID, keys, context)
            + [event.outreach?.candidateID].compactMap(\.self).map { AggregateReference(OutreachCandidate.self, $0) }
    }

    func decide(_ message: Heard<ComplaintRegistered>, _ context: inout DecisionContext) throws {
        let event = message.event
        let identification = try context.state(Identification.self, event.complaintID)
        context.append(identification.hear(.complaintNoted(event)), to: Identification.self, event.complaintID)
        context.setLookup(.complaint(event.complaintNo), to: NumberedComplaint(event.complaintID).text)
        if let visit = event.outreach?.candidateID {
            try self.desk.note(event.complaintID, about: visit, fromVisit: true, &context)
        }
        try self.desk.identify(event.complaintID, event.child, event.family, at: message.at, &context)
    }
}

/// Hears that intake handed the report over: the checks run.
struct ComplaintForwardedHandler: MessageHandler {
    let desk: IdentificationDesk
    var register: String? { CaseNumber.prefix }

    func lookups(of message: Heard<ComplaintForwarded>, _ context: RoutingContext) throws -> [LookupKey] {
        let event = message.event
        return try self.desk.keys(event.child, event.family, at: message.at, context).all
            + LookupKey.record(of: event.complaintID, event.caseID)
    }

    func subjects(of message: Heard<ComplaintForwarded>, _ context: RoutingContext) throws -> [AggregateReference] {
        let event = message.event
        let keys = try self.desk.keys(event.child, event.family, at: message.at, context)
        return AggregateReference.identification(event.complaintID, keys, context)
    }

    func decide(_ message: Heard<ComplaintForwarded>, _ context: inout DecisionContext) throws {
        let event = message.event
        let identification = try context.state(Identification.self, event.complaintID)
        context.append(identification.hear(.forwardingNoted(event)), to: Identification.self, event.complaintID)
        try self.desk.identify(event.complaintID, event.child, event.family, at: message.at, &context)
    }
}

/// Hears what was added to a complaint: a NIK may arrive late, a category may answer an open question.
struct ComplaintSupplementedHandler: MessageHandler {
    let desk: IdentificationDesk
    var register: String? { CaseNumber.prefix }

    func lookups(of message: Heard<ComplaintSupplemented>, _ context: RoutingContext) throws -> [LookupKey] {
        let event = message.event
        return try self.desk.keys(event.child, event.family, at: message.at, context).all
            + LookupKey.record(of: event.complaintID, event.caseID)
    }

    func subjects(
        of message: Heard<ComplaintSupplemented>,
        _ context: RoutingContext
    ) throws -> [AggregateReference] {
        let event = message.event
        let keys = try self.desk.keys(event.child, event.family, at: message.at, context)
        let own = context.lookup(.child(of: event.complaintID)).flatMap { ChildID($0) }
        return AggregateReference.identification(event.complaintID, keys, context)
            + [own].compactMap(\.self).map { AggregateReference(Child.self, $0) }
    }

    func decide(_ message: Heard<ComplaintSupplemented>, _ context: inout DecisionContext) throws {
        let event = message.event
        let identification = try context.state(Identification.self, event.complaintID)
        context.append(identification.hear(.supplementNoted(event)), to: Identification.self, event.complaintID)
        let heard = try context.state(Identification.self, event.complaintID)
        guard let childID = heard.childID else { return }
        let child = try event.child.map { try context.open($0) }
        if let child, let sealed = event.child {
            let family = try event.family.map { try context.open($0) }
            let keys = ChildKeys(child, family: family, at: message.at, index: context.blindIndex)
            let record = try context.state(Child.self, childID)
            context.append(
                record.learn(event.complaintID, identity: sealed, hasNIK: keys.nik != nil, at: context.now),
                to: Child.self,
                childID
            )
            try self.compare(child, keys, with: childID, from: event.complaintID, &context)
        }
        let known = try child ?? heard.complaint?.child.map { try context.open($0) }
        context.append(
            heard.reconsider(
                child: known,
                registry: self.desk.registry(known),
                policy: self.desk.policy,
                at: context.now
            ),
            to: Identification.self,
            event.complaintID
        )
        try self.desk.registerIfEligible(event.complaintID, &context)
    }

    /// Now that the record exists, likeness is always left to a person.
    private func compare(
        _ child: ChildIdentity,
        _ keys: ChildKeys,
        with own: ChildID,
        from complaint: ComplaintID,
        _ context: inout DecisionContext
    ) throws {
        var match = try self.desk.match(child, keys, fresh: own, context)
        if match.childID != own {
            match.candidates[match.childID] = Likeness(
                sameNIKSharingName: true,
                contradictsNIK: false,
                Likeness.Comparison(nil, nil)
            )
        }
        match.childID = own
        match.candidates[own] = nil
        let record = try context.state(Child.self, own)
        context.append(record.note(match.candidates, from: complaint, at: context.now), to: Child.self, own)
        try self.desk.mirror(match, from: complaint, &context)
        self.desk.remember(keys, own, &context)
    }
}

/// Hears that a case was closed or taken up again: a later complaint about the child then completes or continues it.
struct CaseEndHandler<Told: EventContract>: MessageHandler {
    let caseID: @Sendable (Told) -> CaseID
    let note: @Sendable (Told) -> Identification.Event
    let change: @Sendable (Child, Told) -> [Child.Event]

    func lookups(of message: Heard<Told>, _ context: RoutingContext) throws -> [LookupKey] {
        [.child(of: self.caseID(message.event))]
    }

    func subjects(of message: Heard<Told>, _ context: RoutingContext) throws -> [AggregateReference] {
        [message.complaintID].compactMap(\.self).map { AggregateReference(Identification.self, $0) }
            + [context.lookup(.child(of: self.caseID(message.event))).flatMap { ChildID($0) }].compactMap(\.self)
            .map { AggregateReference(Child.self, $0) }
    }

    func decide(_ message: Heard<Told>, _ context: inout DecisionContext) throws {
        if let id = message.complaintID {
            let identification = try context.state(Identification.self, id)
            context.append(identification.hear(self.note(message.event)), to: Identification.self, id)
        }
        guard let id = context.lookup(.child(of: self.caseID(message.event))).flatMap({ ChildID($0) }) else { return }
        context.append(self.change(try context.state(Child.self, id), message.event), to: Child.self, id)
    }
}

/// Hears that consent was withdrawn, and acknowledges (§14 D08).
struct ConsentWithdrawnHandler: MessageHandler {
    func subjects(of message: Heard<ConsentWithdrawn>, _ context: RoutingContext) throws -> [AggregateReference] {
        (message.event.complaintID ?? message.complaintID).map { [AggregateReference(Identification.self, $0)] } ?? []
    }

    func decide(_ message: Heard<ConsentWithdrawn>, _ context: inout DecisionContext) throws {
        guard let id = message.event.complaintID ?? message.complaintID else { return }
        let identification = try context.state(Identification.self, id)
        context.append(identification.hear(.consentWithdrawn(message.event)), to: Identification.self, id)
    }
}

extension AggregateReference {
    /// A complaint's identification, the record its child may get, those it may be, and the lists it may be on.
    static func identification(_ id: ComplaintID, _ keys: ChildKeys, _ context: RoutingContext) -> [AggregateReference]
    {
        [AggregateReference(Identification.self, id)]
            + keys.records(context.lookup).union([ChildID(newFrom: id)]).map { AggregateReference(Child.self, $0) }
            + [keys.candidate(context.lookup)].compactMap(\.self)
            .map { AggregateReference(OutreachCandidate.self, $0) }
    }
}
