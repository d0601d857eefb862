internal import Instruments
public import Vocabulary

// Assessment, plan, referrals and reviews (domain.md S05, §7.3, §8, §9).

/// Form 3.
public struct RecordAssessment: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "record_assessment"
    /// What it is for, in a sentence.
    public static let summary = "Records Form 3: 70 items, views, conclusion. A red flag raises the level at once."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.socialWorker, .onCallWorker, .coordinatorSw]
    /// The case.
    public var caseID: CaseID
    /// The form.
    public var form: Form3

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, form: Form3) {
        self.caseID = caseID
        self.form = form
    }

    /// A made-up message.
    public static let example = RecordAssessment(caseID: Examples.caseID, form: .example)
}

/// The head's decision on the level.
public struct ChangeRiskLevel: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "change_risk_level"
    /// What it is for, in a sentence.
    public static let summary = "Changes the risk level, in consultation with the social worker; the only way down."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.headPksai]
    /// The case.
    public var caseID: CaseID
    /// The new level.
    public var level: RiskLevel
    /// The social worker consulted; needed.
    public var consulted: Username?
    /// Why.
    public var reason: String

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, level: RiskLevel, consulted: Username? = nil, reason: String) {
        self.caseID = caseID
        self.level = level
        self.consulted = consulted
        self.reason = reason
    }

    /// A made-up message.
    public static let example = ChangeRiskLevel(
        caseID: Examples.caseID,
        level: .medium,
        consulted: Examples.username,
        reason: "the uncle moved out"
    )
}

/// The case plan, or a new version.
public struct DraftPlan: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "draft_plan"
    /// What it is for, in a sentence.
    public static let summary =
        "Drafts the case plan; every item valued 1 or 2 needs an action or a waiver before approval."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.socialWorker, .onCallWorker, .coordinatorSw]
    /// The case.
    public var caseID: CaseID
    /// What will be done.
    public var actions: [PlanAction]
    /// The next review, within 3 months.
    public var reviewDate: LocalDate

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, actions: [PlanAction], reviewDate: LocalDate) {
        self.caseID = caseID
        self.actions = actions
        self.reviewDate = reviewDate
    }

    /// A made-up message.
    public static let example = DraftPlan(
        caseID: Examples.caseID,
        actions: [.example],
        reviewDate: Examples.now.localDate.adding(days: 30)
    )
}

/// A supervisor lets a bad item go.
public struct WaiveItem: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "waive_item"
    /// What it is for, in a sentence.
    public static let summary = "Lets a Form 3 item valued 1 or 2 go without an action, with reason."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.coordinatorSw, .headPksai]
    /// The case.
    public var caseID: CaseID
    /// The item, `b1_3`.
    public var item: String
    /// Why.
    public var reason: String

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, item: String, reason: String) {
        self.caseID = caseID
        self.item = item
        self.reason = reason
    }

    /// A made-up message.
    public static let example = WaiveItem(caseID: Examples.caseID, item: "b1_3", reason: "insurance card is on its way")
}

/// The supervisor signs the plan.
public struct ApprovePlan: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "approve_plan"
    /// What it is for, in a sentence.
    public static let summary = "Puts the drafted plan in force; stops the plan clock, starts the review clock."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.coordinatorSw, .headPksai]
    /// The case.
    public var caseID: CaseID

    /// All members; optional ones may be left out.
    public init(caseID: CaseID) {
        self.caseID = caseID
    }

    /// A made-up message.
    public static let example = ApprovePlan(caseID: Examples.caseID)
}

/// Something was done under the plan.
public struct RecordIntervention: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "record_intervention"
    /// What it is for, in a sentence.
    public static let summary =
        "Records what was done for an action of the plan; a focal point on what its institution took over."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.socialWorker, .onCallWorker, .coordinatorSw, .focalPoint]
    /// The case.
    public var caseID: CaseID
    /// The action, `a1`.
    public var actionID: String
    /// What kind of intervention; each is monitored separately.
    public var kind: InterventionType?
    /// Where it stands now.
    public var status: PlanActionStatus
    /// What came of it.
    public var result: String

    /// All members; optional ones may be left out.
    public init(
        caseID: CaseID,
        actionID: String,
        kind: InterventionType? = nil,
        status: PlanActionStatus,
        result: String
    ) {
        self.caseID = caseID
        self.actionID = actionID
        self.kind = kind
        self.status = status
        self.result = result
    }

    /// A made-up message.
    public static let example = RecordIntervention(
        caseID: Examples.caseID,
        actionID: "a1",
        kind: .education,
        status: .done,
        result: "back at school since Monday"
    )
}

