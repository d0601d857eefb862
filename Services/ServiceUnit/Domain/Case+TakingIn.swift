package import Vocabulary

// What intake and identification tell. Each may be told twice and in any order between the two (rule 30).
extension Case {
    /// Takes what another unit told; nothing if it is known already.
    ///
    /// - Parameters:
    ///   - event: As told.
    ///   - now: When the unit learned of it.
    ///   - duty: Who stands on the ladder; nil where that is not known, and then no rung is skipped.
    /// - Returns: The event and what follows of it: an urgent case is called out, a linked one moves on, a closed one in
    ///   danger is reopened.
    package func take(_ event: Event, at now: Instant, duty: Duty? = nil) -> [Event] {
        let after = self.applying([event])
        guard after != self else { return [] }
        return self.following([event] + self.assignment(following: event, at: now), at: now, duty: duty)
    }

    /// Whoever found the child on outreach goes on with it as provisional worker, under the letter of the visit (D01, X13).
    private func assignment(following event: Event, at now: Instant) -> [Event] {
        guard case .complaintRegistered(let told) = event, let visit = told.outreach, self.complaintNo == nil,
            self.worker == nil
        else { return [] }
        let assigned = CaseWorkerAssigned(
            caseID: self.id,
            worker: visit.worker,
            letterNo: visit.letterNo,
            signedOn: visit.signedOn,
            validUntil: visit.validUntil,
            by: visit.signedBy ?? visit.worker,
            at: now
        )
        return [.caseWorkerAssigned(assigned)]
    }

    /// What a case without a manager waits for: the next of these meetings (X13).
    package func awaiting(_ meetings: [Meeting], at now: Instant) -> [Event] {
        guard self.clocks.isRunning(.definitiveManager), self.linkedTo == nil,
            let next = meetings.filter({ $0.isAhead(at: now) }).min(by: { $0.start < $1.start }), let end = next.endsAt
        else { return [] }
        return self.take(
            .meetingAwaited(MeetingAwaited(caseID: self.id, meetingID: next.id, endsAt: end, at: now)),
            at: now
        )
    }

    /// Adds what follows of a decision's events.
    func following(_ events: [Event], at now: Instant, duty: Duty? = nil) -> [Event] {
        var events = events
        var after = self.applying(events)
        if after.closure?.phase == .closed, after.isOver, after.linkedTo == nil, after.dangerSinceClosing {
            let reopened = Event.caseReopened(CaseReopened(caseID: self.id, reason: .danger, at: now))
            events.append(reopened)
            after.apply(reopened)
        }
        // Rule 13: a refusal at level high needs leadership, also when the level rises later.
        if after.consent.status == .refused, !after.consent.protectAnyway, !after.consent.reviewRequested,
            after.isUrgent, after.linkedTo == nil
        {
            let review = Event.protectiveReviewRequested(ProtectiveReviewRequested(caseID: self.id, at: now))
            events.append(review)
            after.apply(review)
        }
        let oncall = after.oncallFollowing(
            before: self,
            calledFromOutside: events.contains(where: \.bringsDanger),
            at: now,
            duty: duty
        )
        events += oncall
        after = after.applying(oncall)
        if let voided = after.voidedLetter(at: now) {
            events.append(voided)
            after.apply(voided)
        }
        if let joined = after.joining(at: now), !(after.lastJoined?.carriesSame(as: joined) ?? false) {
            events.append(.caseJoined(joined))
        }
        return events
    }

    /// Intake raised a closed case to high.
    private var dangerSinceClosing: Bool {
        guard let closure = self.closure else { return false }
        return self.timeline.facts.contains { fact in
            fact.at > closure.at && (fact.kind == .emergency || (fact.kind == .level && fact.level == .high))
        }
    }

    private mutating func concerns(_ complaint: ComplaintID) {
        if self.complaintID == nil { self.complaintID = complaint }
    }

    mutating func fold(_ event: ComplaintRegistered) {
        self.concerns(event.complaintID)
        self.complaintNo = event.complaintNo
        self.path = event.path
        self.test = event.test
        self.codes.offer(event.codes, at: event.registeredAt)
        self.child.offer(event.child, at: event.registeredAt)
        self.family.offer(event.family, at: event.registeredAt)
        self.situation.offer(event.situation, at: event.registeredAt)
        let level = event.codes.riskLevel
        self.timeline.insert(Timeline.Fact(.registered, at: event.registeredAt, level: level, provisional: true))
        if event.emergency { self.timeline.insert(Timeline.Fact(.emergency, at: event.registeredAt)) }
    }

