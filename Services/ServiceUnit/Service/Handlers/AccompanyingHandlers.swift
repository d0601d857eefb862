internal import Contracts
internal import JSON
internal import ServiceUnitDomain
internal import UnitRuntime
internal import Vocabulary

extension ScheduleHomeVisit: AboutCase {}

/// Takes `schedule_home_visit`.
struct ScheduleHomeVisitHandler: CaseHandler {
    typealias Message = ScheduleHomeVisit

    func decide(_ aCase: Case, _ message: ScheduleHomeVisit, _ context: inout DecisionContext) throws -> [Case.Event] {
        try aCase.scheduleHomeVisit(
            on: message.date,
            by: context.actor,
            at: context.now
        )
    }
}

extension PauseAssessment: AboutCase {}

/// Takes `pause_assessment`.
struct PauseAssessmentHandler: CaseHandler {
    typealias Message = PauseAssessment

    func decide(_ aCase: Case, _ message: PauseAssessment, _ context: inout DecisionContext) throws -> [Case.Event] {
        try aCase.pauseAssessment(
            reason: message.reason,
            by: context.actor,
            at: context.now
        )
    }
}

extension ResumeAssessment: AboutCase {}

/// Takes `resume_assessment`.
struct ResumeAssessmentHandler: CaseHandler {
    typealias Message = ResumeAssessment

    func decide(_ aCase: Case, _ message: ResumeAssessment, _ context: inout DecisionContext) throws -> [Case.Event] {
        try aCase.resumeAssessment(
            by: context.actor,
            at: context.now
        )
    }
}

extension CoordinateAnalysis: AboutCase {}

/// Takes `coordinate_analysis`.
struct CoordinateAnalysisHandler: CaseHandler {
    typealias Message = CoordinateAnalysis

    func decide(_ aCase: Case, _ message: CoordinateAnalysis, _ context: inout DecisionContext) throws -> [Case.Event] {
        try aCase.coordinateAnalysis(
            decision: message.decision,
            by: context.actor,
            at: context.now
        )
    }
}

extension RecordFollowUp: AboutCase {}

/// Takes `record_follow_up`.
struct RecordFollowUpHandler: CaseHandler {
    typealias Message = RecordFollowUp

    func decide(_ aCase: Case, _ message: RecordFollowUp, _ context: inout DecisionContext) throws -> [Case.Event] {
        try aCase.recordFollowUp(
            Case.FollowUp(message),
            by: context.actor,
            at: context.now
        )
    }
}

extension GivePlanCopy: AboutCase {}

/// Takes `give_plan_copy`.
struct GivePlanCopyHandler: CaseHandler {
    typealias Message = GivePlanCopy

    func decide(_ aCase: Case, _ message: GivePlanCopy, _ context: inout DecisionContext) throws -> [Case.Event] {
        try aCase.givePlanCopy(
            toChild: message.toChild,
            toFamily: message.toFamily,
            by: context.actor,
            at: context.now
        )
    }
}

extension RevisePlan: AboutCase {}

/// Takes `revise_plan`.
struct RevisePlanHandler: CaseHandler {
    typealias Message = RevisePlan

    func decide(_ aCase: Case, _ message: RevisePlan, _ context: inout DecisionContext) throws -> [Case.Event] {
        try aCase.revisePlan(
            message.actions,
            reviewDate: message.reviewDate,
            reason: message.reason,
            by: context.actor,
            at: context.now
        )
    }
}

extension HoldEvaluation: AboutCase {}

/// Takes `hold_evaluation`.
struct HoldEvaluationHandler: CaseHandler {
    typealias Message = HoldEvaluation

    func decide(_ aCase: Case, _ message: HoldEvaluation, _ context: inout DecisionContext) throws -> [Case.Event] {
        try aCase.holdEvaluation(
            message.results,
            goalsMet: message.goalsMet,
            stillAtRisk: message.stillAtRisk,
            minutes: message.minutes,
            by: context.actor,
            at: context.now
        )
    }
}

extension RecordPostMonitoring: AboutCase {}

/// Takes `record_post_monitoring`.
struct RecordPostMonitoringHandler: CaseHandler {
    typealias Message = RecordPostMonitoring

