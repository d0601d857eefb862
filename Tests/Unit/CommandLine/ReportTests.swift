import Contracts
import Foundation
import JSON
import ProcedurePack
import Testing
import Vocabulary

@testable import pksai

@Suite struct ReportTests {
    static let writer = ReportWriter(language: .english)
    static let clocks = [
        MeasureClocks.Row(clock: .contactSafety, level: "high", inTime: 9, late: 1, running: 2, overdue: 0),
        MeasureClocks.Row(clock: .contactSafety, level: "low", inTime: 0, late: 0, running: 1, overdue: 0),
        MeasureClocks.Row(clock: .protection, level: "high", inTime: 3, late: 0, running: 0, overdue: 1),
    ]

    /// One section of each kind.
    func sections(_ writer: ReportWriter) throws -> [ReportSection] {
        [
            writer.clocks(Self.clocks),
            writer.bars(
                "closures",
                "Why cases were closed",
                note: "",
                "reason",
                [CountEvents.Row(key: "x", value: "all_goals", count: 12)]
            ),
            writer.columns(
                "meetings",
                "Case management meetings a week",
                note: "Required: \(2) (rule 21). A week that is not over, or began before counting did, is not judged.",
                series: [("held", "held")],
                required: 2,
                [CountEvents.Row(key: "held", span: "2026-W47", count: 1)]
            ),
            writer.bars("declines", "Why partners declined", note: "", "reason", []),
            writer.dataQuality(
                ReportDataQuality.Answer(children: 40, withNIK: 31, visits: 12, undated: 1, p50: 54, p95: 203.5)
            ),
            writer.steps(
                [
                    (
                        .childSeen,
                        MeasureSteps.Row(key: "child seen", count: 40, p50: 310, p95: 1_700, withinStandard: 37)
                    ),
                    (.answered, MeasureSteps.Row(key: "answer", count: 9, p50: 2_900, p95: 16_000, withinStandard: 8)),
                ]
            ),
        ]
            + (try [writer.unmeasured(ProcedurePack.makassar())])
            + writer.caseload(
                ReportCaseload.Answer(
                    workers: [ReportCaseload.Load(worker: nil, high: 1, medium: 2, lower: 3, unassessed: 1)],
                    ages: [ReportCaseload.Age(stage: "in_intervention", week: 1, month: 0, quarter: 2, longer: 0)]
                )
            )
    }

    func page(_ language: Language, _ figures: [ReportFigure], _ sections: [ReportSection]) throws -> String {
        ReportPage(
            language: language,
            title: "Kinerja & mutu",
            city: "Makassar",
            from: try #require(LocalDate("2026-01-01")),
            to: try #require(LocalDate("2026-12-31")),
            figures: figures,
            sections: sections
        ).html
    }

    @Test func `the rate of a clock counts overdue runs as late, and nothing is no rate`() {
        let section = Self.writer.clocks(Self.clocks)
        #expect(section.rows.map { ReportSection.text($0[6]) } == ["90", "", "75"])
        #expect(section.rows.map { ReportSection.text($0[1]) } == ["high", "low", "high"])
    }

    @Test func `every step of the book that two events bound is measured against the pack's minutes`() throws {
        let steps = MeasuredStep.all(in: try ProcedurePack.makassar())
        #expect(steps.contains { $0.name == "S09 4" && $0.minutes == 60 && $0.ends == ["handover_signed"] })
        #expect(Set(steps.map(\.name)).count == steps.count)
        let semarang = MeasuredStep.all(in: try ProcedurePack.load("semarang"))
        #expect(semarang.count < steps.count)
    }