    mutating func fold(_ event: EmergencyFlagged) {
        self.concerns(event.complaintID)
        self.timeline.insert(Timeline.Fact(.emergency, at: event.at))
    }

    mutating func fold(_ event: RiskLevelAssigned) {
        self.concerns(event.complaintID)
        let fact = Timeline.Fact(.level, at: event.at, level: event.level, provisional: event.provisional)
        self.timeline.insert(fact)
    }

    mutating func fold(_ event: ComplaintSupplemented) {
        self.concerns(event.complaintID)
        self.codes.offer(event.codes, at: event.at)
        self.child.offer(event.child, at: event.at)
        self.family.offer(event.family, at: event.at)
        self.situation.offer(event.situation, at: event.at)
    }

    mutating func fold(_ event: ComplaintClosedWithAdvice) {
        self.concerns(event.complaintID)
        self.timeline.insert(Timeline.Fact(.advised, at: event.at))
    }

    mutating func fold(_ event: InformationVerified) {
        self.concerns(event.complaintID)
        self.information.offer(.verified, at: event.at)
    }

    mutating func fold(_ event: InformationUnverifiable) {
        self.concerns(event.complaintID)
        self.information.offer(.unverifiable, at: event.at)
    }

    mutating func fold(_ event: ChildDataRegistered) {
        self.concerns(event.complaintID)
        if self.childID == nil { self.childID = event.childID }
    }

    mutating func fold(_ event: MeetingAwaited) {
        self.timeline.insert(Timeline.Fact(.meetingAhead, at: event.at, due: event.endsAt))
    }

    mutating func fold(_ event: ResidencyVerified) {
        self.concerns(event.complaintID)
        self.residency.offer(event.residency, at: event.at)
    }

    mutating func fold(_ event: ResidencyUnknownRecorded) {
        self.concerns(event.complaintID)
        self.residency.offer(.unknown, at: event.at)
    }

    mutating func fold(_ event: PriorServiceChecked) {
        self.concerns(event.complaintID)
        self.priorService.offer(event.priorService, at: event.at)
    }

    mutating func fold(_ event: AtRiskDatabasesMatched) {
        self.concerns(event.complaintID)
        self.atRiskLists.offer(event.lists, at: event.at)
    }

    mutating func fold(_ event: CaseEligible) {
        self.concerns(event.complaintID)
        self.childID = event.childID
        self.eligibleResidency.offer(event.residency, at: event.at)
        self.timeline.insert(Timeline.Fact(.eligible, at: event.at))
    }

    mutating func fold(_ event: CaseNotEligible) {
        self.concerns(event.complaintID)
        self.notEligible.offer(event.reason, at: event.at)
        self.timeline.insert(Timeline.Fact(.notEligible, at: event.at))
    }

    mutating func fold(_ event: ServiceLevelRecommended) {
        self.concerns(event.complaintID)
        self.serviceLevel.offer(event.level, at: event.at)
    }

    mutating func fold(_ event: CaseRegistered) {
        self.concerns(event.complaintID)
        self.childID = event.childID
        self.registrationNo = event.registrationNo
    }
}

extension Case.Event {
    /// Whether it can change what a complaint that joined a case brings to it, its clocks or its text: then that case
    /// hears of it.
    package var concernsJoined: Bool {
        switch self {
        case .complaintRegistered, .complaintSupplemented, .emergencyFlagged, .riskLevelAssigned,
            .complaintClosedWithAdvice, .caseEligible, .caseNotEligible, .handoverSigned:
            true
        default: false
        }
    }

    /// Whether a manager is to be named from now on: then it must be known when the next meeting ends (X13).
    package var asksForManager: Bool {
        if case .caseEligible = self { true } else { false }
    }

    /// Whether somebody may have to be called at once: then it must be known who is on duty.
    package var mayCallOut: Bool {
        switch self {
        case .complaintRegistered(let event): event.emergency || event.codes.riskLevel == .high
        case .emergencyFlagged: true
        case .riskLevelAssigned(let event): event.level == .high
        default: false
        }
    }

    /// Whether somebody outside the service unit may have said that a child is in danger: then the ladder is called,
    /// whoever works on the case already.
    var bringsDanger: Bool {
        switch self {
        case .complaintRegistered, .emergencyFlagged, .riskLevelAssigned, .caseJoined, .complaintUnlinkedFromCase,
            .caseReopened:
            true
        default: false
        }
    }
}
