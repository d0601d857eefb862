internal import Contracts
internal import IdentificationDomain
internal import UnitRuntime
internal import Vocabulary

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
