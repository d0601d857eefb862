internal import Contracts
internal import JSON
internal import ProcedurePack
internal import Vocabulary

/// Puts what the units measured into tables and pictures, in words people read.
struct ReportWriter: Sendable {
    /// The words' language.
    let language: Language

    func callAsFunction(_ phrase: Phrase) -> String { self.language(phrase) }

    /// On-time rate per clock and level (domain.md §12.3).
    func clocks(_ rows: [MeasureClocks.Row]) -> ReportSection {
        let order = ["high", "medium", "low", "none", "unknown"]
        let sorted = rows.sorted { left, right in
            (self.words(left.clock.rawValue), order.firstIndex(of: left.level) ?? 9)
                < (self.words(right.clock.rawValue), order.firstIndex(of: right.level) ?? 9)
        }
        var totals: [ClockName: (inTime: Double, late: Double)] = [:]
        for row in rows {
            let now = totals[row.clock] ?? (0, 0)
            totals[row.clock] = (now.inTime + Double(row.inTime), now.late + Double(row.late + row.overdue))
        }
        return ReportSection(
            key: "clocks",
            title: self("Limits kept, by clock and level"),
            note: self("A run is on time if it ended before its limit. Overdue runs count as late in the rate."),
            header: ["clock", "level", "on time", "late", "running", "overdue", "rate %"].map(self.words),
            rows: sorted.map { row in
                [
                    .string(self.language == .english ? row.clock.rawValue : self.words(row.clock.rawValue)),
                    .string(self.words(row.level)), .integer(row.inTime), .integer(row.late),
                    .integer(row.running), .integer(row.overdue),
                    Self.percent(row.inTime, of: row.inTime + row.late + row.overdue),
                ]
            },
            chart: .stacked(
                series: ["on time", "late or overdue"].map(self.words),
                bars: totals.filter { $0.value != (0, 0) }.map {
                    (self.words($0.key.rawValue), [$0.value.inTime, $0.value.late])
                }.sorted { $0.0 < $1.0 },
                isRate: true
            )
        )
    }

    /// Durations of steps against the book's minutes.
    func steps(_ steps: [(step: MeasuredStep, row: MeasureSteps.Row)]) -> ReportSection {
        ReportSection(
            key: "steps",
            title: self("Duration of steps against the standard"),
            note: self(
                "Minutes from one event to the next: half took no longer than p50, nineteen of twenty no longer than p95."
            ),
            header: ["step", "what", "times", "p50", "p95", "standard", "within %"].map(self.words),
            rows: steps.map { step, row in
                [
                    .string(self.words(step.name)), .string(self.words(step.what)), .integer(row.count),
                    .number(row.p50), .number(row.p95),
                    step.minutes.map { .integer(Int64($0)) } ?? .null,
                    row.withinStandard.map { Self.percent($0, of: row.count) } ?? .null,
                ]
            },
            chart: .ranges(
                steps.map {
                    (
                        ($0.step.isOfProcedure ? "\($0.step.name) " : "") + self.words($0.step.what), $0.row.p50,
                        $0.row.p95, $0.step.minutes.map(Double.init)
                    )
                }
            )
        )
    }

    /// The steps of a city's procedures that no events bound, and why.
    func unmeasured(_ pack: ProcedurePack) -> ReportSection {
        ReportSection(
            key: "unmeasured",
            title: self("Steps without a duration"),
            note: self("Nothing in the journals tells when they begin and end."),
            header: ["step", "what", "standard", "why"].map(self.words),
            rows: pack.procedures.flatMap { procedure in
                procedure.steps.compactMap { step in
                    step.unmeasured.map { reason in
                        [
                            .string(MeasuredStep.name(step, of: procedure)), .string(self.words(step.name)),
                            step.minutes.map { .integer(Int64($0)) } ?? .null,
                            .string("\(self("not measured")): \(self.words(reason))"),
                        ]
                    }
                }
            }
        )
    }

