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

/// A TKSK who helps with a child, through the running unit (domain.md §14 D05, §10.4).
@Suite(.freshDatabase, .timeLimit(.minutes(2)))
struct HelperJourneyTests {
    private let complaint = ComplaintID(UUID())
    private let caseID = CaseID(UUID())

    private func done<C: CommandContract>(_ command: C, by name: String, _ bench: Bench) async throws {
        let answer = try await bench.command(command, by: name)
        #expect(answer.type == CommandAccepted.type, "\(answer.body)")
    }

    @Test func `§10.4 and D05: a TKSK sees child and place of the visit given, and no more, until the help ends`()
        async throws
    {
        try await Bench.run { bench in
            _ = try bench.start()
            try await bench.makeEverybodyKnown()
            try await bench.register(self.complaint, self.caseID, .high, telling: "TANDA-situation")
            _ = try await bench.until(self.caseID) { $0.urgent?.phase == .raised }
            try await bench.claim(ClaimUrgentCase(caseID: self.caseID), by: "siti", id: "claim-1")
            _ = try await bench.until(self.caseID) { $0.urgent?.phase == .held }
            #expect(try await !bench.query(ListHelpers(), by: "tono").contains("Contoh"))
            let today = Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000)).localDate
            let ask = AskHelper(
                caseID: self.caseID,
                helper: try #require(Username("tono")),
                task: "TANDA-task",
                agreedOn: today,
                until: today.adding(days: 7)
            )
            try await bench.listening(to: "receipts.tono") { tono in
                try await self.done(ask, by: "siti", bench)
                _ = try await tono.first { String(decoding: $0.body, as: UTF8.self).contains("helper_asked") }
            }
            let seen = try await bench.query(ListHelpers(), by: "tono")
            #expect(
                seen.contains("Anak Contoh") && seen.contains("TANDA-task") && seen.contains(#""supervisor":"siti""#)
            )
            #expect(!seen.contains("TANDA-situation"))
            await #expect(throws: TestBroker.Failure.self, "not a worker of the case") {
                _ = try await bench.query(ListHelpers(caseID: self.caseID), by: "budi")
            }
            try await bench.listening(to: "receipts.siti") { siti in
                let report = ReportAsHelper(caseID: self.caseID, childMet: true, report: "TANDA-report")
                try await self.done(report, by: "tono", bench)
                _ = try await siti.first { String(decoding: $0.body, as: UTF8.self).contains("help_reported") }
            }
            #expect(try await bench.query(ListHelpers(caseID: self.caseID), by: "siti").contains("TANDA-report"))
            let release = ReleaseHelper(caseID: self.caseID, helper: ask.helper)
            try await self.done(release, by: "siti", bench)
            #expect(try await !bench.query(ListHelpers(), by: "tono").contains("Contoh"))
            let late = ReportAsHelper(caseID: self.caseID, childMet: false, report: "TANDA-late")
            #expect(try await bench.command(late, by: "tono").type == CommandRejected.type)
            let connection = try await bench.database.connect()
            let shown = try await connection.query(
                "SELECT convert_from(body, 'UTF8')::jsonb->>'reason' FROM journal WHERE type = 'data_shown' ORDER BY position"
            ).rows(as: String?.self)
            await connection.close()
            #expect(shown.contains(OpeningGround.ownLetter.words))
            #expect(try await !bench.everythingStored().contains("TANDA"))
        }
    }

    @Test func `D05 and §10.4: refused consent ends the help at once, neither closing nor reopening brings it back`()
        async throws
    {
        try await Bench.run { bench in
            _ = try bench.start()
            try await bench.makeEverybodyKnown()
            try await bench.register(self.complaint, self.caseID, .low)
            _ = try await bench.until(self.caseID) { $0.level == .low }
            let siti = try #require(Username("siti"))
            try await self.done(
                AssignCaseWorker(caseID: self.caseID, worker: siti, letterNo: "ST-1"),
                by: "kadir",
                bench
            )
            let today = Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000)).localDate
            let ask = AskHelper(
                caseID: self.caseID,
                helper: try #require(Username("tono")),
                task: "TANDA-task",
                agreedOn: today,
                until: today.adding(days: 7)
            )
            try await bench.listening(to: "receipts.tono") { tono in
                try await self.done(ask, by: "siti", bench)
                _ = try await tono.first { String(decoding: $0.body, as: UTF8.self).contains("helper_asked") }
                #expect(try await bench.query(ListHelpers(), by: "tono").contains("Anak Contoh"))
                var refusal = RecordConsent.example.about(self.caseID)
                refusal.decision = .notWilling
                refusal.form?.advice = "made up"
                try await self.done(refusal, by: "siti", bench)
                let told = try await tono.first {
                    String(decoding: $0.body, as: UTF8.self).contains("helper_released")
                }
                let text = String(decoding: told.body, as: UTF8.self)
                #expect(text.contains(self.caseID.text) && text.contains("keep and tell nothing of it"), "\(text)")
                #expect(!text.contains("TANDA"))
            }
            let report = ReportAsHelper(caseID: self.caseID, childMet: true, report: "TANDA-late")
            func expectOver(_ when: Comment) async throws {
                #expect(try await !bench.query(ListHelpers(), by: "tono").contains("Contoh"), when)
                #expect(try await bench.command(report, by: "tono").type == CommandRejected.type, when)
            }
            try await expectOver("refused")
            try await self.done(CloseCase(caseID: self.caseID), by: "hana", bench)
            try await expectOver("closed")
            let reopening = DecideReopening(caseID: self.caseID, reopen: true, reason: "TANDA-again")
            try await self.done(reopening, by: "hana", bench)
            _ = try await bench.until(self.caseID) { !$0.isOver }
            try await expectOver("reopened: consent and help are asked for anew")
        }
    }

    @Test func `D05: a helper hears that the task is over when the complaint joins another case of the same child`()
        async throws
    {
        try await Bench.run { bench in
            _ = try bench.start()
            try await bench.makeEverybodyKnown()
            let (other, otherCase) = (ComplaintID(UUID()), CaseID(UUID()))
            try await bench.register(self.complaint, self.caseID, .high)
            try await bench.register(other, otherCase, .high, serial: 9002)
            _ = try await bench.until(self.caseID) { $0.urgent?.phase == .raised }
            _ = try await bench.until(otherCase) { $0.urgent?.phase == .raised }
            try await bench.claim(ClaimUrgentCase(caseID: self.caseID), by: "siti", id: "claim-1")
            _ = try await bench.until(self.caseID) { $0.urgent?.phase == .held }
            let now = Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
            let ask = AskHelper(
                caseID: self.caseID,
                helper: try #require(Username("tono")),
                task: "TANDA-task",
                agreedOn: now.localDate,
                until: now.localDate.adding(days: 7)
            )
            try await bench.listening(to: "receipts.tono") { tono in
                try await self.done(ask, by: "siti", bench)
                _ = try await tono.first { String(decoding: $0.body, as: UTF8.self).contains("helper_asked") }
                try await bench.link(self.complaint, self.caseID, to: otherCase, at: now)
                let told = try await tono.first {
                    String(decoding: $0.body, as: UTF8.self).contains("helper_released")
                }
                let text = String(decoding: told.body, as: UTF8.self)
                #expect(text.contains(self.caseID.text) && text.contains("may ask you anew"), "\(text)")
                #expect(!text.contains("TANDA"))
            }
            #expect(try await !bench.query(ListHelpers(), by: "tono").contains("Contoh"))
        }
    }
}
