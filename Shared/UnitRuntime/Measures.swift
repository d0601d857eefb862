import Contracts
import PostgreSQL
import Vocabulary

// What every unit measures of itself for leadership, over its own clocks and journal.
extension BatchHandling {
    /// The first moment of a day, and the first after another, as the journal keeps time.
    private func bounds(_ from: LocalDate, _ to: LocalDate) -> (PostgreSQLTimestamp, PostgreSQLTimestamp) {
        let zone = self.timekeeper.zone
        return (self.timekeeper.database(from.start(in: zone)), self.timekeeper.database(to.end(in: zone)))
    }

    func measureClocks(_ query: MeasureClocks, _ context: QueryContext) async throws -> MeasureClocks.Answer {
        let (from, to) = self.bounds(query.from, query.to)
        // A run that was begun anew ended then; one that was only moved nearer is not a run of its own. A rhythm's next span
        // begins where the last one ended, kept or not: `list_rhythms` knows which were kept.
        let rows = try await context.transaction.query(
            """
            WITH runs AS (
                SELECT r.*, lead(r.started_at) OVER (PARTITION BY r.kind, r.id, r.clock ORDER BY r.generation) AS next
                FROM clock_runs r JOIN aggregates a ON a.kind = r.kind AND a.id = r.id
                WHERE r.generation > 0 AND NOT is_trial(a.state)
                    AND r.clock <> ALL (\([ClockName.caseMeetings, .rhythm].map(\.rawValue)))
            ), ended AS (
                SELECT *, coalesce(stopped_at, next) AS ended_at FROM runs
                WHERE stopped_at IS NOT NULL OR next IS NULL OR next > started_at
            )
            SELECT clock, level, count(*) FILTER (WHERE ended_at <= due_at),
                count(*) FILTER (WHERE ended_at > due_at),
                count(*) FILTER (WHERE ended_at IS NULL AND due_at > \(self.timekeeper.database(context.now))),
                count(*) FILTER (WHERE ended_at IS NULL AND due_at <= \(self.timekeeper.database(context.now)))
            FROM ended WHERE started_at >= \(from) AND started_at < \(to) GROUP BY clock, level ORDER BY clock, level
            """
        ).rows(as: String.self, String.self, Int64.self, Int64.self, Int64.self, Int64.self)
        return MeasureClocks.Answer(
            rows: rows.compactMap { row in
                ClockName(rawValue: row.0).map {
                    MeasureClocks.Row(
                        clock: $0,
                        level: row.1,
                        inTime: row.2,
                        late: row.3,
                        running: row.4,
                        overdue: row.5
                    )
                }
            }
        )
    }

    func measureSteps(_ query: MeasureSteps, _ context: QueryContext) async throws -> MeasureSteps.Answer {
        let (from, to) = self.bounds(query.from, query.to)
        let starts = query.steps.map { $0.starts.joined(separator: "|") }
        let ends = query.steps.map { $0.ends.joined(separator: "|") }
        let standards = query.steps.map { $0.standard.map(String.init) ?? "" }
        let since = query.steps.map { $0.since?.rawValue ?? "" }
        let paths = query.steps.map { $0.path?.rawValue ?? "" }
        // An end belongs to the last start before it, and to no start that has had its end.
        let rows = try await context.transaction.query(
            """
            SELECT s.key, count(*), percentile_cont(0.5) WITHIN GROUP (ORDER BY t.minutes),
                percentile_cont(0.95) WITHIN GROUP (ORDER BY t.minutes),
                CASE WHEN s.standard IS NOT NULL THEN count(*) FILTER (WHERE t.minutes <= s.standard) END
            FROM (
                SELECT key, starts, ends, nullif(standard, '')::int8 AS standard, since, path
                FROM unnest(\(query.steps.map(\.key))::text[], \(starts)::text[], \(ends)::text[],
                    \(standards)::text[], \(since)::text[], \(paths)::text[])
                    AS s(key, starts, ends, standard, since, path)
            ) s
            JOIN journal e ON e.type = ANY(string_to_array(s.ends, '|')) AND e.at >= \(from) AND e.at < \(to)
            JOIN aggregates a ON a.kind || '-' || a.id = e.stream AND NOT is_trial(a.state)
                AND (s.path = '' OR coalesce(a.state ->> 'path', a.state #>> '{complaint,path}') = s.path)
            CROSS JOIN LATERAL (
                SELECT b.version, extract(epoch FROM e.at - CASE WHEN s.since = '' THEN b.at
                    ELSE (convert_from(b.body, 'UTF8')::jsonb ->> s.since)::timestamptz END)::float8 / 60 AS minutes
                FROM journal b
                WHERE b.stream = e.stream AND b.type = ANY(string_to_array(s.starts, '|'))
                    AND (b.version < e.version OR b.version = e.version AND s.since <> '')
                ORDER BY b.version DESC LIMIT 1
            ) t
            WHERE t.minutes >= 0 AND NOT EXISTS (
                SELECT FROM journal o WHERE o.stream = e.stream AND o.version > t.version AND o.version < e.version
                AND o.type = ANY(string_to_array(s.ends, '|')))
            GROUP BY s.key, s.standard ORDER BY s.key
            """
        ).rows(as: String.self, Int64.self, Double.self, Double.self, Int64?.self)
        return MeasureSteps.Answer(
            rows: rows.map { MeasureSteps.Row(key: $0.0, count: $0.1, p50: $0.2, p95: $0.3, withinStandard: $0.4) }
        )
    }

    func countEvents(_ query: CountEvents, _ context: QueryContext) async throws -> CountEvents.Answer {
        let (from, to) = self.bounds(query.from, query.to)
        let zone = Double(self.timekeeper.zone.seconds)
        let codes = query.counts.map { $0.code?.rawValue ?? "" }
        let format: String =
            switch query.by {
            case .month: "YYYY-MM"
            case .week: #"IYYY"-W"IW"#
            case nil: ""
            }
        let rows = try await context.transaction.query(
            """
            SELECT key, CASE WHEN code = '' THEN NULL WHEN found ~ '^[a-z0-9_]{1,40}$' THEN found ELSE 'other' END,
                nullif(to_char(at AT TIME ZONE (\(zone) * interval '1 second'), \(format)), ''), count(*)
            FROM (
                SELECT c.key, c.code, j.at, CASE WHEN c.code <> ''
                    THEN convert_from(j.body, 'UTF8')::jsonb #>> string_to_array(c.code, '.') END AS found
                FROM unnest(\(query.counts.map(\.key))::text[], \(query.counts.map(\.event))::text[], \(codes)::text[])
                    AS c(key, event, code)
                JOIN journal j ON j.type = c.event AND j.at >= \(from) AND j.at < \(to)
                LEFT JOIN aggregates a ON a.kind || '-' || a.id = j.stream
                WHERE a.state IS NULL OR NOT is_trial(a.state)
            ) t GROUP BY 1, 2, 3 ORDER BY 1, 3, 2
            """
        ).rows(as: String.self, String?.self, String?.self, Int64.self)
        return CountEvents.Answer(
            rows: rows.map { CountEvents.Row(key: $0.0, value: $0.1, span: $0.2, count: $0.3) }
        )
    }
}