    func decide(
        _ aCase: Case,
        _ message: RecordPostMonitoring,
        _ context: inout DecisionContext
    ) throws -> [Case.Event] {
        try aCase.recordPostMonitoring(
            message.form,
            by: context.actor,
            at: context.now
        )
    }
}

extension ApprovePostMonitoring: AboutCase {}

/// Takes `approve_post_monitoring`.
struct ApprovePostMonitoringHandler: CaseHandler {
    typealias Message = ApprovePostMonitoring

    func decide(
        _ aCase: Case,
        _ message: ApprovePostMonitoring,
        _ context: inout DecisionContext
    ) throws -> [Case.Event] {
        try aCase.approvePostMonitoring(
            by: context.actor,
            at: context.now
        )
    }
}

extension DecideReopening: AboutCase {}

/// Takes `decide_reopening`.
struct DecideReopeningHandler: CaseHandler {
    typealias Message = DecideReopening

    func decide(_ aCase: Case, _ message: DecideReopening, _ context: inout DecisionContext) throws -> [Case.Event] {
        try aCase.decideReopening(
            reopen: message.reopen,
            reason: message.reason,
            referredTo: message.referredTo,
            by: context.actor,
            at: context.now
        )
    }
}

extension DecideWithdrawal: AboutCase {}

/// Takes `decide_withdrawal`.
struct DecideWithdrawalHandler: CaseHandler {
    typealias Message = DecideWithdrawal

    func decide(_ aCase: Case, _ message: DecideWithdrawal, _ context: inout DecisionContext) throws -> [Case.Event] {
        try aCase.decideWithdrawal(
            protect: message.protect,
            reason: message.reason,
            by: context.actor,
            at: context.now
        )
    }
}

extension ConfirmSharingStopped: AboutCase {}

/// Takes `confirm_sharing_stopped`.
struct ConfirmSharingStoppedHandler: CaseHandler {
    typealias Message = ConfirmSharingStopped

    func decide(
        _ aCase: Case,
        _ message: ConfirmSharingStopped,
        _ context: inout DecisionContext
    ) throws -> [Case.Event] {
        try aCase.acknowledgeWithdrawal(
            for: message.holder,
            institution: context.institution,
            by: context.actor,
            at: context.now
        )
    }
}

extension Case.FollowUp {
    init(_ message: RecordFollowUp) {
        self.init(
            kind: message.kind,
            place: message.place,
            purpose: message.purpose,
            form: message.form,
            nextDate: message.nextDate,
            isLast: message.last ?? false
        )
    }
}

extension WithdrawConsent: AboutCase {}

/// Takes `withdraw_consent`: partners of conferences hear of it at once, those of referrals by the referral unit.
struct WithdrawConsentHandler: CaseHandler {
    typealias Message = WithdrawConsent

    func decide(_ aCase: Case, _ message: WithdrawConsent, _ context: inout DecisionContext) throws -> [Case.Event] {
        let events = try aCase.withdrawConsent(reason: message.reason, by: context.actor, at: context.now)
        let after = aCase.applying(events)
        if !after.test, let due = after.clocks[.withdrawalAcknowledgement]?.dueAt {
            for partner in after.informed {
                let notice = SharingWithdrawn(caseID: after.id, acknowledgeBy: due)
                context.perform(.send(.everyone(.focalPoint, institution: partner), notice))
            }
        }
        return events
    }
}

extension ScheduleEvaluation: AboutCase {}

/// Takes `schedule_evaluation`: the partners concerned are invited.
struct ScheduleEvaluationHandler: CaseHandler {
    typealias Message = ScheduleEvaluation

    func decide(_ aCase: Case, _ message: ScheduleEvaluation, _ context: inout DecisionContext) throws -> [Case.Event] {
        let events = try aCase.scheduleEvaluation(
            on: message.date,
            institutions: message.institutions ?? [],
            by: context.actor,
            at: context.now
        )
        guard !aCase.test else { return events }
        for institution in message.institutions ?? [] {
            let invited = MeetingInvited(
                caseID: aCase.id,
                referrals: aCase.referrals(at: institution),
                date: message.date,
                actionIDs: aCase.takenOver.filter { $0.institution == institution }.map(\.actionID),
                caseManager: aCase.manager
            )
            context.perform(.send(.everyone(.focalPoint, institution: institution), invited))
        }
        return events
    }
}
