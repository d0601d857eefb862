internal import Contracts
internal import IntakeDomain
internal import JSON
internal import UnitRuntime
internal import Vocabulary

/// A command that names its complaint by the number.
protocol AboutComplaint: CommandContract {
    /// The complaint's number.
    var complaintNo: ComplaintNumber { get }
}

extension CompleteForm1: AboutComplaint {}
extension AssessComplaint: AboutComplaint {}
extension ForwardComplaint: AboutComplaint {}
extension CloseComplaintWithAdvice: AboutComplaint {}
extension VerifyInformation: AboutComplaint {}
extension NoteUnverifiable: AboutComplaint {}
extension DocumentComplaint: AboutComplaint {}

/// Takes an officer's command about one complaint; the answer says where it then stands.
struct OfficerHandler<Message: AboutComplaint>: MessageHandler {
    let rule: @Sendable (Complaint, Message, DecisionContext) throws -> [Complaint.Event]

    func lookups(of message: Message, _ context: RoutingContext) throws -> [LookupKey] {
        [.complaint(message.complaintNo)]
    }

    func subjects(of message: Message, _ context: RoutingContext) throws -> [AggregateReference] {
        context.complaint(numbered: message.complaintNo)
    }

    func decide(_ message: Message, _ context: inout DecisionContext) throws {
        let complaint = try context.complaint(numbered: message.complaintNo)
        let events = try self.rule(complaint, message, context)
        context.take(events, of: complaint)
        context.result([
            "complaint_no": .string(message.complaintNo.text),
            "complaint_id": .string(complaint.id.text),
            "status": .string(complaint.applying(events).status.rawValue),
        ])
    }
}

extension HandlerBinding {
    fileprivate static func officer<Command: AboutComplaint>(
        _ type: Command.Type,
        _ rule: @escaping @Sendable (Complaint, Command, DecisionContext) throws -> [Complaint.Event]
    ) -> HandlerBinding { .command(OfficerHandler(rule: rule)) }
}

extension IntakeUnit {
    /// What officers order of one complaint, in the order of tables L.1 and L.4.
    static func officers(_ policy: IntakePolicy) -> [HandlerBinding] {
        [
            .officer(CompleteForm1.self) { complaint, message, context in
                try complaint.completeForm1(
                    Supplement(message),
                    unknown: Set(message.unknownFields ?? []),
                    place: message.place,
                    date: message.date,
                    signed: message.signed ?? false,
                    form: try context.form(of: complaint),
                    by: context.actor,
                    policy: policy,
                    at: context.now
                )
            },
            .officer(AssessComplaint.self) { complaint, message, context in
                try complaint.assess(
                    Judgement(message),
                    form: try context.form(of: complaint),
                    by: context.actor,
                    at: context.now
                )
            },
            .officer(VerifyInformation.self) { complaint, message, context in
                try complaint.verifyInformation(
                    Set(message.sources ?? []),
                    childLocated: message.childLocated ?? false,
                    note: message.note,
                    by: context.actor,
                    at: context.now
                )
            },
            .officer(NoteUnverifiable.self) { complaint, message, context in
                try complaint.noteUnverifiable(
                    Set(message.sources),
                    note: message.note,
                    by: context.actor,
                    at: context.now
                )
            },
            .officer(ForwardComplaint.self) { complaint, _, context in
                try complaint.forward(form: try context.form(of: complaint), by: context.actor, at: context.now)
            },
            .officer(CloseComplaintWithAdvice.self) { complaint, message, context in
                try complaint.closeWithAdvice(
                    message.advice,
                    pointedTo: message.pointedTo,
                    localHelp: message.localHelp,
                    form: try context.form(of: complaint),
                    by: context.actor,
                    at: context.now
                )
            },
            .officer(DocumentComplaint.self) { complaint, message, context in
                try complaint.document(message.archiveRef, by: context.actor, at: context.now)
            },
        ]
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
