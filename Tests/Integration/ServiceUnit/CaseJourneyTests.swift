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

/// A routine case, from its registration to its closure, by the staff's commands.
@Suite(.freshDatabase, .timeLimit(.minutes(2)))
struct CaseJourneyTests {
    let complaint = ComplaintID(UUID())
    let caseID = CaseID(UUID())

    private func done<C: CommandContract>(_ command: C, by name: String, _ bench: Bench) async throws {
        let answer = try await bench.command(command, by: name)
        #expect(answer.type == CommandAccepted.type, "\(C.type): \(answer.body)")
    }

    private func refused<C: CommandContract>(_ command: C, by name: String, _ bench: Bench) async throws -> String {
        let answer = try await bench.command(command, by: name)
        #expect(answer.type == CommandRejected.type, "\(C.type): \(answer.body)")
        return answer.body
    }

    @Test func `a case goes through consent, assessment, plan, review and closure`() async throws {
        try await Bench.run { bench in
            _ = try bench.start()
            try await bench.makeEverybodyKnown()
            try await bench.register(self.complaint, self.caseID, .low)
            _ = try await bench.until(self.caseID) { $0.level == .low }
            let siti = try #require(Username("siti"))
            let tono = try #require(Username("tono"))
            let id = self.caseID
            // Rule 29: a TKSK is never the worker.
            let tksk = try await self.refused(
                AssignCaseWorker(caseID: id, worker: tono, letterNo: "ST-1"),
                by: "kadir",
                bench
            )
            #expect(tksk.contains("decides_nothing"))
            try await self.done(AssignCaseWorker(caseID: id, worker: siti, letterNo: "ST-1"), by: "kadir", bench)
            try await self.done(AssignCaseManager(caseID: id, worker: siti), by: "kadir", bench)
            let safety = SafetyAssessment(
                safe: true,
                findings: "TANDA-sehat",
                immediateNeeds: [],
                protectiveDecision: "stays with the aunt"
            )
            try await self.done(
                RecordSafetyAssessment(caseID: id, childSeen: true, childSpokenTo: true, assessment: safety),
                by: "siti",
                bench
            )
            try await self.done(RecordHomeVisit(caseID: id, childMet: true, report: "TANDA-rumah"), by: "siti", bench)
            #expect(
                try await self.refused(RecordAssessment(caseID: id, form: .example), by: "siti", bench).contains(
                    "no_consent"
                )
            )
            try await self.done(RecordConsent.example.about(id), by: "siti", bench)
            try await self.done(RecordAssessment(caseID: id, form: .example), by: "siti", bench)
            var action = PlanAction.example
            action.problemItems = []
            let today = Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000)).localDate
            let plan = DraftPlan(caseID: id, actions: [action], reviewDate: today.adding(days: 30))
            try await self.done(plan, by: "siti", bench)
            // Rule 18: b1_3 is neither in the plan nor waived.
            #expect(try await self.refused(ApprovePlan(caseID: id), by: "sari", bench).contains("b1_3"))
            try await self.done(WaiveItem(caseID: id, item: "b1_3", reason: "card is on its way"), by: "sari", bench)
            try await self.done(ApprovePlan(caseID: id), by: "sari", bench)
            let referral = PlanReferral(
                caseID: id,
                actionID: "a1",
                kind: .ordinary,
                need: .psychology,
                problem: "TANDA-mimpi"
            )
            try await bench.listening(to: "referral.routine") { told in
                try await self.done(referral, by: "siti", bench)
                let message = try await told.first { $0.routingKey.contains("referral_planned") }
                #expect(!String(decoding: message.body, as: UTF8.self).contains("TANDA"))
            }
            let review = RecordReview(caseID: id, level: .low, stable: true, progress: "goes to school")
            try await self.done(review, by: "siti", bench)
            // S12: every intervention is evaluated first.
            #expect(
                try await self.refused(ProposeClosure.example.about(id), by: "siti", bench).contains("wrong_order")
            )
            try await self.done(ScheduleEvaluation(caseID: id, date: today), by: "kadir", bench)
            let evaluation = HoldEvaluation(
                caseID: id,
                results: [EvaluatedIntervention(actionID: "a1", result: .achieved)],
                goalsMet: true,
                stillAtRisk: false,
                minutes: "TANDA-hasil"
            )
            try await self.done(evaluation, by: "kadir", bench)
            try await self.done(ProposeClosure.example.about(id), by: "siti", bench)
            _ = try await self.refused(ApproveClosure(caseID: id, allDiscussed: false), by: "hana", bench)
            try await self.done(ApproveClosure(caseID: id, allDiscussed: true), by: "hana", bench)
            #expect(try await self.refused(CloseCase(caseID: id), by: "siti", bench).contains("Form 8"))
            try await self.done(TerminateCase(caseID: id, form: .example), by: "siti", bench)
            try await self.done(CloseCase(caseID: id), by: "siti", bench)
            let closed = try await bench.until(id) { $0.stage == .closedMonitoring }
            #expect(closed.clocks.all.filter { $0.clock.isRunning }.map(\.name) == [.postMonitoring])
            let connection = try await bench.database.connect()
            let plain = try await connection.query(
                "SELECT count(*) FROM journal WHERE body::text LIKE '%TANDA%' OR body::text LIKE '%Contoh%'"
            ).rows(as: Int64.self)
            await connection.close()
            #expect(plain == [0])
        }
    }

    @Test func `F2: what can't be read and what the form asks beyond it are answered at once, each with its place`()
        async throws
    {
        try await Bench.run { bench in
            _ = try bench.start()
            try await bench.makeEverybodyKnown()
            let body: JSONValue = [
                "case_id": .string(self.caseID.text), "decision": "willing", "capacity": "uncle", "informed": false,
                "purpose_explained": true,
                "form": ["signer_name": "", "place": "Makassar", "date": "yesterday"],
            ]
            try await bench.send(RecordConsent.type, from: "siti", id: "consent-1", body)
            let answer = try await bench.answer(to: "consent-1", of: "siti")
            let rejected = try #require(JSONDecoding.decode(CommandRejected.self, from: answer.body).value)
            let places = rejected.problems.map(\.pointer)
            #expect(Set(places).count == places.count)
            #expect(
                Set(places) == [
                    "/capacity", "/informed", "/suspected_perpetrator", "/sharing_with_partners", "/form/signer_name",
                    "/form/signer_birth_date", "/form/signer_address", "/form/signer_phone", "/form/date",
                ]
            )
        }
    }

    @Test func `lists hold codes; the file opens to who works on it`() async throws {
        try await Bench.run { bench in
            _ = try bench.start()
            try await bench.makeEverybodyKnown()
            try await bench.register(self.complaint, self.caseID, .high)
            _ = try await bench.until(self.caseID) { $0.urgent?.phase == .raised }
            #expect(try await bench.query(ListOncall(), by: "siti").contains(self.caseID.text))
            #expect(try await bench.query(ListCases(), by: "siti").contains(self.caseID.text))
            #expect(try await !bench.query(ListCases(mine: true), by: "siti").contains(self.caseID.text))
            #expect(try await !bench.query(ShowCase(caseID: self.caseID), by: "siti").contains("Anak Contoh"))
            try await bench.claim(ClaimUrgentCase(caseID: self.caseID), by: "siti", id: "claim-1")
            _ = try await bench.until(self.caseID) { $0.urgent?.phase == .held }
            #expect(try await !bench.query(ListOncall(), by: "siti").contains(self.caseID.text))
            let asked = try await bench.query(ListOncall(caseID: self.caseID), by: "siti")
            #expect(asked.contains(self.caseID.text) && asked.contains("held"), "named, it is told wherever it stands")
            #expect(try await bench.query(ShowCase(caseID: self.caseID), by: "siti").contains("Anak Contoh"))
            #expect(try await !bench.query(ShowCase(caseID: self.caseID), by: "budi").contains("Anak Contoh"))
            #expect(try await bench.query(ListCases(mine: true), by: "siti").contains(self.caseID.text))
            // Who supervises sees the file too, and says why; who has it need not.
            await #expect(throws: TestBroker.Failure.self) {
                _ = try await bench.query(ShowCase(caseID: self.caseID), by: "sari")
            }
            let supervised = ShowCase(caseID: self.caseID, reason: "weekly supervision")
            #expect(try await bench.query(supervised, by: "sari").contains("Anak Contoh"))
            let connection = try await bench.database.connect()
            let shown = try await connection.query(
                "SELECT convert_from(body, 'UTF8')::jsonb->>'reason' FROM journal WHERE type = 'data_shown' ORDER BY position"
            ).rows(as: String?.self)
            let refused = try await connection.query(
                "SELECT convert_from(body, 'UTF8')::jsonb->>'code' FROM journal WHERE type = 'view_refused'"
            ).rows(as: String?.self)
            await connection.close()
            // The answer to the claim, the file asked for, and the supervisor's.
            let claimed = OpeningGround.claimedCase.words
            #expect(shown == [claimed, claimed, "weekly supervision"])
            #expect(refused == ["reason_missing"])
        }
    }
}
