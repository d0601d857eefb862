package import Vocabulary

// What the case asks of partners, and what it hears of it (S09, §9.1, rule 13).
extension Case {
    /// What is asked of a partner.
    package struct ReferralWish: Sendable, Equatable {
        package var kind: ReferralKind
        package var need: Need
        package var wishedProvider: String?
        package var problem: String
        package var doneSoFar: String?
        package var helpWanted: String?

        package init(
            kind: ReferralKind,
            need: Need,
            wishedProvider: String?,
            problem: String,
            doneSoFar: String?,
            helpWanted: String?
        ) {
            self.kind = kind
            self.need = need
            self.wishedProvider = wishedProvider
            self.problem = problem
            self.doneSoFar = doneSoFar
            self.helpWanted = helpWanted
        }
    }

    /// Plans a referral for an action of the plan in force; consent must cover sharing with partners.
    package func planReferral(
        _ wish: ReferralWish,
        id: ReferralID,
        actionID: String?,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        let (_, origin) = try self.requireOwn(actor, to: "plan a referral")
        switch wish.kind {
        case .ordinary, .shelter, .toFamily: break
        case .expert, .community: try self.requireFitting(wish.kind)
        case .emergency: throw Rejection(.invalid, "an emergency goes by request_urgent_referral", at: "/kind")
        case .outOfCity: throw Rejection(.invalid, "out of the city goes by identification's finding", at: "/kind")
        }
        try self.requireConsent(to: "share with partners")
        guard self.consent.sharingWithPartners else {
            throw Rejection(.noConsent, "the consent given does not cover sharing with partners; ask for it (Form 2)")
        }
        // Form 3's conclusion 2 makes no plan: the referral is the end of the case (D12, X23).
        if !(self.assessment?.ending == true && self.assessment?.conclusion == .referAndClose) {
            guard let plan = self.plan, plan.approvedVersion == plan.version else {
                throw Rejection(.wrongOrder, "a referral serves an action of an approved plan; approve the plan first")
            }
            guard let actionID, plan.actionIDs.contains(actionID) else {
                throw Rejection(.invalid, "the plan has actions \(Self.list(plan.actionIDs))", at: "/action_id")
            }
        }
        let need = try self.need(wish, id: id, actionID: actionID, origin: origin, at: now)
        return [.referralPlanned(ReferralPlanned(need: need))]
    }

    /// An expert is for risks from medium on; the community's own protection is for a low risk, or for a case that ends
    /// because carer and community can meet its needs (§9.1, Form 3 conclusion 2).
    private func requireFitting(_ kind: ReferralKind) throws(Rejection) {
        let level = self.level ?? .low
        if kind == .expert, level < .medium {
            throw Rejection(
                .invalid,
                "an expert referral is for level medium or high (§9.1); at \(level.rawValue) plan an ordinary one",
                at: "/kind"
            )
        }
        let ends = self.assessment?.ending == true && self.assessment?.conclusion == .referAndClose
        if kind == .community, level > .low, !ends {
            throw Rejection(
                .levelTooHigh,
                "community protection is for level low (§9.1); the level is \(level.rawValue)",
                at: "/kind"
            )
        }
    }

    /// Asks for a service at once. Only in danger; consent may come later (X14).
    package func requestUrgentReferral(
        _ wish: ReferralWish,
        id: ReferralID,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        let origin = try self.requireOrigin()
        try self.require(actor, Self.withTheChild, to: "request an urgent referral")
        guard self.isUrgent else {
            throw Rejection(.notUrgent, "the level is neither high nor an emergency: use plan_referral")
        }
        switch wish.kind {
        case .emergency, .shelter: break
        case .ordinary, .expert, .toFamily, .community, .outOfCity:
            throw Rejection(.invalid, "an urgent referral is of kind emergency or shelter", at: "/kind")
        }
        let need = try self.need(wish, id: id, actionID: nil, origin: origin, at: now)
        return [.urgentReferralRequested(UrgentReferralRequested(need: need))]
    }

