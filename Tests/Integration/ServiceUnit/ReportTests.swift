import Contracts
import Foundation
import JSON
import PostgreSQL
import RabbitMQ
import ServiceUnitDomain
import TestSupport
import Testing
import UnitTestSupport
import Vocabulary

/// What leadership asks a unit to measure, and the file a reader gets under the head's permission.
@Suite(.freshDatabase, .timeLimit(.minutes(2)))
struct ReportTests {
    let complaint = ComplaintID(UUID())
    let caseID = CaseID(UUID())
    let request = DataRequestID(UUID())

    private func done<C: CommandContract>(_ command: C, by name: String, _ bench: Bench) async throws -> String {
        let answer = try await bench.command(command, by: name)
        #expect(answer.type == CommandAccepted.type, "\(C.type): \(answer.body)")
        return answer.body
    }

    private func answer<Q: RuntimeQueryContract>(_ query: Q, by name: String, _ bench: Bench) async throws -> Q.Answer {
        let text = try await bench.query(query, by: name)
        let body = try JSONParser.parse(Array(text.utf8))
        return try #require(JSONDecoding.decode(Q.Answer.self, from: body["answer"] ?? .null).value, "\(text)")
    }

    @Test func `clocks, steps, events and caseload are measured from the journal, for leadership only`() async throws {
        try await Bench.run { bench in
            _ = try bench.start()
            try await bench.makeEverybodyKnown()
            try await bench.register(self.complaint, self.caseID, .low)
            _ = try await bench.until(self.caseID) { $0.level == .low }
            let siti = try #require(Username("siti"))
            let id = self.caseID
            _ = try await self.done(AssignCaseWorker(caseID: id, worker: siti, letterNo: "ST-1"), by: "kadir", bench)
            let safety = SafetyAssessment(
                safe: true,
                findings: "sehat",
                immediateNeeds: [],
                protectiveDecision: "stays"
            )
            _ = try await self.done(
                RecordSafetyAssessment(caseID: id, childSeen: true, childSpokenTo: true, assessment: safety),
                by: "siti",
                bench
            )
            let today = Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000)).localDate
            let (from, to) = (today.adding(days: -1), today.adding(days: 1))

            let clocks = try await self.answer(MeasureClocks(from: from, to: to), by: "hana", bench)
            let contact = try #require(clocks.rows.first { $0.clock == .contactSafety })
            #expect(contact.level == "low" && contact.inTime == 1 && contact.running == 0 && contact.late == 0)
            // Nothing began before.
            let before = MeasureClocks(from: from.adding(days: -9), to: from.adding(days: -8))
            #expect(try await self.answer(before, by: "kadir", bench).rows.isEmpty)

            let step = MeasureSteps.Step(
                key: "seen",
                starts: ["complaint_registered"],
                ends: ["safety_assessment_recorded"],
                standard: 60
            )
            let never = MeasureSteps.Step(key: "never", starts: ["plan_drafted"], ends: ["plan_approved"], standard: 60)
            let steps = try await self.answer(
                MeasureSteps(steps: [step, never], from: from, to: to),
                by: "sari",
                bench
            )
            #expect(steps.rows.map(\.key) == ["seen"])
            #expect(steps.rows.first?.count == 1 && steps.rows.first?.withinStandard == 1)
            #expect((steps.rows.first?.p95 ?? 99) < 5)

            let counts = try await self.answer(
                CountEvents(
                    counts: [
                        CountEvents.Count(key: "in", event: "complaint_registered", code: .channel),
                        CountEvents.Count(key: "seen", event: "safety_assessment_recorded"),
                    ],
                    from: from,
                    to: to,
                    by: .month
                ),
                by: "hana",
                bench
            )
            let phone = CountEvents.Row(key: "in", value: "phone", span: today.month, count: 1)
            #expect(counts.rows.contains(phone), "\(counts.rows)")
            #expect(counts.rows.contains { $0.key == "seen" && $0.value == nil && $0.count == 1 })

            let load = try await bench.query(ReportCaseload(), by: "hana")
            #expect(load.contains(#""worker":"siti""#) && load.contains(#""unassessed":1"#), "\(load)")

