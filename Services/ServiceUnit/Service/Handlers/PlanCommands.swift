internal import Contracts
internal import JSON
internal import ServiceUnitDomain
internal import UnitRuntime
internal import Vocabulary

extension ServiceUnitUnit {
    /// From the assessment to the plan in force (S05).
    static let planning: [HandlerBinding] = [
        .onCase(RecordAssessment.self) { aCase, message, context in
            try aCase.recordAssessment(message.form, by: context.actor, at: context.now)
        },
        .onCase(PauseAssessment.self) { aCase, message, context in
            try aCase.pauseAssessment(reason: message.reason, by: context.actor, at: context.now)
        },
        .onCase(ResumeAssessment.self) { aCase, _, context in
            try aCase.resumeAssessment(by: context.actor, at: context.now)
        },
        .onCase(ChangeRiskLevel.self) { aCase, message, context in
            try aCase.changeRiskLevel(
                to: message.level,
                consulted: message.consulted,
                reason: message.reason,
                by: context.actor,
                at: context.now
            )
        },
        .onCase(DraftPlan.self) { aCase, message, context in
            try aCase.draftPlan(message.actions, reviewDate: message.reviewDate, by: context.actor, at: context.now)
        },
        .onCase(WaiveItem.self) { aCase, message, context in
            try aCase.waiveItem(Waiver(item: message.item, reason: message.reason), by: context.actor, at: context.now)
        },
        // The rule looks into Form 3, plan and waivers, opened for it alone.
        .onCase(ApprovePlan.self) { aCase, _, context in
            let opened = try aCase.openForSupervisor(context)
            return try aCase.approvePlan(
                form: opened.form,
                actions: opened.actions,
                waivers: opened.waivers,
                by: context.actor,
                at: context.now
            )
        },
        .onCase(CoordinateAnalysis.self) { aCase, message, context in
            try aCase.coordinateAnalysis(decision: message.decision, by: context.actor, at: context.now)
        },
        .onCase(RevisePlan.self) { aCase, message, context in
            try aCase.revisePlan(
                message.actions,
                reviewDate: message.reviewDate,
                reason: message.reason,
                by: context.actor,
                at: context.now
            )
        },
        .onCase(GivePlanCopy.self) { aCase, message, context in
            try aCase.givePlanCopy(
                toChild: message.toChild,
                toFamily: message.toFamily,
                by: context.actor,
                at: context.now
            )
        },
    ]

    /// What is done under the plan, by the centre and by partners (§8.2, S09).
    static let intervening: [HandlerBinding] = [
        .onCase(RecordIntervention.self) { aCase, message, context in
            try aCase.recordIntervention(
                actionID: message.actionID,
                kind: message.kind,
                status: message.status,
                result: message.result,
                institution: context.institution,
                by: context.actor,
                at: context.now
            )
        },
        .onCase(RecordReview.self) { aCase, message, context in
            try aCase.recordReview(
                level: message.level,
                stable: message.stable,
                progress: message.progress,
                nextDate: message.nextDate,
                by: context.actor,
                at: context.now
            )
        },
        // The referral's id is answered.
        .onCase(PlanReferral.self) { aCase, message, context in
            let id = ReferralID(context.newID())
            context.result(["referral_id": .string(id.text)])
            return try aCase.planReferral(
                Case.ReferralWish(message),
                id: id,
                actionID: message.actionID,
                by: context.actor,
                at: context.now
            )
        },
        .onCase(RequestUrgentReferral.self) { aCase, message, context in
            let id = ReferralID(context.newID())
            context.result(["referral_id": .string(id.text)])
            return try aCase.requestUrgentReferral(
                Case.ReferralWish(message),
                id: id,
                by: context.actor,
                at: context.now
            )
        },
    ]
}

/// What both commands that ask for a referral say of it.
protocol AsksForReferral {
    var kind: ReferralKind { get }
    var need: Need { get }
    var wishedProvider: String? { get }
    var problem: String { get }
    var doneSoFar: String? { get }
    var helpWanted: String? { get }
}

extension PlanReferral: AsksForReferral {}
extension RequestUrgentReferral: AsksForReferral {}

extension Case.ReferralWish {
    init(_ message: some AsksForReferral) {
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