    private func need(
        _ wish: ReferralWish,
        id: ReferralID,
        actionID: String?,
        origin: ComplaintID,
        at now: Instant
    ) throws(Rejection) -> ReferralNeed {
        guard let number = self.complaintNo, let codes = self.codes?.value else {
            throw Rejection(.wrongOrder, "the complaint's registration has not arrived yet; try again in a moment")
        }
        try self.requireText(wish.problem, "the problem", at: "/problem")
        var told = codes
        told.riskLevel = self.level
        return ReferralNeed(
            referralID: id,
            caseID: self.id,
            complaintID: origin,
            complaintNo: number,
            registrationNo: self.registrationNo,
            kind: wish.kind,
            need: wish.need,
            wishedProvider: wish.wishedProvider,
            planActionID: actionID,
            codes: told,
            child: self.child?.value,
            problem: Confidential(wish.problem, .sensitiveHarm, origin: origin, field: "referral_problem"),
            doneSoFar: wish.doneSoFar.map {
                Confidential($0, .sensitiveHarm, origin: origin, field: "referral_done_so_far")
            },
            helpWanted: wish.helpWanted.map {
                Confidential($0, .sensitiveHarm, origin: origin, field: "referral_help_wanted")
            },
            caseManager: self.manager ?? self.worker?.worker,
            test: self.test,
            at: now
        )
    }

    // MARK: Folding

    /// Whether a partner has the child or the matter.
    var isHandedOver: Bool {
        self.referrals.contains { referral in
            switch referral.kind {
            case .toFamily, .community: referral.phase >= .accepted
            case .ordinary, .expert, .emergency, .shelter, .outOfCity, nil: referral.phase >= .handedOver
            }
        }
    }

    /// The child is elsewhere now: with the next partner, or home.
    mutating func endStays() {
        for index in self.referrals.indices where self.referrals[index].stayEndsAt != nil {
            self.referrals[index].stayEndsAt = nil
        }
    }

    private mutating func note(_ id: ReferralID, _ phase: ReferralState.Phase, change: (inout ReferralState) -> Void) {
        var state = self.referrals.first { $0.id == id } ?? ReferralState(id: id, phase: phase)
        state.phase = max(state.phase, phase)
        change(&state)
        self.referrals.removeAll { $0.id == id }
        self.referrals.append(state)
        self.referrals.sort { $0.id.text < $1.id.text }
    }

    mutating func fold(_ event: ReferralPlanned) { self.asked(event.need) }
    mutating func fold(_ event: UrgentReferralRequested) { self.asked(event.need) }

    private mutating func asked(_ need: ReferralNeed) {
        self.note(need.referralID, .planned) {
            $0.kind = need.kind
            $0.actionID = need.planActionID
        }
    }

    mutating func fold(_ event: ReferralSent) {
        self.note(event.referralID, .sent) { $0.send(to: event.institution, at: event.at) }
    }

    mutating func fold(_ event: ReferralAccepted) {
        self.note(event.referralID, .accepted) { $0.give(to: event.institution) }
    }

    mutating func fold(_ event: ReferralDeclined) {
        self.note(event.referralID, .declined) { $0.decline(event.institution, at: event.at) }
    }

    mutating func fold(_ event: HandoverSigned) {
        self.endStays()
        self.note(event.referralID, .handedOver) {
            $0.give(to: event.institution)
            $0.kind = event.kind
        }
        self.timeline.insert(Timeline.Fact(.protected, at: event.at))
    }

    mutating func fold(_ event: AssignmentLetterIssued) {
        guard let id = event.referralID else { return }
        self.note(id, .planned) { $0.escort = Assignment(worker: event.worker, letterNo: event.number) }
    }

    mutating func fold(_ event: ReferralLetterSigned) {
        self.note(event.referralID, .planned) { $0.letterNo = event.number }
    }

    mutating func fold(_ event: ShelterStayEnding) {
        self.note(event.referralID, .handedOver) {
            $0.institution = event.institution
            $0.stayEndsAt = event.endsAt
        }
    }

    mutating func fold(_ event: ReferralResultReported) {
        self.note(event.referralID, .reported) { $0.outcome = event.outcome }
    }
}

extension Case.ReferralState {
    fileprivate mutating func give(to partner: String) {
        self.institution = partner
        if !self.sentTo.contains(partner) { self.sentTo.append(partner) }
    }

    fileprivate mutating func send(to partner: String, at now: Instant) {
        if self.sentAt.map({ now > $0 }) ?? true {
            self.sentAt = now
            // Whoever accepted meanwhile has it.
            if self.phase <= .declined { self.institution = partner }
        }
        if !self.sentTo.contains(partner) { self.sentTo.append(partner) }
        self.stand()
    }

    fileprivate mutating func decline(_ partner: String, at now: Instant) {
        self.declinedAt = max(self.declinedAt ?? now, now)
        self.institution = self.institution ?? partner
        self.stand()
    }

    /// A partner that declined is no further along than the next one it was sent to.
    private mutating func stand() {
        guard self.phase == .sent || self.phase == .declined else { return }
        guard let declinedAt else { return self.phase = .sent }
        self.phase = self.sentAt.map { $0 > declinedAt } ?? false ? .sent : .declined
    }
}

extension Case.ReferralState.Phase: Comparable {
    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
