internal import Contracts
internal import IdentificationDomain
internal import JSON
internal import UnitRuntime
internal import Vocabulary

/// A handler of what ends the wait for the population registry: its answer, or the end of the time.
protocol RegistryHandler: MessageHandler {
    /// The complaint asked about.
    func complaint(in message: Message) -> ComplaintID
    /// The answer; nil if the time is over.
    func answer(in message: Message, _ context: DecisionContext) throws -> PopulationAnswered?
    /// Lets the checks go on.
    var desk: IdentificationDesk { get }
}

extension RegistryHandler {
    var register: String? { CaseNumber.prefix }

    func lookups(of message: Message, _ context: RoutingContext) throws -> [LookupKey] {
        [.child(of: self.complaint(in: message))]
    }

    func subjects(of message: Message, _ context: RoutingContext) throws -> [AggregateReference] {
        let id = self.complaint(in: message)
        return [AggregateReference(Identification.self, id)]
            + [context.lookup(.child(of: id)).flatMap { ChildID($0) }].compactMap(\.self)
            .map { AggregateReference(Child.self, $0) }
    }

    func decide(_ message: Message, _ context: inout DecisionContext) throws {
        let id = self.complaint(in: message)
        let identification = try context.state(Identification.self, id)
        let record = try context.lookup(.child(of: id)).flatMap { ChildID($0) }
            .map { try context.state(Child.self, $0) }
        let events = identification.goOn(
            try self.answer(in: message, context),
            known: record.map { KnownChild($0) },
            child: try identification.complaint?.child.map { try context.open($0) },
            policy: self.desk.policy,
            at: context.now
        )
        context.append(events, to: Identification.self, id)
        try self.desk.registerIfEligible(id, &context)
    }
}

/// Takes the registry's `answer_population_lookup`.
struct AnswerPopulationLookupHandler: RegistryHandler {
    typealias Message = AnswerPopulationLookup

    let desk: IdentificationDesk

    func complaint(in message: AnswerPopulationLookup) -> ComplaintID { message.complaintID }

    func answer(in message: AnswerPopulationLookup, _ context: DecisionContext) throws -> PopulationAnswered? {
        guard context.exists(Identification.self, message.complaintID) else { throw Rejection.unknownComplaint }
        guard message.found else { return PopulationAnswered(record: nil, at: context.now) }
        guard let status = message.status, let district = message.district, RegistryRecord.isDistrict(district) else {
            throw Rejection.registryAnswerIncomplete
        }
        return PopulationAnswered(record: RegistryRecord(status: status, district: district), at: context.now)
    }
}

/// Hears from itself that the registry did not answer in time.
struct PopulationUnansweredHandler: RegistryHandler {
    typealias Message = Heard<PopulationUnanswered>

    let desk: IdentificationDesk

    func complaint(in message: Heard<PopulationUnanswered>) -> ComplaintID { message.event.complaintID }
    func answer(in message: Heard<PopulationUnanswered>, _ context: DecisionContext) throws -> PopulationAnswered? {
        nil
    }
}
