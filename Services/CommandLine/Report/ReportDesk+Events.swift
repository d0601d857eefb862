internal import Contracts
internal import JSON
internal import ProcedurePack
internal import Vocabulary

extension ReportDesk {
    /// What came in: complaints and outreach over time, and over which channels (domain.md §12.3).
    func registered() async throws -> (sections: [ReportSection], all: Int64, outreach: Int64) {
        let counts = [CountEvents.Count(key: "registered", event: "complaint_registered", code: .channel)]
        let rows = try await self.count(.intake, by: .month, counts)
        let marked = rows.map { row in
            CountEvents.Row(
                key: row.value == Channel.outreach.rawValue ? "outreach" : "complaints",
                span: row.span,
                count: row.count
            )
        }
        var channels: [String: Int64] = [:]
        for row in rows { channels[row.value ?? "unknown", default: 0] += row.count }
        let sections = [
            self.writer.columns(
                "registered",
                "Registered by month",
                note: "Complaints, and children found by outreach.",
                series: [("complaints", "complaints"), ("outreach", "outreach")],
                marked
            ),
            self.writer.bars(
                "channels",
                "Registered by channel",
                note: "",
                "channel",
                channels.map { CountEvents.Row(key: "channel", value: $0.key, count: $0.value) }
            ),
        ]
        return (sections, channels.values.reduce(0, +), channels[Channel.outreach.rawValue] ?? 0)
    }

    /// Referrals, answers, results (domain.md §12.3).
    func referrals() async throws -> [ReportSection] {
        let stages: [(event: String, title: String)] = [
            ("referral_planned", "planned"), ("urgent_referral_requested", "urgent"),
            ("out_of_city_referral_requested", "out of the city"), ("referral_sent", "sent"),
            ("referral_accepted", "accepted"), ("referral_declined", "declined"), ("handover_signed", "handed over"),
            ("referral_result_reported", "result reported"),
        ]
        let rows = try await self.count(
            .referral,
            stages.map { CountEvents.Count(key: $0.event, event: $0.event) }
                + [
                    CountEvents.Count(key: "declines", event: "referral_declined", code: .reason),
                    CountEvents.Count(key: "results", event: "referral_result_reported", code: .outcome),
                ]
        )
        func count(_ key: String) -> Int64 { rows.filter { $0.key == key }.map(\.count).reduce(0, +) }
        let answered = count("referral_accepted") + count("referral_declined")
        return [
            self.writer.counts(
                "referrals",
                "Referrals",
                note: answered == 0
                    ? "No partner has answered in this period."
                    : "Of \(answered) answers \(ReportWriter.percent(count("referral_accepted"), of: answered)) % were a yes.",
                "step",
                stages.map { ($0.title, count($0.event)) }
            ),
            self.writer.bars(
                "results",
                "Results of referrals",
                note: "As the partner reported them.",
                "result",
                rows.filter { $0.key == "results" }
            ),
            self.writer.bars(
                "declines",
                "Why partners declined",
                note: "",
                "reason",
                rows.filter { $0.key == "declines" }
            ),
        ]
    }

    /// Why cases were closed; how many were taken up again within six months.
    func closures() async throws -> [ReportSection] {
        let rows = try await self.count(
            .serviceUnit,
            [CountEvents.Count(key: "closures", event: "case_closed", code: .reason)]
        )
        let months = try await self.count(
            .serviceUnit,
            by: .month,
            [
                CountEvents.Count(key: "closed", event: "case_closed"),
                CountEvents.Count(key: "reopened", event: "case_reopened"),
            ]
        )
        let again = try await self.steps().first { $0.step == .reopened }?.row
        let note: Phrase =
            again.map { "Reopened: \($0.count), of these \($0.withinStandard ?? 0) within six months of the closure." }
            ?? "No case was reopened in this period."
        return [
            self.writer.bars("closures", "Why cases were closed", note: "", "reason", rows),
            self.writer.columns(
                "reopenings",
                "Closed and reopened by month",
                note: note,
                series: [("closed", "closed"), ("reopened", "reopened")],
                months
            ),
        ]
    }

    /// Case management meetings a week against those required, and what else keeps the centre's rhythm (domain.md §2.3).
    ///
    /// - Returns: The sections, and the weeks that are judged, with how many meetings each saw.
    func meetings() async throws -> (sections: [ReportSection], weeks: [CountEvents.Row]) {
        let held = try await self.count(
            .serviceUnit,
            by: .week,
            [CountEvents.Count(key: "held", event: "case_meeting_held")]
        )
        let kinds: [(event: String, title: String)] = [
            ("case_meeting_held", "case management meetings"), ("conference_held", "case conferences"),
            ("evaluation_meeting_held", "evaluation meetings"), ("supervision_recorded", "supervisions"),
            ("file_audit_recorded", "file audits"),
        ]
        let all = try await self.count(.serviceUnit, kinds.map { CountEvents.Count(key: $0.event, event: $0.event) })
        func count(_ key: String) -> Int64 { all.filter { $0.key == key }.map(\.count).reduce(0, +) }
        let rhythms = try await self.rhythms()
        let required = self.requiredMeetings
        let weeks = ReportWeeks.judged(held, from: self.from, to: self.to, rhythms)
        let others = held.filter { row in !weeks.contains { $0.span == row.span } }
        let sections = [
            self.writer.columns(
                "meetings",
                "Case management meetings a week",
                note:
                    "Required: \(required) (rule 21). A week that is not over, or began before counting did, is not judged.",
                series: [("held", "held")],
                required: Double(required),
                weeks + others
            ),
            self.writer.counts(
                "rhythms",
                "Meetings and quality control",
                note: "",
                "what",
                kinds.map { ($0.title, count($0.event)) }
            ),
            self.writer.rhythms(rhythms),
        ]
        return (sections, weeks)
    }

    /// How many case management meetings a week the city's pack asks for.
    var requiredMeetings: Int { self.pack.rhythm(.caseManagementMeeting)?.times ?? 0 }

    /// How good the data are that the centre works with (domain.md §12.3).
    func dataQuality() async throws -> ReportSection {
        let asked = ReportDataQuality(from: self.from, to: self.to)
        let request = try self.client.query(ReportDataQuality.type, to: ReportDataQuality.unit, body: asked)
        let data = try await self.decoded(ReportDataQuality.Answer.self, request)
        return self.writer.dataQuality(data)
    }

    /// What was asked of the centre's data, and what came of it: accountability to the public.
    func dataRequests() async throws -> [CountEvents.Row] {
        try await self.count(
            .dataRequest,
            [
                CountEvents.Count(key: "received", event: "data_request_received"),
                CountEvents.Count(key: "released", event: "data_released"),
                CountEvents.Count(key: "denied", event: "data_request_denied"),
                CountEvents.Count(key: "unavailable", event: "data_unavailable"),
            ]
        )
    }
}
