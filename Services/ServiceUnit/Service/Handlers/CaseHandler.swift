internal import Contracts
internal import JSON
internal import ServiceUnitDomain
internal import UnitRuntime
internal import Vocabulary

/// A command that names its case.
protocol AboutCase: CommandContract {
    /// The case.
    var caseID: CaseID { get }
}

/// Takes a command about one case; the answer says where the case then stands.
protocol CaseHandler<Message>: SubjectHandler where Subject == Case, Message: AboutCase {}

extension CaseHandler {
    func subject(of message: Message) -> CaseID { message.caseID }

    func decide(_ message: Message, _ context: inout DecisionContext) throws {
        let events = try self.decide(try context.state(Case.self, message.caseID), message, &context)
        context.append(events, to: Case.self, message.caseID)
        context.result(of: try context.state(Case.self, message.caseID))
    }
}

extension DecisionContext {
    /// Says in the answer where a case stands.
    mutating func result(of aCase: Case) {
        self.result([
            "case_id": .string(aCase.id.text),
            "stage": .string(aCase.stage.rawValue),
            "risk_level": aCase.level.map { .string($0.rawValue) } ?? .null,
        ])
    }

    /// Says in the answer where a meeting stands.
    mutating func result(of meeting: Meeting) {
        self.result([
            "meeting_id": .string(meeting.id.text),
            "phase": .string(meeting.phase.rawValue),
            "listed": .integer(Int64(meeting.agenda.count)),
            "open": .integer(Int64(meeting.agenda.filter { $0.outcome == nil }.count)),
        ])
    }

    /// Says in the answer where a conference stands.
    mutating func result(of conference: Conference) {
        self.result([
            "conference_id": .string(conference.id.text),
            "conference_phase": .string(conference.phase.rawValue),
        ])
    }
}
