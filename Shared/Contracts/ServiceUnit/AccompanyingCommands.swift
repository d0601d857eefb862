public import Vocabulary

// What staff do between consent and evaluation (S04, S05, §8.5).

/// A visit to the home is planned.
public struct ScheduleHomeVisit: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "schedule_home_visit"
    /// What it is for, in a sentence.
    public static let summary = "Plans a visit to the home; needs consent and an assignment letter."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.socialWorker, .onCallWorker, .coordinatorSw]
    /// The case.
    public var caseID: CaseID
    /// The day.
    public var date: LocalDate

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, date: LocalDate) {
        self.caseID = caseID
        self.date = date
    }

    /// A made-up message.
    public static let example = ScheduleHomeVisit(caseID: Examples.caseID, date: Examples.later.localDate)
}

/// Form 3 is broken off.
public struct PauseAssessment: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "pause_assessment"
    /// What it is for, in a sentence.
    public static let summary = "Breaks the assessment off, with a reason; every limit runs on."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.socialWorker, .onCallWorker, .coordinatorSw]
    /// The case.
    public var caseID: CaseID
    /// Why.
    public var reason: String

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, reason: String) {
        self.caseID = caseID
        self.reason = reason
    }

    /// A made-up message.
    public static let example = PauseAssessment(caseID: Examples.caseID, reason: "called to an emergency")
}

/// Form 3 goes on.
public struct ResumeAssessment: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "resume_assessment"
    /// What it is for, in a sentence.
    public static let summary = "Goes on with the assessment."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.socialWorker, .onCallWorker, .coordinatorSw]
    /// The case.
    public var caseID: CaseID

    /// All members; optional ones may be left out.
    public init(caseID: CaseID) {
        self.caseID = caseID
    }

    /// A made-up message.
    public static let example = ResumeAssessment(caseID: Examples.caseID)
}

/// coordinator_pksai agrees to analysis and plan.
public struct CoordinateAnalysis: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "coordinate_analysis"
    /// What it is for, in a sentence.
    public static let summary = "Agrees to analysis and plan, so that the case goes on to case management."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.coordinatorPksai]
    /// The case.
    public var caseID: CaseID
    /// The decision.
    public var decision: String

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, decision: String) {
        self.caseID = caseID
        self.decision = decision
    }

    /// A made-up message.
    public static let example = CoordinateAnalysis(caseID: Examples.caseID, decision: "agreed")
}

/// Form 4.
public struct RecordFollowUp: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "record_follow_up"
    /// What it is for, in a sentence.
    public static let summary = "Records a follow-up meeting (Form 4); the next date is a limit."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.socialWorker, .onCallWorker, .coordinatorSw]
    /// The case.
    public var caseID: CaseID
    /// Planned or not.
    public var kind: FollowUpKind
    /// Where.
    public var place: FollowUpPlace
    /// What for.
    public var purpose: FollowUpPurpose
    /// The note.
    public var form: Form4
    /// The next meeting; needed unless it is the last.
    public var nextDate: LocalDate?
    /// No further meeting: the case is closing.
    public var last: Bool?

    /// All members; optional ones may be left out.
    public init(
        caseID: CaseID,
        kind: FollowUpKind,
        place: FollowUpPlace,
        purpose: FollowUpPurpose,
        form: Form4,
        nextDate: LocalDate? = nil,
        last: Bool? = nil
    ) {
        self.caseID = caseID
        self.kind = kind
        self.place = place
        self.purpose = purpose
        self.form = form
        self.nextDate = nextDate
        self.last = last
    }

    /// A made-up message.
    public static let example = RecordFollowUp(
        caseID: Examples.caseID,
        kind: .scheduled,
        place: .childsHome,
        purpose: .monitoring,
        form: .example,
        nextDate: Examples.later.localDate,
        last: false
    )
}

/// Child or family gets a copy of the plan.
public struct GivePlanCopy: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "give_plan_copy"
    /// What it is for, in a sentence.
    public static let summary = "Records that child or family got a copy of the plan."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.socialWorker, .onCallWorker, .coordinatorSw]
    /// The case.
    public var caseID: CaseID
    /// To the child.
    public var toChild: Bool
    /// To the family.
    public var toFamily: Bool

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, toChild: Bool, toFamily: Bool) {
        self.caseID = caseID
        self.toChild = toChild
        self.toFamily = toFamily
    }

    /// A made-up message.
    public static let example = GivePlanCopy(caseID: Examples.caseID, toChild: true, toFamily: true)
}

/// A new version of the plan.
public struct RevisePlan: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "revise_plan"
    /// What it is for, in a sentence.
    public static let summary =
        "Makes the plan anew: goals unmet, a partner declined, or a return failed. It waits for approval."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.socialWorker, .onCallWorker, .coordinatorSw]
    /// The case.
    public var caseID: CaseID
    /// The actions.
    public var actions: [PlanAction]
    /// When it is looked at again, within three months.
    public var reviewDate: LocalDate
    /// Why.
    public var reason: String

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, actions: [PlanAction], reviewDate: LocalDate, reason: String) {
        self.caseID = caseID
        self.actions = actions
        self.reviewDate = reviewDate
        self.reason = reason
    }

    /// A made-up message.
    public static let example = RevisePlan(
        caseID: Examples.caseID,
        actions: [.example],
        reviewDate: Examples.later.localDate.adding(days: 30),
        reason: "the school place was lost"
    )
}

/// A case file was audited.
public struct AuditFile: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "audit_file"
    /// What it is for, in a sentence.
    public static let summary = "Records an audit of a case file (§2.3)."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.responsibleOfficer, .secretary]
    /// The case.
    public var caseID: CaseID
    /// Whether the file is complete.
    public var complete: Bool
    /// What was found.
    public var findings: String

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, complete: Bool, findings: String) {
        self.caseID = caseID
        self.complete = complete
        self.findings = findings
    }

    /// A made-up message.
    public static let example = AuditFile(caseID: Examples.caseID, complete: true, findings: "all forms signed")
}

extension Form4 {
    /// A made-up note.
    public static let example = Form4(
        familyPresent: ["aunt"],
        othersPresent: ["teacher, school"],
        summary: "how school goes",
        childViews: "wants to stay with the aunt",
        conclusion: "goes on well",
        agreedActions: ["visit the school again"],
        nextTime: "10:00",
        nextPlace: "the aunt's house"
    )
}
