public import Vocabulary

// What the service unit tells of a case while its referrals are open.
extension Referral {
    /// The case has its manager: the result is for this worker.
    public func learn(_ assigned: CaseManagerAssigned) -> [Event] {
        guard self.isNewManager(assigned.worker, at: assigned.at) else { return [] }
        return [.caseManagerAssigned(assigned)]
    }

    /// The case went to another manager: the result is for this one.
    public func learn(_ changed: ManagerChanged) -> [Event] {
        guard self.isNewManager(changed.to, at: changed.at) else { return [] }
        return [.caseManagerChanged(changed)]
    }

    private func isNewManager(_ worker: Username, at: Instant) -> Bool {
        self.subject.map { $0.caseManager != worker } ?? false && at >= self.facts.managedAt ?? at
    }

    /// The case is closed: every limit that still runs ends (D03); only a withdrawal is still to be acknowledged.
    public func learn(_ closed: CaseClosed) -> [Event] {
        guard self.subject != nil, self.facts.closedAt == nil else { return [] }
        return [.caseClosed(closed)]
    }

    /// The case is taken up again: what was asked for it may go on (domain.md §8.9).
    public func learn(_ reopened: CaseReopened) -> [Event] {
        guard self.facts.closedAt.map({ $0 <= reopened.at }) ?? false else { return [] }
        return [.caseReopened(reopened)]
    }

    /// The level changed. A raise to high brings the limit of a shelter or out-of-city referral nearer, never later.
    ///
    /// - Source: domain.md §9.1 (shelter: same as parent; out_of_city: 24 h if high), X02.
    public func learn(_ changed: RiskLevelChanged, limits: ProcedureLimits) -> [Event] {
        guard self.subject != nil, changed.at >= self.facts.levelAt ?? changed.at else { return [] }
        let raised = changed.to == .high && self.level != .high
        return [.riskLevelChanged(changed)] + (raised ? self.dangerClock(from: changed.at, limits) : [])
    }

    /// What intake and identification said meanwhile; danger counts as a raise to high does.
    public func learn(_ changed: ReferredCaseChanged, limits: ProcedureLimits) -> [Event] {
        let after = self.applying([.referredCaseChanged(changed)])
        guard self.subject != nil, after != self else { return [] }
        let raised = after.level == .high && self.level != .high
        let endangered = after.facts.emergencyAt != nil && self.facts.emergencyAt == nil
        return [.referredCaseChanged(changed)]
            + (raised || endangered ? self.dangerClock(from: changed.at, limits) : [])
    }

    /// Danger brings the limit of a shelter or out-of-city referral nearer, never later.
    private func dangerClock(from start: Instant, _ limits: ProcedureLimits) -> [Event] {
        guard let kind = self.subject?.kind, kind == .outOfCity || kind == .shelter, self.track != .urgent,
            let running = self.clocks[.referral], running.isRunning
        else { return [] }
        let due = start.adding(hours: limits.referralUrgentHours)
        guard due < running.dueAt else { return [] }
        return [
            .clockStarted(
                ClockStart(
                    clock: .referral,
                    at: start,
                    warnAt: start.adding(hours: limits.referralUrgentWarnHours),
                    dueAt: due,
                    rule: "\(limits.referralUrgentHours) h, §9.1, because raised to high at \(start)"
                )
            )
        ]
    }

    /// The child was put out of danger: an out-of-city referral need not wait any longer (rule 10).
    public func learn(_ done: ProtectiveActionTold) -> [Event] {
        guard self.subject != nil, self.facts.protectedAt.map({ done.at < $0 }) ?? true else { return [] }
        return [.protectiveActionRecorded(done)]
    }

    /// The family lets partners know, or not.
    public func learn(_ given: ConsentGiven) -> [Event] {
        guard self.subject != nil, self.withdrawal == nil, given.at >= self.facts.sharingAt ?? given.at,
            given.sharingWithPartners != self.facts.sharing
        else { return [] }
        return [.consentGiven(given)]
    }

    /// The child is back with its family: a shelter stay is over (§5.4).
    public func learn(_ reunified: ChildReunified) -> [Event] {
        self.hasBegunStay(by: reunified.at) ? [.childReunified(reunified)] : []
    }

    /// Consent is withdrawn: what is open stops, and everybody that was sent data has 72 hours to say that it stopped
    /// and deleted (D08). A stay that has begun goes on: where the child sleeps is decided by the head. Withdrawn again
    /// after a new consent, only who still owes that word is asked anew.
    ///
    /// - Returns: The withdrawal, and its clock if somebody holds data.
    public func learn(_ withdrawn: ConsentWithdrawn, limits: ProcedureLimits) -> [Event] {
        guard let subject, !subject.kind.isFamily, let asked = self.requestedAt, asked <= withdrawn.at,
            self.withdrawal.map({ $0.at < withdrawn.at && !$0.outstanding.isEmpty }) ?? true
        else { return [] }
        var events: [Event] = [.consentWithdrawn(withdrawn)]
        if !self.holders.isEmpty {
            let hours = limits.consentWithdrawalHours
            events.append(
                .clockStarted(
                    ClockStart(
                        clock: .withdrawalAcknowledgement,
                        at: withdrawn.at,
                        warnAt: nil,
                        dueAt: withdrawn.at.adding(hours: hours),
                        rule: "\(hours) h, D08, because consent was withdrawn at \(withdrawn.at)"
                    )
                )
            )
        }
        return events
    }

    /// A partner stopped and deleted: its focal point says so, or the referral officer for one without a user.
    ///
    /// - Parameter holder: The partner; nil for the focal point's own.
    public func acknowledgeWithdrawal(
        of holder: String?,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        try self.require(actor, .focalPoint, .referralOfficer)
        guard self.subject != nil else { throw .notFound }
        let mayNameAnother = actor.holds(.referralOfficer)
        guard let named = holder ?? actor.institution, mayNameAnother || named == actor.institution else {
            throw .notYourInstitution
        }
        guard self.sentTo.contains(named) else { throw .notYourInstitution }
        guard let withdrawal, withdrawal.outstanding.contains(named) else { throw .nothingToAcknowledge }
        return [.withdrawalAcknowledged(WithdrawalReceipt(holder: named, by: actor.username, at: now))]
    }
}

extension Referral {
    /// Who was sent data of the child and has not said that it stopped and deleted.
    public var holders: [String] { self.withdrawal?.outstanding ?? self.sentTo }
}

extension ReferralKind {
    /// Handing over to the family shares nothing with a partner.
    var isFamily: Bool { self == .toFamily }
}