    @Test func `a page stands alone, shows every number and lets no text out of its place`() throws {
        let sections = try self.sections(Self.writer)
        let figure = ReportFigure(group: "productivity", title: "cases <closed>", value: "12", note: "a \"target\"")
        let page = try self.page(.english, [figure], sections)
        // To look at it: a file's name.
        if let file = ProcessInfo.processInfo.environment["PKSAI_TEST_PAGE"] {
            try? Data(page.utf8).write(to: URL(fileURLWithPath: file))
        }
        for outside in ["http", "<script", "<img", "url(", "@import", "<link"] { #expect(!page.contains(outside)) }
        #expect(page.contains("Cases &lt;closed&gt;") && !page.contains("Cases <closed>"))
        #expect(page.contains("Kinerja &amp; mutu"))
        #expect(page.components(separatedBy: "<svg").count == 8)
        #expect(page.contains("54 days old at half") && page.contains("203.5 at nineteen"))
        #expect(page.contains("Nothing in this period."))
        for row in Self.clocks { #expect(page.contains(row.clock.rawValue.replacing("_", with: " "))) }
        #expect(page.contains("required: 2") && page.contains("2026-W47"))
    }

    @Test func `a page in Indonesian says everything in Indonesian`() throws {
        // Words both languages share.
        let shared: Set = ["p50", "p95", "7-29", "30-89", "standard"]
        let (english, indonesian) = (
            try self.sections(Self.writer), try self.sections(ReportWriter(language: .indonesian))
        )
        for (one, other) in zip(english, indonesian) {
            #expect(one.title != other.title)
            #expect(one.note.isEmpty || one.note != other.note)
            for (word, translated) in zip(one.header, other.header) where !shared.contains(word) {
                #expect(word != translated)
            }
        }
        let page = try self.page(.indonesian, [], indonesian)
        for text in ["wajib: 2", "mg 47/2026", "90 % dari 10", "1 Januari 2026 – 31 Desember 2026", "dalam intervensi"]
        {
            #expect(page.contains(text), "\(text)")
        }
    }

    @Test func `every code and step that a report can name has an Indonesian word`() throws {
        var codes = ClockName.allCases.map(\.rawValue) + Channel.allCases.map(\.rawValue)
        codes += ClosureReason.allCases.map(\.rawValue) + DeclineReason.allCases.map(\.rawValue)
        codes += ReferralOutcome.allCases.map(\.rawValue) + RiskLevel.allCases.map(\.rawValue)
        for name in ["makassar", "semarang"] {
            let pack = try ProcedurePack.load(name)
            codes +=
                MeasuredStep.all(in: pack).map(\.what)
                + pack.procedures.flatMap { $0.steps.map(\.name) + $0.steps.compactMap(\.unmeasured) }
        }
        for code in codes { #expect(Indonesian.words[Language.english.word(code)] != nil, "\(code)") }
    }

    @Test func `a phrase keeps its values in their places, and what has no translation stays`() {
        #expect(Language.indonesian("\(3) of \(4) registered") == "3 dari 4 yang terdaftar")
        #expect(Language.english("\(12.55) % of \(7)") == "12.6 % of 7")
        #expect(Language.indonesian("\(12.55) % of \(7)") == "12,6 % dari 7")
        #expect(Language.indonesian("nobody said this \(1)") == "nobody said this 1")
        #expect(Language.indonesian("") == "")
        #expect(["2026-11", "2026-W03", "now"].map(Language.indonesian.span) == ["Nov 2026", "mg 03/2026", "now"])
    }

    @Test func `CSV quotes what must be quoted`() {
        let section = ReportSection(
            key: "k",
            title: "",
            note: "",
            header: ["a", "b"],
            rows: [[.string("x, \"y\""), .number(1.26)], [.null, .integer(3)]]
        )
        #expect(section.csv == "a,b\r\n\"x, \"\"y\"\"\",1.3\r\n,3\r\n")
    }

    @Test func `durations are said as people say them`() {
        let minutes = [0.2, 45, 180, 14_400, 262_800]
        #expect(minutes.map(Language.english.duration) == ["under a minute", "45 min", "3 h", "10 days", "6 months"])
        #expect(
            minutes.map(Language.indonesian.duration) == [
                "di bawah 1 menit", "45 menit", "3 jam", "10 hari", "6 bulan",
            ]
        )
    }
}

@Suite struct ReportWeekTests {
    let begun = LocalDate("2026-10-26") ?? LocalDate(daysSinceEpoch: 0)

    func weeks(_ held: [(String, Int64)], from: String, to: String) throws -> [String: Int64] {
        let rhythm = RhythmRow(
            kind: .caseManagementMeeting,
            every: .week,
            required: 2,
            count: 1,
            endsAt: Instant(rfc3339: "2026-11-23T00:00:00+08:00"),
            spans: 4,
            spansKept: 1,
            begunOn: self.begun
        )
        let rows = ReportWeeks.judged(
            held.map { CountEvents.Row(key: "held", span: $0.0, count: $0.1) },
            from: try #require(LocalDate(from)),
            to: try #require(LocalDate(to)),
            [rhythm]
        )
        return Dictionary(uniqueKeysWithValues: rows.map { ($0.span ?? "", Int64($0.count)) })
    }

    @Test func `rule 21: a week in which no meeting was held counts as one in which too few were`() throws {
        let weeks = try self.weeks([("2026-W44", 2), ("2026-W46", 1)], from: "2026-01-01", to: "2026-12-31")
        // From the first whole week on which was counted; the one that runs is not over.
        #expect(weeks == ["2026-W44": 2, "2026-W45": 0, "2026-W46": 1])
    }

    @Test func `rule 21: only weeks that lie wholly within the asked days are judged`() throws {
        #expect(try self.weeks([("2026-W45", 2)], from: "2026-10-27", to: "2026-11-14") == ["2026-W45": 2])
        #expect(try self.weeks([("2026-W45", 2)], from: "2026-11-03", to: "2026-11-09").isEmpty)
    }

    @Test func `a week belongs to the year of its Thursday`() throws {
        for (monday, name) in [("2024-12-30", "2025-W01"), ("2026-12-28", "2026-W53"), ("2027-01-04", "2027-W01")] {
            #expect(ReportWeeks.name(try #require(LocalDate(monday))) == name)
        }
    }

    @Test func `the spans that were kept are told for every rhythm`() {
        let section = ReportWriter(language: .indonesian).rhythms([
            RhythmRow(kind: .fileAudit, every: .month, required: 1, count: 0, spans: 4, spansKept: 3)
        ])
        #expect(section.rows == [["audit berkas", "bulan", .integer(1), .integer(4), .integer(3), .number(75)]])
    }
}
