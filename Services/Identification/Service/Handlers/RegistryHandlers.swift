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
        AggregateReference.waiting(self.complaint(in: message), context)
    }

    func decide(_ message: Message, _ context: inout DecisionContext) throws {
        try self.desk.goOn(try self.answer(in: message, context), self.complaint(in: message), &context)
    }
}

/// Hears what makes a complaint urgent, a level or a flag: one that waits for the registry waits no longer.
struct UrgencyHandler<News: EventContract>: MessageHandler {
    let desk: IdentificationDesk
    let complaint: @Sendable (News) -> ComplaintID
    let event: @Sendable (News) -> Identification.Event
    var register: String? { CaseNumber.prefix }

    func lookups(of message: Heard<News>, _ context: RoutingContext) throws -> [LookupKey] {
        [.child(of: self.complaint(message.event))]
    }

    func subjects(of message: Heard<News>, _ context: RoutingContext) throws -> [AggregateReference] {
        AggregateReference.waiting(self.complaint(message.event), context)
    }

    func decide(_ message: Heard<News>, _ context: inout DecisionContext) throws {
        let id = self.complaint(message.event)
        let before = try context.state(Identification.self, id)
        context.append(before.hear(self.event(message.event)), to: Identification.self, id)
        if try context.state(Identification.self, id).waitsInDanger { try self.desk.goOn(nil, id, &context) }
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

extension AggregateReference {
    /// A complaint that waits for the registry, and the record its child has.
    static func waiting(_ id: ComplaintID, _ context: RoutingContext) -> [AggregateReference] {
        [AggregateReference(Identification.self, id)]
            + [context.lookup(.child(of: id)).flatMap { ChildID($0) }].compactMap(\.self)
            .map { AggregateReference(Child.self, $0) }
    }
}

extension IdentificationDesk {
    /// Lets the checks go on with the registry's answer, or without one.
    func goOn(_ answer: PopulationAnswered?, _ id: ComplaintID, _ context: inout DecisionContext) throws {
        let identification = try context.state(Identification.self, id)
        let record = try context.lookup(.child(of: id)).flatMap { ChildID($0) }
            .map { try context.state(Child.self, $0) }
        let events = identification.goOn(
            answer,
            known: record.map { KnownChild($0) },
            child: try identification.complaint?.child.map { try context.open($0) },
            policy: self.policy,
            at: context.now
        )
        context.append(events, to: Identification.self, id)
        try self.registerIfEligible(id, &context)
    }
}
