internal import Contracts
internal import JSON
internal import Vocabulary

extension ReportDesk {
    /// Cases a year that are to be handled (domain.md §12.5, T37).
    private static let yearlyTarget = 12.0

    /// Everything leadership looks at.
    func leadership() async throws -> (figures: [ReportFigure], sections: [ReportSection]) {
        let clocks = try await self.clocks()
        let steps = try await self.steps()
        let caseload = try await self.caseload()
        let registered = try await self.registered()
        let closures = try await self.closures()
        let meetings = try await self.meetings()
        let requests = try await self.dataRequests()
        let services = try await self.count(
            .intake,
            [
                CountEvents.Count(key: "about_us", event: "service_complaint_received"),
                CountEvents.Count(key: "answered", event: "service_complaint_answered"),
            ]
        )
        let figures =
            self.productivity(caseload, closures) + self.responsiveness(clocks, steps, registered)
            + self.accountability(meetings.weeks, requests, services)
        let sections =
            registered.sections + [self.writer.clocks(clocks)] + self.writer.caseload(caseload)
            + [self.writer.steps(steps), self.writer.unmeasured(self.pack)] + (try await self.referrals()) + closures
            + meetings.sections + [try await self.dataQuality()]
        return (figures, sections)
    }

    private func productivity(_ caseload: ReportCaseload.Answer, _ closures: [ReportSection]) -> [ReportFigure] {
        let closed = Self.total(closures, "closures")
        let days = Double(self.from.days(until: self.to) + 1)
        let target = Self.yearlyTarget * days / 365
        func open(_ loads: [ReportCaseload.Load]) -> Int { loads.map { $0.high + $0.medium + $0.lower }.reduce(0, +) }
        let workers = caseload.workers.filter { $0.worker != nil }
        let (all, held) = (open(caseload.workers), open(workers))
        return [
            self.writer.figure(
                "productivity",
                title: "cases closed",
                value: "\(closed)",
                note: "the target is 12 a year: \(target) in this period"
            ),
            self.writer.figure(
                "productivity",
                title: "open cases a worker",
                value: workers.isEmpty ? "–" : "\(Double(held) / Double(workers.count))",
                note:
                    "\(all) open cases, \(all - held) with nobody yet; \(caseload.workers.map(\.unassessed).reduce(0, +)) not assessed"
            ),
        ]
    }

    private func responsiveness(
        _ clocks: [MeasureClocks.Row],
        _ steps: [(step: MeasuredStep, row: MeasureSteps.Row)],
        _ registered: (sections: [ReportSection], all: Int64, outreach: Int64)
    ) -> [ReportFigure] {
        func rate(_ rows: [MeasureClocks.Row]) -> Phrase {
            let inTime = rows.map(\.inTime).reduce(0, +)
            let all = inTime + rows.map { $0.late + $0.overdue }.reduce(0, +)
            return all == 0 ? "–" : "\(ReportWriter.percent(inTime, of: all)) %"
        }
        let safety = clocks.filter { [.contactSafety, .protection].contains($0.clock) && $0.level == "high" }
        let seen = steps.first { $0.step == .childSeen }?.row
        return [
            self.writer.figure(
                "responsiveness",
                title: "limits kept",
                value: rate(clocks),
                note: "all clocks of all units"
            ),
            self.writer.figure(
                "responsiveness",
                title: "safety limits kept at high risk",
                value: rate(safety),
                note: "contact and protection"
            ),
            self.writer.figure(
                "responsiveness",
                title: "until the child is seen",
                value: seen.map { self.writer.language.phrase($0.p50) } ?? "–",
                note: seen.map {
                    "half are seen sooner; nineteen of twenty within \(max(1, ($0.p95 + 59) / 60)) h"
                }
                    ?? "no safety assessment in this period"
            ),
            self.writer.figure(
                "responsiveness",
                title: "found by outreach",
                value: registered.all == 0
                    ? "–" : "\(ReportWriter.percent(registered.outreach, of: registered.all)) %",
                note: "\(registered.outreach) of \(registered.all) registered"
            ),
        ]
    }

    private func accountability(
        _ weeks: [CountEvents.Row],
        _ requests: [CountEvents.Row],
        _ services: [CountEvents.Row]
    ) -> [ReportFigure] {
        func count(_ key: String) -> Int64 { (requests + services).filter { $0.key == key }.map(\.count).reduce(0, +) }
        let required = self.requiredMeetings
        let kept = weeks.count { $0.count >= required }
        return [
            self.writer.figure(
                "accountability",
                title: "to the public: data released",
                value: "\(count("released"))",
                note:
                    "of \(count("received")) requests; \(count("denied")) denied, \(count("unavailable")) not to be had"
            ),
            self.writer.figure(
                "accountability",
                title: "to the public: complaints about the centre",
                value: "\(count("about_us"))",
                note: "\(count("answered")) answered"
            ),
            self.writer.figure(
                "accountability",
                title: "to superiors: weeks with enough meetings",
                value: "\(kept)",
                note: "of \(weeks.count) whole weeks; \(required) a week are required"
            ),
        ]
    }

    private static func total(_ sections: [ReportSection], _ key: String) -> Int64 {
        sections.first { $0.key == key }?.rows.compactMap { $0.last?.integer }.reduce(0, +) ?? 0
    }
}
