internal import Contracts
internal import ServiceUnitDomain
internal import UnitRuntime
internal import Vocabulary

extension RecordContactAttempt: AboutCase {}

/// Takes `record_contact_attempt`: the urgent claim can't lapse any more.
struct RecordContactAttemptHandler: CaseHandler {
    typealias Message = RecordContactAttempt

    func decide(_ aCase: Case, _ message: RecordContactAttempt, _ context: inout DecisionContext) throws -> [Case.Event]
    {
        try aCase.recordContactAttempt(reached: message.reached, note: message.note, by: context.actor, at: context.now)
    }
}

extension RecordSafetyAssessment: AboutCase {}

/// Takes `record_safety_assessment`: stops the contact clock.
struct RecordSafetyAssessmentHandler: CaseHandler {
    typealias Message = RecordSafetyAssessment

    func decide(_ aCase: Case, _ message: RecordSafetyAssessment, _ context: inout DecisionContext) throws -> [Case
        .Event]
    {
        try aCase.recordSafetyAssessment(
            childSeen: message.childSeen,
            childSpokenTo: message.childSpokenTo,
            message.assessment,
            by: context.actor,
            at: context.now
        )
    }
}

extension RecordProtectiveAction: AboutCase {}

/// Takes `record_protective_action`: stops the protection clock.
struct RecordProtectiveActionHandler: CaseHandler {
    typealias Message = RecordProtectiveAction

    func decide(_ aCase: Case, _ message: RecordProtectiveAction, _ context: inout DecisionContext) throws -> [Case
        .Event]
    {
        try aCase.recordProtectiveAction(message.action, by: context.actor, at: context.now)
    }
}

extension AssignCaseWorker: AboutCase {}

/// Takes `assign_case_worker`.
struct AssignCaseWorkerHandler: CaseHandler {
    typealias Message = AssignCaseWorker

    func users(of message: AssignCaseWorker) -> [Username] { [message.worker] }

    func decide(_ aCase: Case, _ message: AssignCaseWorker, _ context: inout DecisionContext) throws -> [Case.Event] {
        try aCase.assignWorker(
            message.worker,
            workerRoles: context.roles(of: message.worker),
            letterNo: message.letterNo,
            by: context.actor,
            at: context.now
        )
    }
}

/// Takes `assign_case_manager`; a meeting that appoints notes it as the case's outcome.
struct AssignCaseManagerHandler: MessageHandler {
    func users(of message: AssignCaseManager) -> [Username] { [message.worker] }

    func subjects(of message: AssignCaseManager, _ context: RoutingContext) throws -> [AggregateReference] {
        [AggregateReference(Case.self, message.caseID)]
            + (message.meetingID.map { [AggregateReference(Meeting.self, $0)] } ?? [])
    }

    func decide(_ message: AssignCaseManager, _ context: inout DecisionContext) throws {
        let aCase = try context.state(Case.self, message.caseID)
        let events = try aCase.assignManager(
            message.worker,
            workerRoles: context.roles(of: message.worker),
            reason: message.reason,
            handover: message.handover,
            by: context.actor,
            at: context.now
        )
        if let id = message.meetingID {
            let appointed = try context.state(Meeting.self, id)
                .appoint(message.worker, for: message.caseID, by: context.sender, at: context.now)
            context.append(appointed, to: Meeting.self, id)
        }
        context.append(events, to: Case.self, message.caseID)
        context.result(of: try context.state(Case.self, message.caseID))
    }
}

extension RecordHomeVisit: AboutCase {}

/// Takes `record_home_visit`.
struct RecordHomeVisitHandler: CaseHandler {
    typealias Message = RecordHomeVisit

    func decide(_ aCase: Case, _ message: RecordHomeVisit, _ context: inout DecisionContext) throws -> [Case.Event] {
        try aCase.recordHomeVisit(
            childMet: message.childMet,
            report: message.report,
            by: context.actor,
            at: context.now
        )
    }
}

extension RecordConsent: AboutCase {}

/// Takes `record_consent`: Form 2.
struct RecordConsentHandler: CaseHandler {
    typealias Message = RecordConsent

    func decide(_ aCase: Case, _ message: RecordConsent, _ context: inout DecisionContext) throws -> [Case.Event] {
        try aCase.recordConsent(Case.ConsentDecision(message), by: context.actor, at: context.now)
    }
}

extension DecideProtectiveReview: AboutCase {}

/// Takes `decide_protective_review`.
struct DecideProtectiveReviewHandler: CaseHandler {
    typealias Message = DecideProtectiveReview

    func decide(_ aCase: Case, _ message: DecideProtectiveReview, _ context: inout DecisionContext) throws -> [Case
        .Event]
    {
        try aCase.decideProtectiveReview(
            protect: message.protect,
            reason: message.reason,
            by: context.actor,
            at: context.now
        )
    }
}

extension Case.ConsentDecision {
    init(_ message: RecordConsent) {
        let answer: Answer =
            switch message.decision {
            case .willing: .willing(sharingWithPartners: message.sharingWithPartners ?? false)
            case .notWilling: .notWilling
            case .deferred: .deferred(reason: message.reason ?? "")
            }
        self.init(
            answer: answer,
            capacity: message.capacity,
            informed: message.informed,
            purposeExplained: message.purposeExplained,
            suspectedPerpetrator: message.suspectedPerpetrator,
            form: message.form
        )
    }
}
