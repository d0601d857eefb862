public import Vocabulary

// Evaluation, Form 6 and reopening (S12, §8.9).

/// The interventions will be evaluated.
public struct ScheduleEvaluation: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "schedule_evaluation"
    /// What it is for, in a sentence.
    public static let summary =
        "Plans the meeting that evaluates all interventions, and invites the partners concerned."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.coordinatorPksai]
    /// The case.
    public var caseID: CaseID
    /// The day.
    public var date: LocalDate
    /// When it begins, if the hour is set: then the meeting's length is measured.
    public var startsAt: Instant?
    /// Directory ids of the partners concerned.
    public var institutions: [String]?

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, date: LocalDate, startsAt: Instant? = nil, institutions: [String]? = nil) {
        self.caseID = caseID
        self.date = date
        self.startsAt = startsAt
        self.institutions = institutions
    }

    /// A made-up message.
    public static let example = ScheduleEvaluation(
        caseID: Examples.caseID,
        date: Examples.later.localDate,
        startsAt: Examples.later,
        institutions: ["r11"]
    )
}

/// Every intervention was evaluated.
public struct HoldEvaluation: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "hold_evaluation"
    /// What it is for, in a sentence.
    public static let summary = "Records the evaluation meeting: every intervention has a result."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.coordinatorPksai]
    /// The case.
    public var caseID: CaseID
    /// A result for every action of the plan.
    public var results: [EvaluatedIntervention]
    /// Whether the goals are met.
    public var goalsMet: Bool
    /// Whether the child still is at risk.
    public var stillAtRisk: Bool
    /// What was said.
    public var minutes: String

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, results: [EvaluatedIntervention], goalsMet: Bool, stillAtRisk: Bool, minutes: String) {
        self.caseID = caseID
        self.results = results
        self.goalsMet = goalsMet
        self.stillAtRisk = stillAtRisk
        self.minutes = minutes
    }

    /// A made-up message.
    public static let example = HoldEvaluation(
        caseID: Examples.caseID,
        results: [EvaluatedIntervention(actionID: "a1", result: .achieved)],
        goalsMet: true,
        stillAtRisk: false,
        minutes: "goes to school every day"
    )
}

/// Form 6.
public struct RecordPostMonitoring: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "record_post_monitoring"
    /// What it is for, in a sentence.
    public static let summary = "Records Form 6, one and three months after closure; head_pksai approves it."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.socialWorker, .onCallWorker, .coordinatorSw]
    /// The case.
    public var caseID: CaseID
    /// The form.
    public var form: Form6

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, form: Form6) {
        self.caseID = caseID
        self.form = form
    }

    /// A made-up message.
    public static let example = RecordPostMonitoring(caseID: Examples.caseID, form: .example)
}

/// head_pksai agrees to Form 6.
public struct ApprovePostMonitoring: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "approve_post_monitoring"
    /// What it is for, in a sentence.
    public static let summary = "Approves Form 6; at risk reopens the case at once, at least at medium."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.headPksai]
    /// The case.
    public var caseID: CaseID

    /// All members; optional ones may be left out.
    public init(caseID: CaseID) {
        self.caseID = caseID
    }

    /// A made-up message.
    public static let example = ApprovePostMonitoring(caseID: Examples.caseID)
}

/// Reopen, or refer.
public struct DecideReopening: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "decide_reopening"
    /// What it is for, in a sentence.
    public static let summary =
        "Reopens a closed case, or says who helps instead after a Form 6 that asks for a decision."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.headPksai]
    /// The case.
    public var caseID: CaseID
    /// True: reopen.
    public var reopen: Bool
    /// Why.
    public var reason: String
    /// Who helps instead; needed if it is not reopened.
    public var referredTo: String?

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, reopen: Bool, reason: String, referredTo: String? = nil) {
        self.caseID = caseID
        self.reopen = reopen
        self.reason = reason
        self.referredTo = referredTo
    }

    /// A made-up message.
    public static let example = DecideReopening(
        caseID: Examples.caseID,
        reopen: true,
        reason: "school attendance fell"
    )
}

extension Form6 {
    /// A made-up form.
    public static let example = Form6(
        place: "the aunt's house",
        date: Examples.now.localDate,
        participants: ["child", "aunt"],
        goalsKept: true,
        stillVulnerable: false,
        atRisk: false,
        recommendation: "look again in two months"
    )
}
