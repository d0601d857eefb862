internal import Contracts
internal import DataRequestDomain
internal import PostgreSQL
internal import UnitRuntime
internal import Vocabulary

/// Answers `list_data_requests`: an applicant sees its own.
struct ListDataRequestsHandler: QueryHandler {
    func answer(_ query: ListDataRequests, _ context: QueryContext) async throws -> ListDataRequests.Answer {
        let own: String? = context.isApplicantOnly ? context.actor.username : nil
        let requests = try await context.list(
            DataRequest.self,
            where: """
                (\(query.state as String?)::text IS NULL OR state->>'state' = \(query.state as String?)::text)
                AND (\(own as String?)::text IS NULL OR state->'form'->>'username' = \(own as String?)::text)
                """,
            limit: min(max(query.limit ?? 100, 1), 1_000)
        )
        return ListDataRequests.Answer(requests: requests.compactMap { ListDataRequests.Row($0) })
    }
}

/// Answers `show_data_request`: an applicant sees its own.
struct ShowDataRequestHandler: QueryHandler {
    func answer(_ query: ShowDataRequest, _ context: QueryContext) async throws -> ShowDataRequest.Answer {
        guard let request = try await context.load(DataRequest.self, query.requestID), let form = request.form,
            let row = ListDataRequests.Row(request),
            !context.isApplicantOnly || form.username == context.actor.username
        else { throw DataRequest.Rejection.notFound }
        var release: DataRequestGranted?
        if let approval = request.approval, let released = request.release {
            release = DataRequestGranted(request.id, approval, released)
        }
        return ShowDataRequest.Answer(
            request: row,
            letter: form.letter,
            filters: form.filters,
            from: form.from,
            to: form.to,
            fields: form.fields,
            approval: request.approval.map { DataRequestGranted.Approval($0) },
            signers: context.isApplicantOnly
                ? nil
                : request.approval.map {
                    ShowDataRequest.Signers(confirmedBy: $0.confirmedBy, grantedBy: $0.grantedBy)
                },
            release: release,
            archive: request.archive
        )
    }
}

/// Answers `list_releases`: the ledger.
struct ListReleasesHandler: QueryHandler {
    func answer(_ query: ListReleases, _ context: QueryContext) async throws -> ListReleases.Answer {
        let requests = try await context.list(
            DataRequest.self,
            where: """
                state->'release'->>'hash' IS NOT NULL
                AND (\(query.username as String?)::text IS NULL
                    OR state->'form'->>'username' = \(query.username as String?)::text)
                """,
            limit: min(max(query.limit ?? 100, 1), 1_000)
        )
        let rows = requests.compactMap { ListReleases.Row($0) }
        return ListReleases.Answer(releases: rows.sorted { $0.releasedAt > $1.releasedAt })
    }
}

extension ListReleases.Row {
    /// One release; nil if nothing left.
    init?(_ request: DataRequest) {
        guard let form = request.form, let approval = request.approval, let release = request.release else {
            return nil
        }
        let months = (release.table?.specification.period ?? release.cases?.period)?.months
        self.init(
            requestID: request.id,
            releasedAt: release.at,
            username: form.username,
            applicant: form.applicant,
            purpose: form.purpose,
            dataClass: release.dataClass,
            fields: approval.fields,
            fromMonth: months?.first,
            toMonth: months?.last,
            edition: release.table?.edition ?? release.cases?.edition,
            withheld: release.table?.withheldCount,
            hash: release.hash
        )
    }
}

extension QueryContext {
    /// Whether the reader is an applicant and nothing else of the centre's.
    fileprivate var isApplicantOnly: Bool { self.actor.roles == [.dataApplicant] }
}

extension ListDataRequests.Row {
    /// One request; nil before anything is known.
    init?(_ request: DataRequest) {
        guard let form = request.form, let proposal = request.proposal else { return nil }
        self.init(
            requestID: request.id,
            state: request.state.rawValue,
            username: form.username,
            applicant: form.applicant,
            purpose: form.purpose,
            dataClass: request.dataClass ?? form.dataClass,
            proposal: proposal.dataClass,
            rows: form.rows,
            columns: form.columns,
            refusal: request.refusal,
            actBy: request.clocks.earliestDue()
        )
    }
}