/// The case was looked at again.
public struct RecordReview: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "record_review"
    /// What it is for, in a sentence.
    public static let summary = "Records a review; the next one follows level, stability and the date agreed."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.socialWorker, .onCallWorker, .coordinatorSw]
    /// The case.
    public var caseID: CaseID
    /// The level found; lowering it is head_pksai's.
    public var level: RiskLevel
    /// Whether the child's situation is stable.
    public var stable: Bool
    /// Progress of each intervention.
    public var progress: String
    /// The next date agreed.
    public var nextDate: LocalDate?

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, level: RiskLevel, stable: Bool, progress: String, nextDate: LocalDate? = nil) {
        self.caseID = caseID
        self.level = level
        self.stable = stable
        self.progress = progress
        self.nextDate = nextDate
    }

    /// A made-up message.
    public static let example = RecordReview(
        caseID: Examples.caseID,
        level: .medium,
        stable: true,
        progress: "sleeps at the aunt's, goes to school"
    )
}

/// A plan action needs an outside service.
public struct PlanReferral: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "plan_referral"
    /// What it is for, in a sentence.
    public static let summary = "Asks the referral unit for a partner; consent must cover sharing."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.socialWorker, .onCallWorker, .coordinatorSw]
    /// The case.
    public var caseID: CaseID
    /// The action of the plan it serves; left out only when Form 3 says: refer and close.
    public var actionID: String?
    /// ordinary, expert, shelter, to_family or community.
    public var kind: ReferralKind
    /// What is needed.
    public var need: Need
    /// The partner wished for: directory id.
    public var wishedProvider: String?
    /// The problem, as the partner should know it.
    public var problem: String
    /// What was done already.
    public var doneSoFar: String?
    /// What is hoped for.
    public var helpWanted: String?

    /// All members; optional ones may be left out.
    public init(
        caseID: CaseID,
        actionID: String? = nil,
        kind: ReferralKind,
        need: Need,
        wishedProvider: String? = nil,
        problem: String,
        doneSoFar: String? = nil,
        helpWanted: String? = nil
    ) {
        self.caseID = caseID
        self.actionID = actionID
        self.kind = kind
        self.need = need
        self.wishedProvider = wishedProvider
        self.problem = problem
        self.doneSoFar = doneSoFar
        self.helpWanted = helpWanted
    }

    /// A made-up message.
    public static let example = PlanReferral(
        caseID: Examples.caseID,
        actionID: "a1",
        kind: .expert,
        need: .psychology,
        problem: "wakes up screaming"
    )
}

/// An emergency needs an outside service at once.
public struct RequestUrgentReferral: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "request_urgent_referral"
    /// What it is for, in a sentence.
    public static let summary = "Asks the referral unit for a partner at once; only at level high or in an emergency."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.intakeOfficer, .socialWorker, .onCallWorker, .coordinatorSw]
    /// The case.
    public var caseID: CaseID
    /// emergency or shelter.
    public var kind: ReferralKind
    /// What is needed.
    public var need: Need
    /// The partner wished for: directory id.
    public var wishedProvider: String?
    /// The problem, as the partner should know it.
    public var problem: String
    /// What was done already.
    public var doneSoFar: String?
    /// What is hoped for.
    public var helpWanted: String?

    /// All members; optional ones may be left out.
    public init(
        caseID: CaseID,
        kind: ReferralKind,
        need: Need,
        wishedProvider: String? = nil,
        problem: String,
        doneSoFar: String? = nil,
        helpWanted: String? = nil
    ) {
        self.caseID = caseID
        self.kind = kind
        self.need = need
        self.wishedProvider = wishedProvider
        self.problem = problem
        self.doneSoFar = doneSoFar
        self.helpWanted = helpWanted
    }

    /// A made-up message.
    public static let example = RequestUrgentReferral(
        caseID: Examples.caseID,
        kind: .shelter,
        need: .shelter,
        problem: "can't stay at home tonight"
    )
}

extension Form3 {
    /// A made-up form: all fair but one.
    public static let example = Form3(
        answers: Dictionary(
            uniqueKeysWithValues: Instruments.items.map { item in
                switch item.code {
                case "b3_6": (item.code, Answer(notApplicable: "no signs of trauma"))
                case "b1_3": (item.code, Answer(value: 1, note: "no card"))
                default: (item.code, Answer(value: 3))
                }
            }
        ),
        birthCertificate: true,
        childViews: "wants to stay with the aunt",
        carerViews: "can care for the child",
        strengths: "a caring aunt",
        concerns: "no health insurance",
        conclusion: .goOn,
        infoSheetGiven: true
    )
}

extension PlanAction {
    /// A made-up action.
    public static let example = PlanAction(
        id: "a1",
        problemItems: ["b1_3"],
        problem: "no health insurance",
        action: "apply for the card with the aunt",
        priority: 1,
        horizon: .short,
        start: Examples.now.localDate,
        expectedEnd: Examples.now.localDate.adding(days: 14),
        officer: Examples.username
    )
}
