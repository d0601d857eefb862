public import Vocabulary

/// What the service unit told of a case and what every referral of it must know. A fact that comes late changes nothing
/// that a later one said (rule 30).
public struct CaseFacts: Defaulted, Equatable {
    /// The level after intake, and since when.
    public internal(set) var level: RiskLevel?
    var levelAt: Instant?
    /// Where the child belongs.
    public internal(set) var residency: Residency?
    /// Secondary or tertiary.
    public internal(set) var serviceLevel: ServiceLevel?
    /// The case's number.
    public internal(set) var registrationNo: CaseNumber?
    var codesAt: Instant?
    /// When life or safety was said to be at stake, whatever the level.
    public internal(set) var emergencyAt: Instant?
    /// When the child was first put out of danger.
    public internal(set) var protectedAt: Instant?
    /// Whether the family lets partners know, and since when; nil if nothing is known.
    public internal(set) var sharing: Bool?
    var sharingAt: Instant?
    /// When consent was withdrawn, if it is.
    public internal(set) var withdrawnAt: Instant?
    /// Who gets the result.
    public internal(set) var caseManager: Username?
    var managedAt: Instant?
    /// When the child came back to its family.
    public internal(set) var reunifiedAt: Instant?
    /// When the active work ended, and why.
    public internal(set) var closedAt: Instant?
    var closure: ClosureReason?
    /// When the case was last taken up again.
    var reopenedAt: Instant?

    /// Nothing is known.
    public init() {}

    /// What of it concerns a referral asked for at this moment: with the request the service unit vouches for consent,
    /// and that the case is open.
    func concerning(requestAt start: Instant) -> CaseFacts {
        var facts = self
        if let at = facts.levelAt, at < start { (facts.level, facts.levelAt) = (nil, nil) }
        (facts.sharing, facts.sharingAt, facts.withdrawnAt) = (nil, nil, nil)
        (facts.closedAt, facts.closure, facts.reopenedAt) = (nil, nil, nil)
        return facts
    }

    mutating func take(_ changed: RiskLevelChanged) {
        guard changed.at >= self.levelAt ?? changed.at else { return }
        self.level = changed.to
        self.levelAt = changed.at
    }

    mutating func take(_ changed: ReferredCaseChanged) {
        if changed.emergency { self.emergencyAt = min(self.emergencyAt ?? changed.at, changed.at) }
        if let level = changed.riskLevel, changed.at >= self.levelAt ?? changed.at {
            (self.level, self.levelAt) = (level, changed.at)
        }
        guard changed.at >= self.codesAt ?? changed.at else { return }
        self.codesAt = changed.at
        self.residency = changed.residency ?? self.residency
        self.serviceLevel = changed.serviceLevel ?? self.serviceLevel
        self.registrationNo = changed.registrationNo ?? self.registrationNo
    }

    mutating func take(_ done: ProtectiveActionTold) { self.protect(at: done.at) }

    mutating func protect(at: Instant) { self.protectedAt = min(self.protectedAt ?? at, at) }

    mutating func take(_ given: ConsentGiven) {
        guard given.at >= self.sharingAt ?? given.at else { return }
        self.sharing = given.sharingWithPartners
        self.sharingAt = given.at
        self.withdrawnAt = nil
    }

    mutating func take(_ withdrawn: ConsentWithdrawn) {
        guard withdrawn.at >= self.sharingAt ?? withdrawn.at else { return }
        self.sharing = false
        self.sharingAt = withdrawn.at
        self.withdrawnAt = withdrawn.at
    }

    mutating func manage(_ worker: Username, at: Instant) {
        guard at >= self.managedAt ?? at else { return }
        (self.caseManager, self.managedAt) = (worker, at)
    }

    mutating func take(_ reunified: ChildReunified) {
        self.reunifiedAt = max(self.reunifiedAt ?? reunified.at, reunified.at)
    }

    mutating func take(_ closed: CaseClosed) {
        guard closed.at >= self.closedAt ?? closed.at, self.reopenedAt.map({ closed.at > $0 }) ?? true else { return }
        self.closedAt = closed.at
        self.closure = closed.reason
    }

    mutating func take(_ reopened: CaseReopened) {
        self.reopenedAt = max(self.reopenedAt ?? reopened.at, reopened.at)
        if self.closedAt.map({ $0 <= reopened.at }) ?? false { (self.closedAt, self.closure) = (nil, nil) }
    }
}
