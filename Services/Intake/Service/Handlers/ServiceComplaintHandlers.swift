internal import Contracts
internal import IntakeDomain
internal import JSON
internal import UnitRuntime
internal import Vocabulary

/// A complaint about the centre, however it came.
protocol ServiceComplaintMessage: Sendable {
    var complaint: ServiceComplaintSubmitted { get }
}

extension ServiceComplaintSubmitted: ServiceComplaintMessage {
    var complaint: ServiceComplaintSubmitted { self }
}
extension RecordServiceComplaint: ServiceComplaintMessage {}

/// Takes a complaint about the centre into its own stream. Only if it reports a child in danger does it register a
/// complaint about that child as well: an emergency, like any other (rule 29).
struct ServiceComplaintHandler<Message: ServiceComplaintMessage>: MessageHandler {
    let policy: IntakePolicy
    /// Whether the sender is answered like an agency.
    let answersOutsider: Bool
    var registers: [String] { [ServiceComplaintNumber.prefix, ComplaintNumber.prefix] }

    func subjects(of message: Message, _ context: RoutingContext) throws -> [AggregateReference] { [] }

    func decide(_ message: Message, _ context: inout DecisionContext) throws {
        let said = message.complaint
        let year = context.now.localDate.year
        let serial = context.nextNumber(ServiceComplaintNumber.prefix, year: year)
        let number = ServiceComplaintNumber(year: year, serial: serial)
        let id = ServiceComplaintID(context.newID())
        context.create(ServiceComplaint.self, id)
        let complaintNo = said.childInDanger == true ? self.registerChild(said, &context) : nil
        let events = try ServiceComplaint(id: id).receive(
            said.content,
            channel: said.channel,
            trigger: said.trigger ?? .other,
            complainant: said.complainant,
            from: context.sender.text,
            number: number,
            complaintNo: complaintNo,
            at: context.now
        )
        context.append(events, to: ServiceComplaint.self, id)
        context.setLookup(.serviceComplaint(number), to: id.text)
        if self.answersOutsider {
            context.answer(
                ServiceComplaintReceipt(
                    messageID: context.messageID,
                    serviceComplaintNo: number,
                    complaintNo: complaintNo
                )
            )
        } else {
            context.result([
                "service_complaint_no": .string(number.text),
                "complaint_no": complaintNo.map { JSONValue.string($0.text) } ?? .null,
            ])
        }
    }

    private func registerChild(_ said: ServiceComplaintSubmitted, _ context: inout DecisionContext) -> ComplaintNumber {
        let year = context.now.localDate.year
        let number = ComplaintNumber(year: year, serial: context.nextNumber(ComplaintNumber.prefix, year: year))
        let complaint = Complaint(id: ComplaintID(context.newID()))
        context.create(Complaint.self, complaint.id)
        let events = complaint.register(
            Report(
                channel: said.channel.channel,
                emergency: true,
                reporter: said.complainant,
                child: said.child,
                situation: said.content
            ),
            from: context.sender.text,
            number: number,
            caseID: CaseID(context.newID()),
            policy: self.policy,
            at: context.now
        )
        context.take(events, of: complaint)
        context.setLookup(.complaint(number), to: complaint.id.text)
        return number
    }
}

/// Takes `answer_service_complaint`: whoever sent the complaint gets the answer.
struct AnswerServiceComplaintHandler: MessageHandler {
    func lookups(of message: AnswerServiceComplaint, _ context: RoutingContext) throws -> [LookupKey] {
        [.serviceComplaint(message.serviceComplaintNo)]
    }

    func subjects(of message: AnswerServiceComplaint, _ context: RoutingContext) throws -> [AggregateReference] {
        context.lookup(.serviceComplaint(message.serviceComplaintNo)).flatMap { ServiceComplaintID($0) }
            .map { [AggregateReference(ServiceComplaint.self, $0)] } ?? []
    }

    func decide(_ message: AnswerServiceComplaint, _ context: inout DecisionContext) throws {
        guard
            let id = context.lookup(.serviceComplaint(message.serviceComplaintNo))
                .flatMap({ ServiceComplaintID($0) })
        else { throw Complaint.Rejection.unknownServiceComplaint }
        let complaint = try context.state(ServiceComplaint.self, id)
        let events = try complaint.answer(message.answer, by: context.actor, at: context.now)
        context.append(events, to: ServiceComplaint.self, id)
        // A destroyed key makes the sender unreadable, for good: then nobody is told.
        if let sender = complaint.sender.flatMap({ try? context.open($0) }).flatMap({ Username($0) }) {
            let reply = ServiceComplaintReply(
                serviceComplaintNo: message.serviceComplaintNo,
                answer: message.answer,
                at: context.now
            )
            context.perform(.send(.user(sender), reply))
        }
        context.result(["service_complaint_no": .string(message.serviceComplaintNo.text)])
    }
}

/// What follows from a complaint about the centre outside the unit.
enum ServiceComplaintEffects {
    static func of(
        _ event: ServiceComplaint.Event,
        _ before: ServiceComplaint,
        _ after: ServiceComplaint,
        _ context: EffectContext
    ) -> [Effect] {
        switch event {
        case .serviceComplaintReceived(let received):
            [
                .alert(
                    [.secretary, .responsibleOfficer, .headPksai],
                    Alert(
                        kind: "service_complaint_received",
                        unit: .intake,
                        stream: "\(ServiceComplaint.streamKind)-\(after.id)",
                        message:
                            "complaint \(received.number) about the centre came in by \(received.channel.rawValue)",
                        at: context.now
                    )
                )
            ]
        case .serviceComplaintAnswered: []
        }
    }
}

extension LookupKey {
    /// The number of a complaint about the centre leads to its key.
    static func serviceComplaint(_ number: ServiceComplaintNumber) -> LookupKey {
        LookupKey("service_complaint_no", number.text)
    }
}
