public import Vocabulary

// Where a case stands besides its stage: codes only.

/// Visits, withdrawal, partners, evaluation, return, monitoring and aid of a case.
public struct CaseProgress: Codable, Sendable, Equatable {
    /// What came of tracing an indirect complaint: verified or unverifiable.
    public var information: String?
    /// The home visit planned.
    public var visitPlanned: LocalDate?
    /// Form 3 is broken off.
    public var assessmentPaused: Bool
    /// coordinator_pksai agreed to analysis and plan.
    public var analysisCoordinated: Bool
    /// The plan has to be made anew.
    public var replanning: Bool
    /// Consent was taken back.
    public var withdrawal: WithdrawalState?
    /// Actions partners took over.
    public var takenOver: [TakenOverAction]
    /// The evaluation of the interventions.
    public var evaluation: EvaluationState?
    /// The child's return.
    public var reintegration: ReintegrationState?
    /// After the end.
    public var monitoring: MonitoringState?
    /// Aid granted.
    public var aid: [AidGrant]
    /// What the family saved.
    public var savings: [SavedMonth]
    /// Indicators of change.
    public var indicators: [IndicatorsSeen]

    /// All members; optional ones may be left out.
    public init(
        information: String? = nil,
        visitPlanned: LocalDate? = nil,
        assessmentPaused: Bool,
        analysisCoordinated: Bool,
        replanning: Bool,
        withdrawal: WithdrawalState? = nil,
        takenOver: [TakenOverAction],
        evaluation: EvaluationState? = nil,
        reintegration: ReintegrationState? = nil,
        monitoring: MonitoringState? = nil,
        aid: [AidGrant],
        savings: [SavedMonth],
        indicators: [IndicatorsSeen]
    ) {
        self.information = information
        self.visitPlanned = visitPlanned
        self.assessmentPaused = assessmentPaused
        self.analysisCoordinated = analysisCoordinated
        self.replanning = replanning
        self.withdrawal = withdrawal
        self.takenOver = takenOver
        self.evaluation = evaluation
        self.reintegration = reintegration
        self.monitoring = monitoring
        self.aid = aid
        self.savings = savings
        self.indicators = indicators
    }
}

/// Where a withdrawal of consent stands.
public struct WithdrawalState: Codable, Sendable, Equatable {
    /// When it was taken back.
    public var at: Instant
    /// Holders that have not acknowledged.
    public var waiting: [String]
    /// Holders that have.
    public var acknowledged: [String]
    /// head_pksai decided on the rest.
    public var decided: Bool

    /// All members; optional ones may be left out.
    public init(at: Instant, waiting: [String], acknowledged: [String], decided: Bool) {
        self.at = at
        self.waiting = waiting
        self.acknowledged = acknowledged
        self.decided = decided
    }
}

/// An action a partner took over; the case stays with its manager.
public struct TakenOverAction: Codable, Sendable, Equatable {
    /// In which conference.
    public var conferenceID: ConferenceID
    /// The plan's action.
    public var actionID: String
    /// The partner's directory id.
    public var institution: String
    /// By when.
    public var due: LocalDate
    /// Whether it is done.
    public var done: Bool

    /// All members; optional ones may be left out.
    public init(conferenceID: ConferenceID, actionID: String, institution: String, due: LocalDate, done: Bool) {
        self.conferenceID = conferenceID
        self.actionID = actionID
        self.institution = institution
        self.due = due
        self.done = done
    }
}

/// Where the evaluation stands.
public struct EvaluationState: Codable, Sendable, Equatable {
    /// The day.
    public var date: LocalDate
    /// Whether it was held.
    public var held: Bool
    /// Whether the goals are met.
    public var goalsMet: Bool
    /// Whether the child still is at risk.
    public var stillAtRisk: Bool

    /// All members; optional ones may be left out.
    public init(date: LocalDate, held: Bool, goalsMet: Bool, stillAtRisk: Bool) {
        self.date = date
        self.held = held
        self.goalsMet = goalsMet
        self.stillAtRisk = stillAtRisk
    }
}

/// Where the child's return stands.
public struct ReintegrationState: Codable, Sendable, Equatable {
    /// preparing, family_ready, reunified, community_ready, monitored, succeeded or failed.
    public var phase: String
    /// From where.
    public var origin: ReintegrationOrigin
    /// To a substitute family.
    public var substituteFamily: Bool
    /// How often the development was looked at.
    public var visits: Int

    /// All members; optional ones may be left out.
    public init(phase: String, origin: ReintegrationOrigin, substituteFamily: Bool, visits: Int) {
        self.phase = phase
        self.origin = origin
        self.substituteFamily = substituteFamily
        self.visits = visits
    }
}

/// Where monitoring after closure stands.
public struct MonitoringState: Codable, Sendable, Equatable {
    /// Months after closure still to look at.
    public var months: [Int]
    /// What the Form 6 that waits for approval comes to.
    public var draft: MonitoringOutcome?
    /// head_pksai decides: reopen or refer.
    public var decisionNeeded: Bool

    /// All members; optional ones may be left out.
    public init(months: [Int], draft: MonitoringOutcome? = nil, decisionNeeded: Bool) {
        self.months = months
        self.draft = draft
        self.decisionNeeded = decisionNeeded
    }
}

/// Aid of one year.
public struct AidGrant: Codable, Sendable, Equatable {
    /// Which one, from 1.
    public var grantNo: Int
    /// The year.
    public var year: Int
    /// As planned.
    public var instalments: [AidInstalment]
    /// Receipts of the instalments handed out.
    public var receipts: [String]
    /// It ended with the service.
    public var ended: Bool

    /// All members; optional ones may be left out.
    public init(grantNo: Int, year: Int, instalments: [AidInstalment], receipts: [String], ended: Bool) {
        self.grantNo = grantNo
        self.year = year
        self.instalments = instalments
        self.receipts = receipts
        self.ended = ended
    }
}

/// What a family saved in a month.
public struct SavedMonth: Codable, Sendable, Equatable {
    /// `2026-03`.
    public var month: String
    /// Whole rupiah.
    public var rupiah: Int

    /// All members; optional ones may be left out.
    public init(month: String, rupiah: Int) {
        self.month = month
        self.rupiah = rupiah
    }
}

/// Indicators of change in a month.
public struct IndicatorsSeen: Codable, Sendable, Equatable {
    /// The cluster.
    public var cluster: AidCluster
    /// `2026-03`.
    public var period: String
    /// Those that hold.
    public var holding: [ChangeIndicator]

    /// All members; optional ones may be left out.
    public init(cluster: AidCluster, period: String, holding: [ChangeIndicator]) {
        self.cluster = cluster
        self.period = period
        self.holding = holding
    }
}
