package import Vocabulary

// Consent taken back (§14 D08): sharing stops, every holder acknowledges within 72 h, head_pksai decides on the rest.
extension Case {
    /// Where a withdrawal stands.
    package struct Withdrawal: Codable, Sendable, Equatable {
        package var at: Instant
        /// Units by name, partners by directory id, that have not acknowledged.
        package var waiting: [String]
        package var acknowledged: [String] = []
        /// head_pksai has decided, or consent was given anew.
        package var decided = false
    }

    /// Records that the client takes consent back. Sharing stops at once.
    ///
    /// - Throws: ``CaseRejection/Code/wrongOrder`` if there is no consent to take back.
    package func withdrawConsent(reason: String?, by actor: Actor, at now: Instant) throws(Rejection) -> [Event] {
        let (name, origin) = try self.requireOwn(actor, to: "record that consent is withdrawn")
        guard self.consent.status == .given else {
            throw Rejection(
                .wrongOrder,
                "consent is \(self.consent.status.rawValue): only consent given can be withdrawn"
            )
        }
        let sealed = reason.map { Confidential($0, .sensitiveHarm, origin: origin, field: "withdrawal_reason") }
        let recorded = WithdrawalRecorded(caseID: self.id, reason: sealed, holders: self.holders, by: name, at: now)
        let withdrawn = ConsentWithdrawn(caseID: self.id, complaintID: origin, at: now)
        return [.withdrawalRecorded(recorded), .consentWithdrawn(withdrawn)]
    }

    /// Who holds something of the child: intake, identification, referral if it was asked, every partner it was sent to,
    /// whatever the answer, or who was told of it for a conference, and whoever of the community took the child on.
    /// The family is the client itself.
    package var holders: [String] {
        let partners = self.referrals.filter { $0.kind != .toFamily }.flatMap(\.sentTo) + self.informed
        let units = ["identification", "intake"] + (self.referrals.isEmpty ? [] : ["referral"])
        return units + Set(partners).sorted()
    }

    /// Whoever of the community must be told by hand that consent is withdrawn: no user answers for them.
    package var informalHolders: [String] {
        Set(self.referrals.filter { $0.kind == .community }.flatMap(\.sentTo)).sorted()
    }

    /// The referrals a partner knows this child by.
    package func referrals(at institution: String) -> [ReferralID] {
        self.referrals.filter { $0.institution == institution }.map(\.id)
    }

    /// Records that a partner knows and has stopped sharing: its focal point says so, or referral_officer for it.
    package func acknowledgeWithdrawal(
        for holder: String?,
        institution: String?,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        try self.requireKnown()
        try self.require(actor, [.focalPoint, .referralOfficer], to: "acknowledge for a partner")
        guard let holder = actor.holds(.referralOfficer) ? holder ?? institution : institution else {
            throw Rejection(.missing, "say which partner acknowledges", at: "/holder")
        }
        guard let withdrawal else { throw Rejection(.wrongOrder, "consent was not withdrawn") }
        if withdrawal.acknowledged.contains(holder) { return [] }
        guard withdrawal.waiting.contains(holder) else {
            throw Rejection(.invalid, "\(holder) holds nothing of this case", at: "/holder")
        }
        return [
            .withdrawalAcknowledged(
                WithdrawalAcknowledged(caseID: self.id, holder: holder, withdrawnAt: withdrawal.at, at: now)
            )
        ]
    }

    /// Decides on the rest: go on in duty to protect, or close.
    package func decideWithdrawal(
        protect: Bool,
        reason: String,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        let origin = try self.requireOrigin()
        let name = try self.require(actor, [.headPksai], to: "decide after a withdrawal")
        guard self.consent.status == .withdrawn, self.withdrawal?.decided == false else {
            throw Rejection(.wrongOrder, "no withdrawal waits for a decision")
        }
        try self.requireText(reason, "the reason", at: "/reason")
        let sealed = Confidential(reason, .sensitiveHarm, origin: origin, field: "withdrawal_decision")
        let decided = Event.withdrawalDecided(
            WithdrawalDecided(caseID: self.id, protect: protect, reason: sealed, by: name, at: now)
        )
        guard !protect else { return [decided] }
        let closed = CaseClosed(caseID: self.id, complaintID: origin, reason: .refused, at: now)
        return self.following([decided, .caseClosed(closed)], at: now)
    }

    // MARK: Folding

    mutating func fold(_ event: WithdrawalRecorded) {
        self.withdrawal = Withdrawal(at: event.at, waiting: event.holders)
        let hours = self.procedureLimits.consentWithdrawalHours
        self.clocks.start(
            .withdrawalAcknowledgement,
            at: event.at,
            due: event.at.adding(hours: hours),
            rule: "\(hours) h, D08, because consent was withdrawn at \(event.at)"
        )
        let days = self.procedureLimits.consentWithdrawalDecisionDays
        self.clocks.start(
            .withdrawalDecision,
            at: event.at,
            due: event.at.adding(days: days),
            rule: "\(days) d, D08, because consent was withdrawn at \(event.at)"
        )
    }

    mutating func fold(_ event: ConsentWithdrawn) {
        self.consent.status = .withdrawn
        self.consent.sharingWithPartners = false
        self.endTakenOver(at: event.at)
        self.endHelp(at: event.at)
    }

    mutating func fold(_ event: WithdrawalAcknowledged) {
        guard var withdrawal, withdrawal.at == event.withdrawnAt, !withdrawal.acknowledged.contains(event.holder)
        else { return }
        withdrawal.waiting.removeAll { $0 == event.holder }
        withdrawal.acknowledged.append(event.holder)
        withdrawal.acknowledged.sort()
        self.withdrawal = withdrawal
        // What a partner deleted, a later withdrawal need not take back.
        self.informed.removeAll { $0 == event.holder }
        for index in self.referrals.indices { self.referrals[index].sentTo.removeAll { $0 == event.holder } }
        if withdrawal.waiting.isEmpty { self.stopIfKnown(.withdrawalAcknowledgement, at: event.at) }
    }

    mutating func fold(_ event: WithdrawalDecided) {
        self.withdrawal?.decided = true
        self.consent.protectAnyway = event.protect
        self.stopIfKnown(.withdrawalDecision, at: event.at)
    }
}
