internal import Contracts
internal import JSON
internal import ServiceUnitDomain
internal import UnitRuntime
internal import Vocabulary

extension RecordAssessment: AboutCase {}

/// Takes `record_assessment`: Form 3.
struct RecordAssessmentHandler: CaseHandler {
    typealias Message = RecordAssessment

    func decide(_ aCase: Case, _ message: RecordAssessment, _ context: inout DecisionContext) throws -> [Case.Event] {
        try aCase.recordAssessment(message.form, by: context.actor, at: context.now)
    }
}

extension ChangeRiskLevel: AboutCase {}

/// Takes `change_risk_level`.
struct ChangeRiskLevelHandler: CaseHandler {
    typealias Message = ChangeRiskLevel

    func decide(_ aCase: Case, _ message: ChangeRiskLevel, _ context: inout DecisionContext) throws -> [Case.Event] {
        try aCase.changeRiskLevel(
            to: message.level,
            consulted: message.consulted,
            reason: message.reason,
            by: context.actor,
            at: context.now
        )
    }
}

extension DraftPlan: AboutCase {}

/// Takes `draft_plan`.
struct DraftPlanHandler: CaseHandler {
    typealias Message = DraftPlan

    func decide(_ aCase: Case, _ message: DraftPlan, _ context: inout DecisionContext) throws -> [Case.Event] {
        try aCase.draftPlan(message.actions, reviewDate: message.reviewDate, by: context.actor, at: context.now)
    }
}

extension WaiveItem: AboutCase {}

/// Takes `waive_item`.
struct WaiveItemHandler: CaseHandler {
    typealias Message = WaiveItem

    func decide(_ aCase: Case, _ message: WaiveItem, _ context: inout DecisionContext) throws -> [Case.Event] {
        try aCase.waiveItem(Waiver(item: message.item, reason: message.reason), by: context.actor, at: context.now)
    }
}

extension ApprovePlan: AboutCase {}

/// Takes `approve_plan`: the rule looks into Form 3, plan and waivers, opened for it alone.
struct ApprovePlanHandler: CaseHandler {
    typealias Message = ApprovePlan

    func decide(_ aCase: Case, _ message: ApprovePlan, _ context: inout DecisionContext) throws -> [Case.Event] {
        let opened = try aCase.openForSupervisor(context)
        return try aCase.approvePlan(
            form: opened.form,
            actions: opened.actions,
            waivers: opened.waivers,
            by: context.actor,
            at: context.now
        )
    }
}

extension RecordIntervention: AboutCase {}

/// Takes `record_intervention`.
struct RecordInterventionHandler: CaseHandler {
    typealias Message = RecordIntervention

    func decide(_ aCase: Case, _ message: RecordIntervention, _ context: inout DecisionContext) throws -> [Case.Event] {
        try aCase.recordIntervention(
            actionID: message.actionID,
            kind: message.kind,
            status: message.status,
            result: message.result,
            institution: context.institution,
            by: context.actor,
            at: context.now
        )
    }
}

extension RecordReview: AboutCase {}

/// Takes `record_review`.
struct RecordReviewHandler: CaseHandler {
    typealias Message = RecordReview

    func decide(_ aCase: Case, _ message: RecordReview, _ context: inout DecisionContext) throws -> [Case.Event] {
        try aCase.recordReview(
            level: message.level,
            stable: message.stable,
            progress: message.progress,
            nextDate: message.nextDate,
            by: context.actor,
            at: context.now
        )
    }
}

extension PlanReferral: AboutCase {}

/// Takes `plan_referral`: the referral's id is answered.
struct PlanReferralHandler: CaseHandler {
    typealias Message = PlanReferral

    func decide(_ aCase: Case, _ message: PlanReferral, _ context: inout DecisionContext) throws -> [Case.Event] {
        let id = ReferralID(context.newID())
        let events = try aCase.planReferral(
            Case.ReferralWish(message),
            id: id,
            actionID: message.actionID,
            by: context.actor,
            at: context.now
        )
        context.result(["referral_id": .string(id.text)])
        return events
    }
}

extension RequestUrgentReferral: AboutCase {}

/// Takes `request_urgent_referral`: the referral's id is answered.
struct RequestUrgentReferralHandler: CaseHandler {
    typealias Message = RequestUrgentReferral

    func decide(_ aCase: Case, _ message: RequestUrgentReferral, _ context: inout DecisionContext) throws -> [Case
        .Event]
    {
        let id = ReferralID(context.newID())
        let events = try aCase.requestUrgentReferral(
            Case.ReferralWish(message),
            id: id,
            by: context.actor,
            at: context.now
        )
        context.result(["referral_id": .string(id.text)])
        return events
    }
}

extension Case.ReferralWish {
    init(_ message: PlanReferral) {
        self.init(
            kind: message.kind,
            need: message.need,
            wishedProvider: message.wishedProvider,
            problem: message.problem,
            doneSoFar: message.doneSoFar,
            helpWanted: message.helpWanted
        )
    }
}

extension Case.ReferralWish {
    init(_ message: RequestUrgentReferral) {
        self.init(
            kind: message.kind,
            need: message.need,
            wishedProvider: message.wishedProvider,
            problem: message.problem,
            doneSoFar: message.doneSoFar,
            helpWanted: message.helpWanted
        )
    }
}

extension Case {
    /// Form 3, the plan's actions and the waivers, opened for a supervisor's rule.
    func openForSupervisor(
        _ context: DecisionContext
    ) throws -> (form: Form3, actions: [PlanAction], waivers: [Waiver]) {
        guard let assessment = self.assessment else { return (Form3.unanswered, [], []) }
        return (
            try context.open(assessment.form),
            try self.plan.map { try context.open($0.actions) } ?? [],
            try self.waivers.map { try context.open($0) }
        )
    }
}

extension Form3 {
    /// What a case without an assessment has.
    fileprivate static let unanswered = Form3(
        answers: [:],
        carerViews: "",
        strengths: "",
        concerns: "",
        conclusion: .goOn,
        infoSheetGiven: false
    )
}
