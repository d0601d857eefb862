internal import Contracts
internal import IdentificationDomain
internal import PostgreSQL
internal import UnitRuntime
internal import Vocabulary

/// Answers `report_data_quality`: counts, of trials none.
struct ReportDataQualityHandler: QueryHandler {
    typealias Query = ReportDataQuality

    func answer(_ query: ReportDataQuality, _ context: QueryContext) async throws -> ReportDataQuality.Answer {
        let known = try await context.transaction.query(
            """
            SELECT count(*), count(*) FILTER (WHERE c.state->>'has_nik' = 'true') FROM aggregates c
            WHERE c.kind = \(Child.streamKind) AND c.state->>'merged_into' IS NULL
                AND c.state->'complaints'->>0 IS NOT NULL AND NOT EXISTS (
                    SELECT FROM aggregates i WHERE i.kind = \(Identification.streamKind)
                    AND i.id = c.state->'complaints'->>0 AND is_trial(i.state))
            """
        ).rows(as: Int64.self, Int64.self).first
        let zone = context.now.zone
        let (from, to) = (query.from.start(in: zone).description, query.to.end(in: zone).description)
        // What a list said later was not known at the door.
        let used = try await context.transaction.query(
            """
            SELECT count(*), count(*) FILTER (WHERE age IS NULL),
                percentile_cont(0.5) WITHIN GROUP (ORDER BY age), percentile_cont(0.95) WITHIN GROUP (ORDER BY age)
            FROM (
                SELECT v.day - (SELECT max((e->>'date')::date) FROM jsonb_array_elements(v.entries) e
                    WHERE (e->>'date')::date <= v.day)::date AS age
                FROM (
                    SELECT (convert_from(j.body, 'UTF8')::jsonb->>'visited_on')::date AS day,
                        a.state->'entries' AS entries
                    FROM journal j JOIN aggregates a ON a.kind || '-' || a.id = j.stream
                    WHERE j.type = 'outreach_completed' AND a.kind = \(OutreachCandidate.streamKind)
                        AND j.at >= \(from)::text::timestamptz AND j.at < \(to)::text::timestamptz
                ) v
            ) t
            """
        ).rows(as: Int64.self, Int64.self, Double?.self, Double?.self).first
        return ReportDataQuality.Answer(
            children: known?.0 ?? 0,
            withNIK: known?.1 ?? 0,
            visits: used?.0 ?? 0,
            undated: used?.1 ?? 0,
            p50: used?.2,
            p95: used?.3
        )
    }
}
