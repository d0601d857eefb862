internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct ReportLeadership: ReportVerb {
    static let configuration = CommandConfiguration(
        commandName: "leadership",
        abstract: "Everything leadership looks at, led by productivity, responsiveness and accountability."
    )
    static let title = "How the centre works"
    /// Cases a year that are to be handled (domain.md §12.5, T37).
    static let yearlyTarget = 12.0

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var options: ReportOptions

    func build(_ desk: ReportDesk) async throws -> (figures: [ReportFigure], sections: [ReportSection]) {
        let clocks = try await desk.clocks()
        let steps = try await desk.steps()
        let caseload = try await desk.caseload()
        let registered = try await desk.registered()
        let closures = try await desk.closures()
        let meetings = try await desk.meetings()
        let requests = try await desk.dataRequests()
        let services = try await desk.count(
            .intake,
            [
                CountEvents.Count(key: "about_us", event: "service_complaint_received"),
                CountEvents.Count(key: "answered", event: "service_complaint_answered"),
            ]
        )
        let figures =
            self.productivity(desk, caseload, closures) + self.responsiveness(clocks, steps, registered)
            + self.accountability(meetings, requests, services)
        let sections =
            [ReportDesk.clocks(clocks)] + registered.sections + ReportDesk.caseload(caseload)
            + [ReportDesk.steps(steps)] + (try await desk.referrals()) + closures + meetings
        return (figures, sections)
    }

    private func productivity(
        _ desk: ReportDesk,
        _ caseload: ReportCaseload.Answer,
        _ closures: [ReportSection]
    ) -> [ReportFigure] {
        let closed = Self.total(closures, "closures")
        let days = Double(desk.to.end.microseconds - desk.from.start.microseconds) / 86_400_000_000
        let target = Self.yearlyTarget * days / 365
        let open = caseload.workers.map { $0.high + $0.medium + $0.lower }.reduce(0, +)
        let workers = caseload.workers.count { $0.worker != nil }
        return [
            ReportFigure(
                group: "productivity",
                title: "cases closed",
                value: "\(closed)",
                note: "the target is 12 a year: \(ReportSection.short(target)) in this period"
            ),
            ReportFigure(
                group: "productivity",
                title: "open cases a worker",
                value: workers == 0 ? "–" : ReportSection.short(Double(open) / Double(workers)),
                note:
                    "\(open) open cases, \(workers) workers; \(caseload.workers.map(\.unassessed).reduce(0, +)) not assessed yet"
            ),
        ]
    }

    private func responsiveness(
        _ clocks: [MeasureClocks.Row],
        _ steps: [(step: MeasuredStep, row: MeasureSteps.Row)],
        _ registered: (sections: [ReportSection], all: Int64, outreach: Int64)
    ) -> [ReportFigure] {
        func rate(_ rows: [MeasureClocks.Row]) -> String {
            let inTime = rows.map(\.inTime).reduce(0, +)
            let all = inTime + rows.map { $0.late + $0.overdue }.reduce(0, +)
            return all == 0 ? "–" : "\(ReportSection.text(ReportDesk.percent(inTime, of: all))) %"
        }
        let safety = clocks.filter { [.contactSafety, .protection].contains($0.clock) && $0.level == "high" }
        let seen = steps.first { $0.step == .childSeen }?.row
        return [
            ReportFigure(
                group: "responsiveness",
                title: "limits kept",
                value: rate(clocks),
                note: "all clocks of all units"
            ),
            ReportFigure(
                group: "responsiveness",
                title: "safety limits kept at high risk",
                value: rate(safety),
                note: "contact and protection"
            ),
            ReportFigure(
                group: "responsiveness",
                title: "until the child is seen",
                value: seen.map { "\(ReportSection.short($0.p50 / 60)) h" } ?? "–",
                note: seen.map {
                    "half are seen sooner; nineteen of twenty within \(ReportSection.short($0.p95 / 60)) h"
                }
                    ?? "no safety assessment in this period"
            ),
            ReportFigure(
                group: "responsiveness",
                title: "found by outreach",
                value: registered.all == 0
                    ? "–" : "\(ReportSection.text(ReportDesk.percent(registered.outreach, of: registered.all))) %",
                note: "\(registered.outreach) of \(registered.all) registered"
            ),
        ]
    }

    private func accountability(
        _ meetings: [ReportSection],
        _ requests: [CountEvents.Row],
        _ services: [CountEvents.Row]
    ) -> [ReportFigure] {
        func count(_ key: String) -> Int64 { (requests + services).filter { $0.key == key }.map(\.count).reduce(0, +) }
        let weeks = meetings.first { $0.key == "meetings" }?.rows ?? []
        let kept = weeks.count { ($0.last?.integer ?? 0) >= 2 }
        return [
            ReportFigure(
                group: "accountability",
                title: "to the public: data released",
                value: "\(count("released"))",
                note:
                    "of \(count("received")) requests; \(count("denied")) denied, \(count("unavailable")) not to be had"
            ),
            ReportFigure(
                group: "accountability",
                title: "to the public: complaints about the centre",
                value: "\(count("about_us"))",
                note: "\(count("answered")) answered"
            ),
            ReportFigure(
                group: "accountability",
                title: "to superiors: weeks with two meetings",
                value: "\(kept)",
                note: "of \(weeks.count) weeks with any"
            ),
        ]
    }

    private static func total(_ sections: [ReportSection], _ key: String) -> Int64 {
        sections.first { $0.key == key }?.rows.compactMap { $0.last?.integer }.reduce(0, +) ?? 0
    }
}
