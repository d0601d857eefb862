public import Vocabulary

/// What the referral unit knows of a case besides its referrals, so that one that is asked for later knows it too.
public struct CaseFile: Aggregate {
    /// The first part of its stream's name.
    public static let streamKind = "referral_case"

    /// The key.
    public let id: CaseID
    /// What was told.
    public internal(set) var facts = CaseFacts()
    /// The last withdrawal this unit has acknowledged.
    public internal(set) var acknowledged: Instant?
    /// What the case came through elsewhere, by the event's word, and when last.
    public internal(set) var course: [String: Instant] = [:]

    /// Before anything is known.
    public init(id: CaseID) { self.id = id }

    /// What can be told of a case. The case's name is the word of domain.md §6.14.
    public enum Event: Codable, Sendable, Equatable {
        case riskLevelChanged(RiskLevelChanged)
        case protectiveActionRecorded(ProtectiveActionTold)
        case referredCaseChanged(ReferredCaseChanged)
        case consentGiven(ConsentGiven)
        case consentWithdrawn(ConsentWithdrawn)
        case withdrawalAcknowledged(WithdrawalAcknowledged)
        case caseManagerAssigned(CaseManagerAssigned)
        case caseManagerChanged(ManagerChanged)
        case childReunified(ChildReunified)
        case caseClosed(CaseClosed)
        case caseReopened(CaseReopened)
        case redirectRequested(RedirectRequested)
        case courseNoted(CourseNoted)
    }

    /// A case came through something: a red flag, a plan, a meeting, a conference, the child's return, its end.
    public struct CourseNoted: Codable, Sendable, Equatable {
        /// The event's word, `plan_approved`.
        public var what: String
        /// When it happened.
        public var at: Instant

        /// Both.
        public init(what: String, at: Instant) {
            self.what = what
            self.at = at
        }
    }

    /// Folds one event into the state.
    public mutating func apply(_ event: Event) {
        switch event {
        case .riskLevelChanged(let told): self.facts.take(told)
        case .protectiveActionRecorded(let told): self.facts.take(told)
        case .referredCaseChanged(let told): self.facts.take(told)
        case .consentGiven(let told): self.facts.take(told)
        case .consentWithdrawn(let told): self.facts.take(told)
        case .withdrawalAcknowledged(let told): self.acknowledged = told.withdrawnAt
        case .caseManagerAssigned(let told): self.facts.manage(told.worker, at: told.at)
        case .caseManagerChanged(let told): self.facts.manage(told.to, at: told.at)
        case .childReunified(let told): self.facts.take(told)
        case .caseClosed(let told): self.facts.take(told)
        case .caseReopened(let told): self.facts.take(told)
        case .redirectRequested: break
        case .courseNoted(let step): self.course[step.what] = max(self.course[step.what] ?? step.at, step.at)
        }
    }

    /// Notes what was told; what says nothing new is not noted again.
    public func learn(_ event: Event) -> [Event] {
        let after = self.applying([event])
        if case .redirectRequested = event { return [event] }
        return after == self ? [] : [event]
    }

    /// Consent is withdrawn: this unit stops sharing in the same moment, and says so (D08).
    public func withdraw(_ withdrawn: ConsentWithdrawn, at now: Instant) -> [Event] {
        guard self.acknowledged.map({ $0 < withdrawn.at }) ?? true else { return [] }
        return self.learn(.consentWithdrawn(withdrawn)) + [
            .withdrawalAcknowledged(
                WithdrawalAcknowledged(
                    caseID: self.id,
                    holder: "referral",
                    withdrawnAt: withdrawn.at,
                    at: max(now, withdrawn.at)
                )
            )
        ]
    }
}