            for name in ["siti", "tono"] {
                for refused in [MeasureClocks.type, ReportCaseload.type] {
                    let question = refused == MeasureClocks.type
                    await #expect(throws: (any Error).self) {
                        if question {
                            _ = try await bench.query(MeasureClocks(from: from, to: to), by: name)
                        } else {
                            _ = try await bench.query(ReportCaseload(), by: name)
                        }
                    }
                }
            }
        }
    }

    @Test func `facts go to the data-request unit under a token, without identity`() async throws {
        try await Bench.run { bench in
            _ = try bench.start()
            try await bench.makeEverybodyKnown()
            try await bench.register(self.complaint, self.caseID, .low)
            _ = try await bench.until(self.caseID) { $0.level == .low }
            let siti = try #require(Username("siti"))
            try await bench.listening(to: "data-request.routine") { told in
                let letter = AssignCaseWorker(caseID: self.caseID, worker: siti, letterNo: "ST-1")
                _ = try await self.done(letter, by: "kadir", bench)
                let change = ChangeRiskLevel(caseID: self.caseID, level: .medium, consulted: siti, reason: "made up")
                _ = try await self.done(change, by: "hana", bench)
                var texts: [String] = []
                for wanted in [#""state":"assigned""#, #""risk_level":"medium""#] {
                    let message = try await told.first { delivery in
                        delivery.routingKey.hasSuffix(".fact_recorded")
                            && String(decoding: delivery.body, as: UTF8.self).contains(wanted)
                    }
                    texts.append(String(decoding: message.body, as: UTF8.self))
                }
                for text in texts {
                    #expect(!text.contains(self.caseID.text) && !text.contains(self.complaint.text))
                    #expect(!text.contains("Contoh") && !text.contains("siti"))
                }
            }
        }
    }

    @Test func `a reader opens the file the head allowed, once released; nobody else does`() async throws {
        try await Bench.run { bench in
            _ = try bench.start()
            try await bench.makeEverybodyKnown()
            try await bench.register(self.complaint, self.caseID, .low)
            _ = try await bench.until(self.caseID) { $0.level == .low }
            let siti = try #require(Username("siti"))
            _ = try await self.done(
                AssignCaseWorker(caseID: self.caseID, worker: siti, letterNo: "ST-1"),
                by: "kadir",
                bench
            )
            let now = Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
            let granted = FileReleaseGranted(
                requestID: self.request,
                dataClass: .ownFile,
                reader: try #require(Username("keluarga")),
                fields: ["child"],
                purpose: "own file",
                courtOrder: nil,
                expires: now.localDate.adding(days: 7),
                at: now
            )
            // One stream of the data-request unit, told in its order.
            let stream = ComplaintID(UUID())
            try await bench.tell(.dataRequest, stream, granted)
            try await bench.untilKnown("file-grant")
            await #expect(throws: (any Error).self) {
                _ = try await bench.query(ShowFileExtract(requestID: self.request), by: "keluarga")
            }
            let answer = try await self.done(
                PrepareFileExtract(
                    requestID: self.request,
                    caseID: self.caseID,
                    readerIs: .parent,
                    conflictOfInterest: false,
                    othersRemoved: true
                ),
                by: "siti",
                bench
            )
            #expect(!answer.contains("Anak Contoh"))
            let hash = try #require(
                try JSONParser.parse(Array(answer.utf8))["result"]?["extract_hash"]?.string
            )
            #expect(hash.count == 64)
            let released = DataReleased(
                requestID: self.request,
                dataClass: .ownFile,
                fields: ["child"],
                hash: hash,
                at: now
            )
            try await bench.tell(.dataRequest, stream, released)
            var opened = ""
            while opened.isEmpty {
                try Task.checkCancellation()
                opened = (try? await bench.query(ShowFileExtract(requestID: self.request), by: "keluarga")) ?? ""
            }
            #expect(opened.contains("Anak Contoh") && opened.contains(hash))
            await #expect(throws: (any Error).self) {
                _ = try await bench.query(ShowFileExtract(requestID: self.request), by: "siti")
            }
            let connection = try await bench.database.connect()
            let shown = try await connection.query(
                "SELECT count(*) FROM journal WHERE type = 'data_shown' AND actor = 'keluarga'"
            ).rows(as: Int64.self)
            let plain = try await connection.query(
                "SELECT count(*) FROM journal WHERE convert_from(body, 'UTF8') LIKE '%Anak Contoh%'"
            ).rows(as: Int64.self)
            await connection.close()
            #expect(shown == [1])
            #expect(plain == [0])
        }
    }
}

extension UnitBench {
    /// Waits until there is an aggregate of a kind.
    fileprivate func untilKnown(_ kind: String) async throws {
        let connection = try await self.database.connect()
        while try await connection.query("SELECT count(*) FROM aggregates WHERE kind = \(kind)").rows(as: Int64.self)
            != [1]
        {
            try Task.checkCancellation()
            await Task.yield()
        }
        await connection.close()
    }
}