    /// Open cases per worker, and by stage and age.
    func caseload(_ answer: ReportCaseload.Answer) -> [ReportSection] {
        [
            ReportSection(
                key: "caseload",
                title: self("Open cases per worker"),
                note: self(
                    "By the level they are at. Unassessed: Form 3 is not done. Visits: to children on lists, not made yet."
                ),
                header: ["worker", "high", "medium", "low or less", "all", "unassessed", "visits"].map(self.words),
                rows: answer.workers.map { load in
                    let all = load.high + load.medium + load.lower
                    return [
                        .string(load.worker.map { self.language.person($0.text) } ?? self("nobody yet")),
                        .integer(Int64(load.high)),
                        .integer(Int64(load.medium)), .integer(Int64(load.lower)), .integer(Int64(all)),
                        .integer(Int64(load.unassessed)), .integer(Int64(load.visits)),
                    ]
                },
                chart: .stacked(
                    series: ["high", "medium", "low or less"].map(self.words),
                    bars: answer.workers.map { load in
                        (
                            load.worker.map { self.language.person($0.text) } ?? self("nobody yet"),
                            [Double(load.high), Double(load.medium), Double(load.lower)]
                        )
                    }
                )
            ),
            ReportSection(
                key: "unfinished",
                title: self("Open cases by stage and age"),
                note: self("Days since the complaint was registered."),
                header: ["stage", "under 7", "7-29", "30-89", "90 and more"].map(self.words),
                rows: answer.ages.map { age in
                    [
                        .string(self.words(age.stage)), .integer(Int64(age.week)), .integer(Int64(age.month)),
                        .integer(Int64(age.quarter)), .integer(Int64(age.longer)),
                    ]
                },
                chart: .stacked(
                    series: ["under 7 days", "7-29", "30-89", "90 and more"].map(self.words),
                    bars: answer.ages.map { age in
                        (
                            self.words(age.stage),
                            [Double(age.week), Double(age.month), Double(age.quarter), Double(age.longer)]
                        )
                    }
                )
            ),
        ]
    }

    /// Weeks, months and years in which something was done often enough, since counting began (domain.md §2.3).
    func rhythms(_ rows: [RhythmRow]) -> ReportSection {
        ReportSection(
            key: "rhythms_kept",
            title: self("Rhythms kept"),
            note: self("Whole weeks, months and years since counting began; the one that runs is not among them."),
            header: ["what", "every", "required", "spans", "kept", "rate %"].map(self.words),
            rows: rows.map { row in
                [
                    .string(self.words(row.kind.rawValue)), .string(self.words(row.every.rawValue)),
                    .integer(Int64(row.required)), .integer(Int64(row.spans)), .integer(Int64(row.spansKept)),
                    Self.percent(Int64(row.spansKept), of: Int64(row.spans)),
                ]
            }
        )
    }

    /// Counts of one kind, largest first.
    func bars(_ key: String, _ title: Phrase, note: Phrase, _ what: String, _ rows: [CountEvents.Row]) -> ReportSection
    {
        let sorted = rows.sorted { ($1.count, $0.value ?? "") < ($0.count, $1.value ?? "") }
        return self.counts(key, title, note: note, what, sorted.map { ($0.value ?? $0.key, $0.count) })
    }

    /// Counts in the order given.
    func counts(
        _ key: String,
        _ title: Phrase,
        note: Phrase,
        _ what: String,
        _ counts: [(code: String, count: Int64)]
    ) -> ReportSection {
        ReportSection(
            key: key,
            title: self(title),
            note: self(note),
            header: [what, "times"].map(self.words),
            rows: counts.map { [.string(self.words($0.code)), .integer($0.count)] },
            chart: .stacked(
                series: [self.words("times")],
                bars: counts.map { (self.words($0.code), [Double($0.count)]) }
            )
        )
    }

    /// How many children have a number, and how old the lists' data were when they were used.
    func dataQuality(_ data: ReportDataQuality.Answer) -> ReportSection {
        let note: Phrase =
            switch (data.p50, data.p95) {
            case (let p50?, let p95?):
                "What lists told was \(p50) days old at half of the visits it led to, \(p95) at nineteen of twenty."
            default: "No dated list led to a visit in this period."
            }
        return self.counts(
            "data",
            "Quality of data",
            note: note,
            "what",
            [
                ("children known", data.children), ("with a NIK", data.withNIK), ("visits after lists", data.visits),
                ("lists without a date", data.undated),
            ]
        )
    }

    /// One number that leads.
    func figure(_ group: String, title: Phrase, value: Phrase, note: Phrase) -> ReportFigure {
        ReportFigure(group: self.words(group), title: self(title), value: self(value), note: self(note))
    }

    /// Counts over time, a column a span.
    func columns(
        _ key: String,
        _ title: Phrase,
        note: Phrase,
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
            title: self(title),
            note: self(note),
            header: ["when"].map(self.words) + series.map { self.words($0.title) },
            rows: spans.map { span in [.string(self.language.span(span))] + series.map { .integer(count($0.key, span)) }
            },
            chart: .columns(
                required: required,
                series: series.map { self.words($0.title) },
                columns: spans.map { span in (self.language.span(span), series.map { Double(count($0.key, span)) }) }
            )
        )
    }

    /// `contact_safety` as words.
    func words(_ code: String) -> String { self.language.word(code) }

    /// Of a hundred, one digit behind the point; null of nothing.
    static func percent(_ part: Int64, of all: Int64) -> JSONValue {
        all == 0 ? .null : .number((Double(part) * 1_000 / Double(all)).rounded() / 10)
    }
}
