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
        let after = try context.state(Case.self, message.caseID)
        context.result([
            "case_id": .string(after.id.text),
            "stage": .string(after.stage.rawValue),
            "risk_level": after.level.map { .string($0.rawValue) } ?? .null,
        ])
    }
}
