internal import Contracts
internal import JSON
internal import Vocabulary

extension ReportDesk {
    /// On-time rate per clock and level (domain.md §12.3).
    static func clocks(_ rows: [MeasureClocks.Row]) -> ReportSection {
        let order = ["high", "medium", "low", "none", "unknown"]
        let sorted = rows.sorted { left, right in
            (left.clock.rawValue, order.firstIndex(of: left.level) ?? 9)
                < (right.clock.rawValue, order.firstIndex(of: right.level) ?? 9)
        }
        var totals: [ClockName: (inTime: Double, late: Double)] = [:]
        for row in rows {
            let now = totals[row.clock] ?? (0, 0)
            totals[row.clock] = (now.inTime + Double(row.inTime), now.late + Double(row.late + row.overdue))
        }
        return ReportSection(
            key: "clocks",
            title: "Limits kept, by clock and level",
            note: "A run is on time if it ended before its limit. Overdue runs count as late in the rate.",
            header: ["clock", "level", "on time", "late", "running", "overdue", "rate %"],
            rows: sorted.map { row in
                [
                    .string(row.clock.rawValue), .string(row.level), .integer(row.inTime), .integer(row.late),
                    .integer(row.running), .integer(row.overdue),
                    Self.percent(row.inTime, of: row.inTime + row.late + row.overdue),
                ]
            },
            chart: .stacked(
                series: ["on time", "late or overdue"],
                bars: totals.sorted { $0.key.rawValue < $1.key.rawValue }.map {
                    (Self.words($0.key.rawValue), [$0.value.inTime, $0.value.late])
                }
            )
        )
    }

    /// Durations of steps against the book's minutes.
    static func steps(_ steps: [(step: MeasuredStep, row: MeasureSteps.Row)]) -> ReportSection {
        ReportSection(
            key: "steps",
            title: "Duration of steps against the standard",
            note:
                "Minutes from one event to the next: half took no longer than p50, nineteen of twenty no longer than p95.",
            header: ["step", "what", "times", "p50", "p95", "standard", "within %"],
            rows: steps.map { step, row in
                [
                    .string(step.name), .string(step.what), .integer(row.count), .number(row.p50), .number(row.p95),
                    .integer(Int64(step.minutes)), Self.percent(row.withinStandard, of: row.count),
                ]
            },
            chart: .ranges(
                steps.map { ("\($0.step.name) \($0.step.what)", $0.row.p50, $0.row.p95, Double($0.step.minutes)) }
            )
        )
    }

    /// Open cases per worker, and by stage and age.
    static func caseload(_ answer: ReportCaseload.Answer) -> [ReportSection] {
        [
            ReportSection(
                key: "caseload",
                title: "Open cases per worker",
                note: "By the level they are at. Unassessed: Form 3 is not done.",
                header: ["worker", "high", "medium", "low or less", "all", "unassessed"],
                rows: answer.workers.map { load in
                    let all = load.high + load.medium + load.lower
                    return [
                        .string(load.worker?.text ?? "nobody yet"), .integer(Int64(load.high)),
                        .integer(Int64(load.medium)), .integer(Int64(load.lower)), .integer(Int64(all)),
                        .integer(Int64(load.unassessed)),
                    ]
                },
                chart: .stacked(
                    series: ["high", "medium", "low or less"],
                    bars: answer.workers.map { load in
                        (
                            load.worker?.text ?? "nobody yet",
                            [Double(load.high), Double(load.medium), Double(load.lower)]
                        )
                    }
                )
            ),
            ReportSection(
                key: "unfinished",
                title: "Open cases by stage and age",
                note: "Days since the complaint was registered.",
                header: ["stage", "under 7", "7-29", "30-89", "90 and more"],
                rows: answer.ages.map { age in
                    [
                        .string(Self.words(age.stage)), .integer(Int64(age.week)), .integer(Int64(age.month)),
                        .integer(Int64(age.quarter)), .integer(Int64(age.longer)),
                    ]
                },
                chart: .stacked(
                    series: ["under 7 days", "7-29", "30-89", "90 and more"],
                    bars: answer.ages.map { age in
                        (
                            Self.words(age.stage),
                            [Double(age.week), Double(age.month), Double(age.quarter), Double(age.longer)]
                        )
                    }
                )
            ),
        ]
    }

    /// Counts of one kind, largest first.
    static func bars(_ key: String, _ title: String, note: String, _ what: String, _ rows: [CountEvents.Row])
        -> ReportSection
    {
        let sorted = rows.sorted { ($1.count, $0.value ?? "") < ($0.count, $1.value ?? "") }
        return ReportSection(
            key: key,
            title: title,
            note: note,
            header: [what, "times"],
            rows: sorted.map { [.string(Self.words($0.value ?? $0.key)), .integer($0.count)] },
            chart: .stacked(
                series: ["times"],
                bars: sorted.map { (Self.words($0.value ?? $0.key), [Double($0.count)]) }
            )
        )
    }

    /// Counts over time, a column a span.
    static func columns(
        _ key: String,
        _ title: String,
        note: String,
        series: [(key: String, title: String)],
        required: Double? = nil,
        _ rows: [CountEvents.Row]
    ) -> ReportSection {
        let spans = Set(rows.compactMap(\.span)).sorted()
        func count(_ key: String, _ span: String) -> Int64 {
            rows.filter { $0.key == key && $0.span == span }.map(\.count).reduce(0, +)
        }
        return ReportSection(
            key: key,
            title: title,
            note: note,
            header: ["when"] + series.map(\.title),
            rows: spans.map { span in [.string(span)] + series.map { .integer(count($0.key, span)) } },
            chart: .columns(
                required: required,
                series: series.map(\.title),
                columns: spans.map { span in (span, series.map { Double(count($0.key, span)) }) }
            )
        )
    }

    /// `contact_safety` as words.
    static func words(_ code: String) -> String { code.replacing("_", with: " ") }

    /// Of a hundred, one digit behind the point; null of nothing.
    static func percent(_ part: Int64, of all: Int64) -> JSONValue {
        all == 0 ? .null : .number((Double(part) * 1_000 / Double(all)).rounded() / 10)
    }
}
