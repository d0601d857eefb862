internal import Contracts
internal import IntakeDomain
internal import UnitRuntime
internal import Vocabulary

/// Takes an officer's `complete_form_1`.
struct CompleteForm1Handler: NumberedHandler {
    typealias Message = CompleteForm1

    let policy: IntakePolicy

    func number(in message: CompleteForm1) -> ComplaintNumber { message.complaintNo }

    func decide(
        _ complaint: Complaint,
        _ message: CompleteForm1,
        _ context: DecisionContext
    ) throws -> [Complaint.Event] {
        try complaint.completeForm1(
            Supplement(message),
            unknown: Set(message.unknownFields ?? []),
            place: message.place,
            date: message.date,
            signed: message.signed ?? false,
            form: try context.form(of: complaint),
            by: context.actor,
            policy: self.policy,
            at: context.now
        )
    }
}

/// Takes an officer's `assess_complaint`.
struct AssessComplaintHandler: NumberedHandler {
    typealias Message = AssessComplaint

    func number(in message: AssessComplaint) -> ComplaintNumber { message.complaintNo }

    func decide(
        _ complaint: Complaint,
        _ message: AssessComplaint,
        _ context: DecisionContext
    ) throws -> [Complaint.Event] {
        try complaint.assess(
            Judgement(message),
            form: try context.form(of: complaint),
            by: context.actor,
            at: context.now
        )
    }
}

/// Takes an officer's `forward_complaint`.
struct ForwardComplaintHandler: NumberedHandler {
    typealias Message = ForwardComplaint

    func number(in message: ForwardComplaint) -> ComplaintNumber { message.complaintNo }

    func decide(
        _ complaint: Complaint,
        _ message: ForwardComplaint,
        _ context: DecisionContext
    ) throws -> [Complaint.Event] {
        try complaint.forward(form: try context.form(of: complaint), by: context.actor, at: context.now)
    }
}

/// Takes an officer's `close_complaint_with_advice`.
struct CloseComplaintWithAdviceHandler: NumberedHandler {
    typealias Message = CloseComplaintWithAdvice

    func number(in message: CloseComplaintWithAdvice) -> ComplaintNumber { message.complaintNo }

    func decide(
        _ complaint: Complaint,
        _ message: CloseComplaintWithAdvice,
        _ context: DecisionContext
    ) throws -> [Complaint.Event] {
        try complaint.closeWithAdvice(
            message.advice,
            pointedTo: message.pointedTo,
            localHelp: message.localHelp,
            form: try context.form(of: complaint),
            by: context.actor,
            at: context.now
        )
    }
}

extension Supplement {
    fileprivate init(_ message: CompleteForm1) {
        self.init(
            child: message.child,
            family: message.family,
            situation: message.situation,
            categories: message.categories?.withoutRepeats,
            assessment: message.initialAssessment,
            documents: Set(message.documents ?? [])
        )
    }
}

extension Judgement {
    fileprivate init(_ message: AssessComplaint) {
        self.init(
            InitialAssessment(
                vulnerable: message.vulnerable,
                vulnerabilityTypes: message.vulnerabilityTypes,
                riskTypes: message.riskTypes,
                riskLevel: message.riskLevel,
                immediateNeeds: message.immediateNeeds,
                recommendation: message.recommendation
            ),
            riskLevel: message.riskLevel,
            emergency: message.emergency,
            reason: message.reason,
            supervisorNote: message.supervisorNote
        )
    }
}
