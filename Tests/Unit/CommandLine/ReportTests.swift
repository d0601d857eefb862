import Contracts
import Foundation
import JSON
import ProcedurePack
import Testing
import Vocabulary

@testable import pksai

@Suite struct ReportTests {
    static let clocks = [
        MeasureClocks.Row(clock: .contactSafety, level: "high", inTime: 9, late: 1, running: 2, overdue: 0),
        MeasureClocks.Row(clock: .contactSafety, level: "low", inTime: 0, late: 0, running: 1, overdue: 0),
        MeasureClocks.Row(clock: .protection, level: "high", inTime: 3, late: 0, running: 0, overdue: 1),
    ]

    @Test func `the rate of a clock counts overdue runs as late, and nothing is no rate`() {
        let section = ReportDesk.clocks(Self.clocks)
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

    @Test func `a page stands alone, shows every number and lets no text out of its place`() {
        let sections = [
            ReportDesk.clocks(Self.clocks),
            ReportDesk.bars(
                "reasons",
                "Why & how",
                note: "",
                "reason",
                [CountEvents.Row(key: "x", value: "all_goals", count: 12)]
            ),
            ReportDesk.columns(
                "meetings",
                "Meetings",
                note: "",
                series: [("held", "held")],
                required: 2,
                [CountEvents.Row(key: "held", span: "2026-W47", count: 1)]
            ),
            ReportDesk.bars("none", "Nothing", note: "", "reason", []),
            ReportDesk.steps(
                [
                    (
                        .childSeen,
                        MeasureSteps.Row(key: "child seen", count: 40, p50: 310, p95: 1_700, withinStandard: 37)
                    ),
                    (.answered, MeasureSteps.Row(key: "answer", count: 9, p50: 2_900, p95: 16_000, withinStandard: 8)),
                ]
            ),
        ]
        let figure = ReportFigure(group: "productivity", title: "cases <closed>", value: "12", note: "a \"target\"")
        let page = ReportPage(title: "How", period: "2026", figures: [figure], sections: sections).html
        // To look at it: a file's name.
        if let file = ProcessInfo.processInfo.environment["PKSAI_TEST_PAGE"] {
            try? Data(page.utf8).write(to: URL(fileURLWithPath: file))
        }
        for outside in ["http", "<script", "<img", "url(", "@import", "<link"] { #expect(!page.contains(outside)) }
        #expect(page.contains("cases &lt;closed&gt;") && !page.contains("cases <closed>"))
        #expect(page.contains("Why &amp; how"))
        #expect(page.components(separatedBy: "<svg").count == 5)
        #expect(page.contains("Nothing in this period"))
        for row in Self.clocks { #expect(page.contains(row.clock.rawValue.replacing("_", with: " "))) }
        #expect(page.contains("required: 2") && page.contains("2026-W47"))
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
        #expect(ReportPlot.duration(0.2) == "under a minute")
        #expect(ReportPlot.duration(45) == "45 min")
        #expect(ReportPlot.duration(180) == "3 h")
        #expect(ReportPlot.duration(14_400) == "10 days")
    }
}
