internal import Contracts
internal import IdentificationDomain
internal import JSON
internal import UnitRuntime
internal import Vocabulary

/// A handler of commands that name a complaint by its number.
protocol NumberedHandler<Message>: MessageHandler {
    /// The complaint's number.
    func number(in message: Message) -> ComplaintNumber
    /// The rule's answer.
    func decide(
        _ identification: Identification,
        _ message: Message,
        child: ChildIdentity?,
        _ context: DecisionContext
    ) throws -> [Identification.Event]
    /// Draws numbers.
    var desk: IdentificationDesk { get }
}

extension NumberedHandler {
    var register: String? { CaseNumber.prefix }

    func lookups(of message: Message, _ context: RoutingContext) throws -> [LookupKey] {
        [.complaint(self.number(in: message))]
    }

    func subjects(of message: Message, _ context: RoutingContext) throws -> [AggregateReference] {
        guard let found = NumberedComplaint(context.lookup(.complaint(self.number(in: message)))) else { return [] }
        return [AggregateReference(Identification.self, found.id)]
            + [found.child].compactMap(\.self).map { AggregateReference(Child.self, $0) }
    }

    func decide(_ message: Message, _ context: inout DecisionContext) throws {
        guard let id = NumberedComplaint(context.lookup(.complaint(self.number(in: message))))?.id else {
            throw Rejection.unknownComplaint
        }
        let identification = try context.state(Identification.self, id)
        let child = try identification.complaint?.child.map { try context.open($0) }
        context.append(
            try self.decide(identification, message, child: child, context),
            to: Identification.self,
            id
        )
        try self.desk.registerIfEligible(id, &context)
        let after = try context.state(Identification.self, id)
        context.result([
            "complaint_no": .string(self.number(in: message).text),
            "complaint_id": .string(id.text),
            "status": .string(after.status.rawValue),
        ])
    }
}

/// Takes `record_residency`.
struct RecordResidencyHandler: NumberedHandler {
    typealias Message = RecordResidency

    let desk: IdentificationDesk

    func number(in message: RecordResidency) -> ComplaintNumber { message.complaintNo }

    func decide(
        _ identification: Identification,
        _ message: RecordResidency,
        child: ChildIdentity?,
        _ context: DecisionContext
    ) throws -> [Identification.Event] {
        try identification.recordResidency(
            message.residency,
            proof: message.proof,
            homeDistrict: message.homeDistrict,
            child: child,
            policy: self.desk.policy,
            by: context.actor,
            at: context.now
        )
    }
}

/// Takes `decide_scope`.
struct DecideScopeHandler: NumberedHandler {
    typealias Message = DecideScope

    let desk: IdentificationDesk

    func number(in message: DecideScope) -> ComplaintNumber { message.complaintNo }

    func decide(
        _ identification: Identification,
        _ message: DecideScope,
        child: ChildIdentity?,
        _ context: DecisionContext
    ) throws -> [Identification.Event] {
        try identification.decideScope(
            message.categories ?? [],
            outsideScope: message.outsideScope ?? false,
            child: child,
            policy: self.desk.policy,
            by: context.actor,
            at: context.now
        )
    }
}
