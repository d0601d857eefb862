internal import Contracts
internal import IdentificationDomain
internal import JSON
internal import UnitRuntime
internal import Vocabulary

/// Takes `decide_same_child`: merges two records or keeps them apart; the complaint joins the case of the one that stays.
struct DecideSameChildHandler: MessageHandler {
    let desk: IdentificationDesk
    var register: String? { CaseNumber.prefix }

    func lookups(of message: DecideSameChild, _ context: RoutingContext) throws -> [LookupKey] {
        [.nik(of: message.childID)]
    }

    func subjects(of message: DecideSameChild, _ context: RoutingContext) throws -> [AggregateReference] {
        [
            AggregateReference(Child.self, message.childID), AggregateReference(Child.self, message.otherChildID),
            AggregateReference(Identification.self, message.complaintID),
        ]
    }

    func decide(_ message: DecideSameChild, _ context: inout DecisionContext) throws {
        let record = try context.state(Child.self, message.childID)
        let other = try context.state(Child.self, message.otherChildID)
        context.append(
            try record.decideSame(
                as: message.otherChildID,
                same: message.same,
                keeps: false,
                reason: message.reason,
                origin: message.complaintID,
                by: context.actor,
                at: context.now
            ),
            to: Child.self,
            message.childID
        )
        if other.candidates.contains(where: { $0.other == message.childID }) {
            context.append(
                try other.decideSame(
                    as: message.childID,
                    same: message.same,
                    keeps: true,
                    reason: message.reason,
                    origin: message.complaintID,
                    by: context.actor,
                    at: context.now
                ),
                to: Child.self,
                message.otherChildID
            )
        }
        if let nik = context.lookup(.nik(of: message.childID)) {
            // From now on the NIK leads to the record that stands for this child.
            let stays = message.same ? message.otherChildID : message.childID
            context.setLookup(LookupKey("nik", nik), replacing: stays)
        }
        let identification = try context.state(Identification.self, message.complaintID)
        if !message.same, identification.linkedTo != nil, identification.childID == message.childID {
            // What was merged is split: the complaint goes on in its own case.
            context.append(
                try identification.unlink(
                    to: message.childID,
                    child: try identification.complaint?.child.map { try context.open($0) },
                    policy: self.desk.policy,
                    by: context.actor,
                    at: context.now
                ),
                to: Identification.self,
                message.complaintID
            )
            try self.desk.registerIfEligible(message.complaintID, &context)
        }
        if message.same {
            context.append(
                identification.joinSameChild(
                    message.otherChildID,
                    target: other.openCase ?? other.closedCase,
                    at: context.now
                ),
                to: Identification.self,
                message.complaintID
            )
        }
        context.result([
            "child_id": .string(message.childID.text), "other_child_id": .string(message.otherChildID.text),
            "same": .bool(message.same),
        ])
    }
}

/// Takes `unlink_complaint`: undoes a link, whoever made it. The complaint's child gets a record of its own if it had
/// none; both records remember that a person keeps them apart.
struct UnlinkComplaintHandler: MessageHandler {
    let desk: IdentificationDesk
    var register: String? { CaseNumber.prefix }

    func lookups(of message: UnlinkComplaint, _ context: RoutingContext) throws -> [LookupKey] {
        [.complaint(message.complaintNo)]
    }

    func subjects(of message: UnlinkComplaint, _ context: RoutingContext) throws -> [AggregateReference] {
        guard let found = NumberedComplaint(context.lookup(.complaint(message.complaintNo))) else { return [] }
        return [AggregateReference(Identification.self, found.id)]
            + Set([found.child, ChildID(newFrom: found.id)].compactMap(\.self))
            .map { AggregateReference(Child.self, $0) }
    }

    func decide(_ message: UnlinkComplaint, _ context: inout DecisionContext) throws {
        guard let found = NumberedComplaint(context.lookup(.complaint(message.complaintNo))) else {
            throw Rejection.unknownComplaint
        }
        let identification = try context.state(Identification.self, found.id)
        let own = ChildID(newFrom: found.id)
        let child = try identification.complaint?.child.map { try context.open($0) }
        let events = try identification.unlink(
            to: own,
            child: child,
            policy: self.desk.policy,
            by: context.actor,
            at: context.now
        )
        if let former = identification.childID, former != own {
            try self.part(message, found.id, from: former, to: own, identification, &context)
        } else {
            try self.split(message, found.id, own, &context)
        }
        context.append(events, to: Identification.self, found.id)
        context.setLookup(.child(of: found.id), to: own.text)
        context.setLookup(
            .complaint(message.complaintNo),
            to: NumberedComplaint(found.id, child: own).text
        )
        try self.desk.registerIfEligible(found.id, &context)
        let after = try context.state(Identification.self, found.id)
        context.result([
            "complaint_no": .string(message.complaintNo.text), "child_id": .string(own.text),
            "status": .string(after.status.rawValue),
        ])
    }

    /// The NIK had led the complaint to another child's record: it gets its own, under a temporary number.
    private func part(
        _ message: UnlinkComplaint,
        _ complaint: ComplaintID,
        from former: ChildID,
        to own: ChildID,
        _ identification: Identification,
        _ context: inout DecisionContext
    ) throws {
        let old = try context.state(Child.self, former)
        context.append(
            try old.detach(complaint, to: own, reason: message.reason, by: context.actor, at: context.now),
            to: Child.self,
            former
        )
        let likeness = Likeness(
            sameNIKSharingName: true,
            contradictsNIK: true,
            Likeness.Comparison(nil, nil)
        )
        let record = try context.state(Child.self, own)
        context.append(
            record.take(
                complaint,
                identity: identification.complaint?.child,
                hasNIK: false,
                temporaryNumber: TemporaryNumber(
                    year: message.complaintNo.year,
                    serial: message.complaintNo.serial
                ),
                candidates: [former: likeness],
                at: context.now
            ),
            to: Child.self,
            own
        )
        let parted = try context.state(Child.self, former)
        context.append(
            parted.note([own: likeness], from: complaint, at: context.now),
            to: Child.self,
            former
        )
        try self.keepApart(own, former, message.reason, complaint, &context)
    }

    /// A person had merged the records: they are two again.
    private func split(
        _ message: UnlinkComplaint,
        _ complaint: ComplaintID,
        _ own: ChildID,
        _ context: inout DecisionContext
    ) throws {
        let record = try context.state(Child.self, own)
        guard let other = record.mergedInto else { return }
        try self.keepApart(own, other, message.reason, complaint, &context)
    }

    private func keepApart(
        _ one: ChildID,
        _ other: ChildID,
        _ reason: String,
        _ complaint: ComplaintID,
        _ context: inout DecisionContext
    ) throws {
        for (id, against, keeps) in [(one, other, false), (other, one, true)] {
            // The other side of a merge may not be at hand; its own side suffices.
            guard let record = try? context.state(Child.self, id),
                record.candidates.contains(where: { $0.other == against })
            else { continue }
            context.append(
                try record.decideSame(
                    as: against,
                    same: false,
                    keeps: keeps,
                    reason: reason,
                    origin: complaint,
                    by: context.actor,
                    at: context.now
                ),
                to: Child.self,
                id
            )
        }
    }
}
