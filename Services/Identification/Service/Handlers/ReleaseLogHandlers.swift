internal import Contracts
internal import IdentificationDomain
internal import UnitRuntime
internal import Vocabulary

/// Takes what the data-request unit tells of a request's end.
struct ReleaseLogHandler<Told: EventContract>: MessageHandler {
    let request: @Sendable (Told) -> DataRequestID
    let event: @Sendable (Told) -> ReleaseLog.Event

    func subjects(of message: Heard<Told>, _ context: RoutingContext) throws -> [AggregateReference] {
        [AggregateReference(ReleaseLog.self, self.request(message.event))]
    }

    func decide(_ message: Heard<Told>, _ context: inout DecisionContext) throws {
        let id = self.request(message.event)
        let log = try context.state(ReleaseLog.self, id)
        context.append(log.note(self.event(message.event)), to: ReleaseLog.self, id)
    }
}

/// Answers `list_release_log`.
struct ListReleaseLogHandler: QueryHandler {
    func answer(_ query: ListReleaseLog, _ context: QueryContext) async throws -> ListReleaseLog.Answer {
        let limit = min(max(query.limit ?? 100, 1), 1_000)
        let logs = try await context.list(ReleaseLog.self, limit: limit)
        return ListReleaseLog.Answer(
            entries: logs.map { log in
                ListReleaseLog.Entry(
                    requestID: log.id,
                    dataClass: log.released?.dataClass,
                    fields: log.released?.fields ?? [],
                    hash: log.released?.hash,
                    releasedAt: log.released?.at,
                    unavailable: log.unavailable?.reason,
                    archive: log.documented?.archive
                )
            }
        )
    }
}
