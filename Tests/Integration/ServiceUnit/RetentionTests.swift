internal import Contracts
internal import Foundation
internal import JSON
internal import PostgreSQL
internal import RabbitMQ
internal import ServiceUnitDomain
internal import TestSupport
internal import Testing
internal import UnitTestSupport
internal import Vocabulary

/// A case's file is kept while anybody may still have to read it: until it was closed and looked at for months after.
@Suite(.freshDatabase, .timeLimit(.minutes(3)))
struct RetentionTests {
    private let complaint = ComplaintID(UUID())
    private let id = CaseID(UUID())
    private var now: Instant { Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000)) }

    private func done<C: CommandContract>(_ command: C, by name: String, _ bench: Bench) async throws {
        let answer = try await bench.command(command, by: name)
        #expect(answer.type == CommandAccepted.type, "\(C.type): \(answer.body)")
    }

    /// Orders that the file be destroyed for its age; how that was answered.
    private func destroy(_ bench: Bench) async throws -> (isDone: Bool, body: String) {
        let order = DestroyIdentity(complaintID: self.complaint, ground: .retentionEnded, document: "SK 9001/XI/2026")
        let answer = try await bench.answer(to: DestroyIdentity.type, of: .serviceUnit, from: "hana", order)
        let body = String(decoding: try bench.open(answer, for: "hana"), as: UTF8.self)
        return (answer.properties.type == CommandAccepted.type, body)
    }

    /// It is refused with this stage and limit named, and the file stays as it is.
    private func expectKept(_ bench: Bench, for words: String...) async throws {
        let answer = try await self.destroy(bench)
        #expect(!answer.isDone && answer.body.contains("still_open"), "\(answer.body)")
        for word in words { #expect(answer.body.contains(word), "\(answer.body)") }
        #expect(try await self.shown(bench).contains("Anak Contoh"))
        #expect(try await bench.count(Self.keys) > 0)
    }

    private static let keys: SQL = "SELECT count(*) FROM data_keys WHERE box IS NOT NULL"

    private func shown(_ bench: Bench) async throws -> String {
        try await bench.query(ShowCase(caseID: self.id, reason: "supervision"), by: "sari")
    }

    /// What the unit answers to reports.
    private func figures(_ bench: Bench) async throws -> [String] {
        let (from, to) = (self.now.localDate.adding(days: -1), self.now.localDate.adding(days: 200))
        let counts = ["case_opened", "case_closed", "plan_approved", "post_monitoring_recorded"].map {
            CountEvents.Count(key: $0, event: $0)
        }
        return [
            try await bench.query(MeasureClocks(from: from, to: to), by: "hana"),
            try await bench.query(CountEvents(counts: counts, from: from, to: to), by: "hana"),
            try await bench.query(ReportCaseload(), by: "hana"),
        ].map { body in
            // The answer alone: when it was given is no figure.
            (try? JSONParser.parse(Array(body.utf8), limits: JSONLimits()))?["answer"]?.text ?? body
        }
    }

    /// From the complaint to a plan in force, siti's.
    private func plan(_ bench: Bench) async throws {
        try await bench.register(self.complaint, self.id, .low)
        _ = try await bench.until(self.id) { $0.level == .low }
        let siti = try #require(Username("siti"))
        try await self.done(AssignCaseWorker(caseID: self.id, worker: siti, letterNo: "ST-1"), by: "kadir", bench)
        try await self.done(AssignCaseManager(caseID: self.id, worker: siti), by: "kadir", bench)
        try await self.done(RecordConsent.example.about(self.id), by: "siti", bench)
        try await self.done(RecordHomeVisit(caseID: self.id, childMet: true, report: "at home"), by: "siti", bench)
        try await self.done(RecordAssessment(caseID: self.id, form: .example), by: "siti", bench)
        var action = PlanAction.example
        action.problemItems = []
        let review = self.now.localDate.adding(days: 30)
        try await self.done(DraftPlan(caseID: self.id, actions: [action], reviewDate: review), by: "siti", bench)
        try await self.done(WaiveItem(caseID: self.id, item: "b1_3", reason: "card is on its way"), by: "sari", bench)
        try await self.done(ApprovePlan(caseID: self.id), by: "sari", bench)
    }

    private func close(_ bench: Bench) async throws {
        try await self.done(ScheduleEvaluation(caseID: self.id, date: self.now.localDate), by: "kadir", bench)
        let evaluation = HoldEvaluation(
            caseID: self.id,
            results: [EvaluatedIntervention(actionID: "a1", result: .achieved)],
            goalsMet: true,
            stillAtRisk: false,
            minutes: "goals met"
        )
        try await self.done(evaluation, by: "kadir", bench)
        try await self.done(ProposeClosure.example.about(self.id), by: "siti", bench)
        try await self.done(ApproveClosure(caseID: self.id, allDiscussed: true), by: "hana", bench)
        try await self.done(TerminateCase(caseID: self.id, form: .example), by: "siti", bench)
        try await self.done(CloseCase(caseID: self.id), by: "siti", bench)
        _ = try await bench.until(self.id) { $0.stage == .closedMonitoring }
    }

    /// Form 6, so many days from now: all is well.
    private func look(after days: Int, _ bench: Bench, _ unit: inout Instance) async throws {
        await unit.die()
        unit = try bench.start("service-unit-after-\(days)", ahead: days * 86_400)
        try await self.done(RecordPostMonitoring(caseID: self.id, form: .example), by: "siti", bench)
        try await self.done(ApprovePostMonitoring(caseID: self.id), by: "hana", bench)
    }

    @Test
    func
        `a case's file is kept while it is open and the months it is watched after, then its keys are destroyed and no count changes`()
        async throws
    {
        try await Bench.run { bench in
            var unit = try bench.start()
            try await bench.makeEverybodyKnown()
            try await self.plan(bench)
            try await self.expectKept(bench, for: "case \(self.id.text): in_intervention")
            try await self.close(bench)
            try await self.expectKept(bench, for: "case \(self.id.text): closed_monitoring", "post_monitoring until")
            // A month after, the child was well; the third month's look is still to come.
            try await self.look(after: 32, bench, &unit)
            try await self.expectKept(bench, for: "case \(self.id.text): closed_monitoring", "post_monitoring until")
            try await self.look(after: 95, bench, &unit)
            _ = try await bench.until(self.id) { $0.stage == .archived }

            let before = try await self.figures(bench)
            let told: SQL = "SELECT count(*) FROM journal WHERE stream LIKE 'case-%'"
            let events = try await bench.count(told)
            let ended = try await self.destroy(bench)
            #expect(ended.isDone && !ended.body.contains("open"), "\(ended.body)")
            try await bench.expect(Self.keys, is: 0)
            let journaled: SQL = """
                SELECT count(*) FROM journal WHERE type = 'data_key_destroyed'
                AND convert_from(body, 'UTF8')::jsonb->>'ground' = 'retention_ended'
                """
            try await bench.expect(journaled, is: 1)
            #expect(try await !self.shown(bench).contains("Anak Contoh"))
            try await bench.expect(told, is: events)
            #expect(try await self.figures(bench) == before)
            #expect(before.contains { $0.contains("post_monitoring_recorded") }, "\(before)")
            #expect(try await self.destroy(bench).isDone, "asked again it answers alike")
            try await bench.expect(journaled, is: 1)
        }
    }
}
