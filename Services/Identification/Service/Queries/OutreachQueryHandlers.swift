internal import Contracts
internal import IdentificationDomain
internal import PostgreSQL
internal import UnitRuntime
internal import Vocabulary

/// Answers `list_outreach_candidates`: codes only, from the index of what calls most for a visit.
struct ListOutreachCandidatesHandler: QueryHandler {
    func answer(_ query: ListOutreachCandidates, _ context: QueryContext) async throws -> ListOutreachCandidates.Answer
    {
        let limit = min(max(query.limit ?? 100, 1), 1_000)
        let ended = [
            OutreachCandidate.Status.caseIdentified.rawValue, OutreachCandidate.Status.closedCandidate.rawValue,
        ]
        var condition: SQL =
            query.status.map { "state->>'status' = \($0)" } ?? "NOT state->>'status' = ANY(\(ended)::text[])"
        if query.status == nil || query.status == OutreachCandidate.Status.imported.rawValue {
            condition = "\(condition) AND jsonb_array_length(state->'complaints') = 0"
        }
        if let list = query.list?.text {
            condition =
                "\(condition) AND jsonb_path_exists(state, '$.entries[*] ? (@.list == $list)', jsonb_build_object('list', \(list)::text))"
        }
        if let subdistrict = query.subdistrict { condition = "\(condition) AND state->>'subdistrict' = \(subdistrict)" }
        if let worker = query.worker?.text { condition = "\(condition) AND state->'letter'->>'worker' = \(worker)" }
        let found = try await context.list(
            OutreachCandidate.self,
            where: condition,
            order: "(state->'priority'->>'score')::int DESC, id",
            limit: limit
        )
        return ListOutreachCandidates.Answer(candidates: found.map { ListOutreachCandidates.Row($0) })
    }
}

/// Answers `show_outreach_candidate`: a worker sees the children of their own letters.
struct ShowOutreachCandidateHandler: QueryHandler {
    func answer(_ query: ShowOutreachCandidate, _ context: QueryContext) async throws -> ShowOutreachCandidate.Answer {
        guard let candidate = try await context.load(OutreachCandidate.self, query.candidateID) else {
            throw Rejection.unknownCandidate
        }
        if try candidate.requireReader(context.actor, at: context.now) { context.opens(on: .ownLetter) }
        return ShowOutreachCandidate.Answer(
            candidate: ListOutreachCandidates.Row(candidate),
            child: candidate.child,
            family: candidate.family,
            purpose: candidate.letter?.purpose,
            signedBy: candidate.letterBy,
            signedOn: candidate.letterOn
        )
    }
}

/// Answers `list_secondary_data`.
struct ListSecondaryDataHandler: QueryHandler {
    func answer(_ query: ListSecondaryData, _ context: QueryContext) async throws -> ListSecondaryData.Answer {
        let sources =
            if let source = query.source {
                try await context.load(SecondaryData.self, source).map { [$0] } ?? []
            } else {
                try await context.list(SecondaryData.self, limit: 1_000)
            }
        let today = context.now.localDate
        let files = sources.flatMap(\.imports).sorted { $1.at < $0.at }.map { file in
            ListSecondaryData.Row(
                source: file.source,
                date: file.date,
                ageDays: file.date.days(until: today),
                rows: file.rows,
                refused: file.refused,
                digest: file.digest,
                at: file.at
            )
        }
        return ListSecondaryData.Answer(files: files)
    }
}

extension ListOutreachCandidates.Row {
    init(_ candidate: OutreachCandidate) {
        self.init(
            candidateID: candidate.id,
            status: candidate.status.rawValue,
            score: candidate.priority.score,
            proposedLevel: candidate.priority.level,
            reasons: candidate.priority.reasons,
            lists: candidate.entries.map(\.text),
            subdistrict: candidate.subdistrict,
            birthYear: candidate.birthYear,
            hasNIK: candidate.hasNIK,
            rank: candidate.rank,
            level: candidate.level,
            worker: candidate.letter?.worker,
            letterNo: candidate.letter?.number,
            validUntil: candidate.letter?.validUntil,
            complaintID: candidate.registered
        )
    }
}
