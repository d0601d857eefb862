internal import Contracts
internal import JSON
internal import ServiceUnitDomain
internal import UnitRuntime
internal import Vocabulary

/// A case's rule as the table of a command gives it.
typealias CaseRule<Message> = @Sendable (Case, Message, inout DecisionContext) throws -> [Case.Event]

extension HandlerBinding {
    /// A command about one case; the answer says where the case then stands.
    ///
    /// - Parameters:
    ///   - users: Users other than the sender whose roles the rule must know.
    ///   - needsDuty: Whether the rule must know who stands on the ladder.
    ///   - needsPartners: Whether it must know which partners have a focal point.
    static func onCase<Message: CaseCommand>(
        _ message: Message.Type,
        users: @escaping @Sendable (Message) -> [Username] = { _ in [] },
        needsDuty: Bool = false,
        needsPartners: Bool = false,
        _ rule: @escaping CaseRule<Message>
    ) -> HandlerBinding {
        .command(
            message,
            about: { $0.caseID },
            users: users,
            kinds: needsDuty ? Duty.kinds : needsPartners ? [KnownUsers.kind] : [],
            result: { $0.answered },
            rule: rule
        )
    }
}

/// An aggregate whose standing an answer tells.
protocol Answering {
    /// Identifiers and codes.
    var answered: [String: JSONValue] { get }
}

extension Case: Answering {
    var answered: [String: JSONValue] {
        [
            "case_id": .string(self.id.text),
            "stage": .string(self.stage.rawValue),
            "risk_level": self.level.map { .string($0.rawValue) } ?? .null,
        ]
    }
}

extension Meeting: Answering {
    var answered: [String: JSONValue] {
        [
            "meeting_id": .string(self.id.text),
            "phase": .string(self.phase.rawValue),
            "listed": .integer(Int64(self.agenda.count)),
            "open": .integer(Int64(self.agenda.filter { $0.outcome == nil }.count)),
        ]
    }
}

extension Conference: Answering {
    var answered: [String: JSONValue] {
        [
            "conference_id": .string(self.id.text),
            "conference_phase": .string(self.phase.rawValue),
        ]
    }
}

extension DecisionContext {
    /// Records what happened, and says in the answer where the aggregate then stands.
    mutating func decided<A: Aggregate & Answering>(_ events: [A.Event], _ type: A.Type, _ id: A.ID) throws {
        self.append(events, to: type, id)
        self.result(try self.state(type, id).answered)
    }
}
