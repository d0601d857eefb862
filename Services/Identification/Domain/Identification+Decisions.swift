public import Vocabulary

extension Identification {
    /// Records the residency as papers or a visit show it. A child of another district is referred there even after its
    /// case was registered; protection goes first (X12, rule 10).
    ///
    /// - Parameters:
    ///   - residency: What the proof shows.
    ///   - proof: What was seen.
    ///   - homeDistrict: The child's region, four digits; needed for a non-resident.
    ///   - child: The child in the clear.
    ///   - actor: Who records it.
    ///   - now: When the unit learned of it.
    /// - Throws: ``Rejection/notForwarded`` before the hand-over; ``Rejection/homeDistrictNeeded``.
    /// - Source: SOP table L.2, step 2; domain.md §11.2, §11.6.
    public func recordResidency(
        _ residency: Residency,
        proof: ResidencyProof,
        homeDistrict: String?,
        child: ChildIdentity?,
        policy: IdentificationPolicy,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        guard let complaint else { throw .unknownComplaint }
        try Rejection.authorize(actor)
        guard self.childID != nil else { throw .notForwarded }
        guard residency != .unknown else { throw .notAProof }
        let digits = homeDistrict.map { $0.utf8.count == 4 && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
        if residency == .nonResident, digits != true || homeDistrict == policy.city { throw .homeDistrictNeeded }
        guard self.status != .notEligible, self.status != .linked else { throw .alreadyDecided }
        guard residency != self.residency else { return [] }
        let verified = Event.residencyVerified(
            ResidencyVerified(
                complaintID: self.id,
                caseID: complaint.caseID,
                residency: residency,
                basis: proof.rawValue,
                homeDistrict: residency == .nonResident ? homeDistrict : nil,
                at: now
            )
        )
        guard residency == .nonResident else { return [verified] }
        return [verified] + self.applying([verified]).notEligible(.nonResident, child: child, at: now)
    }

    /// Answers what the rules left open: names the categories, or finds none of the twelve.
    ///
    /// - Throws: ``Rejection/alreadyDecided`` if nothing is open.
    /// - Source: domain.md §11.4.
    public func decideScope(
        _ categories: [Category],
        outsideScope: Bool,
        child: ChildIdentity?,
        policy: IdentificationPolicy,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        guard self.complaint != nil else { throw .unknownComplaint }
        try Rejection.authorize(actor)
        guard self.open.contains(.noCategory) else { throw .alreadyDecided }
        if outsideScope { return self.notEligible(.outsideScope, child: child, at: now) }
        guard !categories.isEmpty else { throw .categoriesNeeded }
        let recorded = Event.categoriesRecorded(
            CategoriesRecorded(categories: categories, reason: "analyst", by: Username(actor.username), at: now)
        )
        return [recorded] + self.applying([recorded]).outcome(child: child, policy: policy, at: now)
    }

    /// Joins the complaint to the case of a child that a person found to be the same.
    ///
    /// - Parameters:
    ///   - child: The record that stays.
    ///   - target: Its case; nil if it has none, then this complaint's own case stays.
    ///   - now: When it was decided.
    public func joinSameChild(_ child: ChildID, target: CaseID?, at now: Instant) -> [Event] {
        guard let complaint, let target, target != complaint.caseID, self.status != .linked else { return [] }
        return [self.link(to: target, child: child, caseID: complaint.caseID, at: now)]
    }

    /// Undoes a link: the complaint is about another child and goes on in its own case, which is registered if it never
    /// was. History stays; its clocks run again from its own times (D04).
    ///
    /// - Parameters:
    ///   - own: The record of its own child.
    ///   - child: The child in the clear.
    ///   - actor: Who decides.
    ///   - now: When.
    /// - Throws: ``Rejection/notLinked`` if it joined no case.
    /// - Source: domain.md §11.5.
    public func unlink(
        to own: ChildID,
        child: ChildIdentity?,
        policy: IdentificationPolicy,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        guard let complaint else { throw .unknownComplaint }
        try Rejection.authorize(actor)
        guard self.status == .linked, let linkedTo else { throw .notLinked }
        var events: [Event] = []
        if self.childID != own {
            events.append(.childMatched(ChildMatched(childID: own, isNew: true, at: now)))
        }
        events.append(
            .complaintUnlinkedFromCase(
                ComplaintUnlinkedFromCase(
                    complaintID: self.id,
                    caseID: complaint.caseID,
                    unlinkedFrom: linkedTo,
                    childID: own,
                    at: now
                )
            )
        )
        let apart = self.applying(events)
        guard apart.status == .analysed, let codes = apart.codes else { return events }
        events += apart.completedCategories(codes, child: child, at: now)
        return events + self.applying(events).outcome(child: child, policy: policy, at: now)
    }

    /// Looks again after a supplement: a NIK that arrives late can settle an unknown residency, and more categories an
    /// open question.
    public func reconsider(
        child: ChildIdentity?,
        registry: RegistryRecord?,
        policy: IdentificationPolicy,
        at now: Instant
    ) -> [Event] {
        guard let complaint, let codes, self.childID != nil else { return [] }
        var events: [Event] = []
        let finding = ResidencyFinding(registry, city: policy.city)
        if self.residency == .unknown, finding.residency != .unknown,
            self.status == .analysed || self.status == .eligible || self.status == .registered
        {
            events.append(self.found(finding, caseID: complaint.caseID, at: now))
            if finding.residency == .nonResident {
                return events + self.applying(events).notEligible(.nonResident, child: child, at: now)
            }
        }
        if self.open.contains(.noCategory), !codes.categories.isEmpty {
            events.append(
                .categoriesRecorded(
                    CategoriesRecorded(categories: codes.categories, reason: "supplement", by: nil, at: now)
                )
            )
            events += self.applying(events).outcome(child: child, policy: policy, at: now)
        }
        return events
    }
}
