internal import Contracts
internal import IdentificationDomain
internal import JSON
internal import UnitRuntime
internal import Vocabulary

/// A command that names its complaint by the number.
protocol AboutComplaint: CommandContract {
    /// The complaint's number.
    var complaintNo: ComplaintNumber { get }
}

extension RecordResidency: AboutComplaint {}
extension DecideScope: AboutComplaint {}

/// Takes an analyst's command about one complaint; the answer says where it then stands.
struct AnalystHandler<Message: AboutComplaint>: MessageHandler {
    /// Draws numbers.
    let desk: IdentificationDesk
    let rule: @Sendable (Identification, Message, ChildIdentity?, DecisionContext) throws -> [Identification.Event]
    var register: String? { CaseNumber.prefix }

    func lookups(of message: Message, _ context: RoutingContext) throws -> [LookupKey] {
        [.complaint(message.complaintNo)]
    }

    func subjects(of message: Message, _ context: RoutingContext) throws -> [AggregateReference] {
        guard let found = NumberedComplaint(context.lookup(.complaint(message.complaintNo))) else { return [] }
        return [AggregateReference(Identification.self, found.id)]
            + [found.child].compactMap(\.self).map { AggregateReference(Child.self, $0) }
    }

    func decide(_ message: Message, _ context: inout DecisionContext) throws {
        guard let id = NumberedComplaint(context.lookup(.complaint(message.complaintNo)))?.id else {
            throw Rejection.unknownComplaint
        }
        let identification = try context.state(Identification.self, id)
        let child = try identification.complaint?.child.map { try context.open($0) }
        context.append(try self.rule(identification, message, child, context), to: Identification.self, id)
        try self.desk.registerIfEligible(id, &context)
        let after = try context.state(Identification.self, id)
        context.result([
            "complaint_no": .string(message.complaintNo.text),
            "complaint_id": .string(id.text),
            "status": .string(after.status.rawValue),
        ])
    }
}

extension IdentificationUnit {
    /// What analysts decide of one complaint.
    static func analysts(_ desk: IdentificationDesk) -> [HandlerBinding] {
        [
            .command(
                AnalystHandler<RecordResidency>(desk: desk) { identification, message, child, context in
                    try identification.recordResidency(
                        message.residency,
                        proof: message.proof,
                        homeDistrict: message.homeDistrict,
                        child: child,
                        policy: desk.policy,
                        by: context.actor,
                        at: context.now
                    )
                }
            ),
            .command(
                AnalystHandler<DecideScope>(desk: desk) { identification, message, child, context in
                    try identification.decideScope(
                        message.categories ?? [],
                        outsideScope: message.outsideScope ?? false,
                        child: child,
                        policy: desk.policy,
                        by: context.actor,
                        at: context.now
                    )
                }
            ),
        ]
    }
}
