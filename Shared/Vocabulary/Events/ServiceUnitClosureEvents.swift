// How a case ends and comes back (S12, §8.9). Told to other units as codes: what is confidential stays with the case.

/// The interventions will be evaluated (S12).
public struct EvaluationMeetingScheduled: Codable, Sendable, Equatable {
    /// The case.
    public var caseID: CaseID
    /// The day.
    public var date: LocalDate
    /// When it begins, if the hour is set.
    public var startsAt: Instant?
    /// Directory ids of the partners invited.
    public var institutions: [String]
    /// Who did it.
    public var by: Username
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(
        caseID: CaseID,
        date: LocalDate,
        startsAt: Instant? = nil,
        institutions: [String],
        by: Username,
        at: Instant
    ) {
        self.caseID = caseID
        self.date = date
        self.startsAt = startsAt
        self.institutions = institutions
        self.by = by
        self.at = at
    }
}

/// Every intervention was evaluated (S12).
public struct EvaluationMeetingHeld: Codable, Sendable, Equatable {
    /// The case.
    public var caseID: CaseID
    /// Every intervention.
    public var results: [EvaluatedIntervention]
    /// Whether the goals are met.
    public var goalsMet: Bool
    /// Whether the child still is at risk.
    public var stillAtRisk: Bool
    /// Who did it.
    public var by: Username
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(
        caseID: CaseID,
        results: [EvaluatedIntervention],
        goalsMet: Bool,
        stillAtRisk: Bool,
        by: Username,
        at: Instant
    ) {
        self.caseID = caseID
        self.results = results
        self.goalsMet = goalsMet
        self.stillAtRisk = stillAtRisk
        self.by = by
        self.at = at
    }
}

/// Form 7 waits for head_pksai.
public struct ClosureAsked: Codable, Sendable, Equatable {
    /// The case.
    public var caseID: CaseID
    /// Why.
    public var reason: ClosureReason
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, reason: ClosureReason, at: Instant) {
        self.caseID = caseID
        self.reason = reason
        self.at = at
    }
}

/// head_pksai agrees to Form 7.
public struct ClosureAgreed: Codable, Sendable, Equatable {
    /// The case.
    public var caseID: CaseID
    /// Who did it.
    public var by: Username
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, by: Username, at: Instant) {
        self.caseID = caseID
        self.by = by
        self.at = at
    }
}

/// head_pksai does not agree to Form 7.
public struct ClosureTurnedDown: Codable, Sendable, Equatable {
    /// The case.
    public var caseID: CaseID
    /// Who did it.
    public var by: Username
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, by: Username, at: Instant) {
        self.caseID = caseID
        self.by = by
        self.at = at
    }
}

/// Form 8 is signed: the service contract ended.
public struct ServiceEnded: Codable, Sendable, Equatable {
    /// The case.
    public var caseID: CaseID
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, at: Instant) {
        self.caseID = caseID
        self.at = at
    }
}

/// The time for Form 6 has come (X19).
public struct PostMonitoringDue: Codable, Sendable, Equatable {
    /// The case.
    public var caseID: CaseID
    /// So many months after closure.
    public var month: Int
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, month: Int, at: Instant) {
        self.caseID = caseID
        self.month = month
        self.at = at
    }
}

/// Form 6 was approved by head_pksai.
public struct PostMonitoringRecorded: Codable, Sendable, Equatable {
    /// The case.
    public var caseID: CaseID
    /// So many months after closure.
    public var month: Int
    /// What it came to.
    public var outcome: MonitoringOutcome
    /// Who did it.
    public var by: Username
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, month: Int, outcome: MonitoringOutcome, by: Username, at: Instant) {
        self.caseID = caseID
        self.month = month
        self.outcome = outcome
        self.by = by
        self.at = at
    }
}

/// Back to work: history goes on (§8.9).
public struct CaseReopened: Codable, Sendable, Equatable {
    /// The case.
    public var caseID: CaseID
    /// Why.
    public var reason: ReopeningReason
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, reason: ReopeningReason, at: Instant) {
        self.caseID = caseID
        self.reason = reason
        self.at = at
    }
}
