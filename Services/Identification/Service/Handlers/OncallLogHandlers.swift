internal import Contracts
internal import IdentificationDomain
internal import UnitRuntime
internal import Vocabulary

/// Logs what the service unit tells of an urgent case's way over the ladder.
struct OncallStepHandler<Told: OncallStep & EventContract>: MessageHandler {
    func subjects(of message: Heard<Told>, _ context: RoutingContext) throws -> [AggregateReference] {
        [AggregateReference(OncallLog.self, message.event.caseID)]
    }

    func decide(_ message: Heard<Told>, _ context: inout DecisionContext) throws {
        let told = message.event
        let step = OncallLog.Step(what: Told.name, by: told.by, rung: told.rung, at: told.at)
        let log = try context.state(OncallLog.self, told.caseID)
        context.append(log.hear(step), to: OncallLog.self, told.caseID)
    }
}

/// Answers `show_oncall_log`.
struct ShowOncallLogHandler: QueryHandler {
    typealias Query = ShowOncallLog

    func answer(_ query: ShowOncallLog, _ context: QueryContext) async throws -> ShowOncallLog.Answer {
        let log = try await context.load(OncallLog.self, query.caseID) ?? OncallLog(id: query.caseID)
        return ShowOncallLog.Answer(
            steps: log.steps.map { ShowOncallLog.Step(what: $0.what, by: $0.by, rung: $0.rung, at: $0.at) }
        )
    }
}
