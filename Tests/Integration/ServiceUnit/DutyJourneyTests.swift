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

/// Roster, hand-over, rights and alarms on a real broker and database.
@Suite(.freshDatabase, .timeLimit(.minutes(2)))
struct DutyJourneyTests {
    let complaint = ComplaintID(UUID())
    let caseID = CaseID(UUID())

    private func journal(_ bench: Bench, _ type: String) async throws -> [JSONValue] {
        let connection = try await bench.database.connect()
        let rows = try await connection.query("SELECT body FROM journal WHERE type = \(type) ORDER BY position")
            .rows(as: [UInt8].self)
        await connection.close()
        return try rows.map { try JSONParser.parse($0) }
    }

    private func set(_ bench: Bench, _ worker: String, _ subdistricts: [String]) async throws {
        let now = Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
        let turn = SetRosterEntry(
            worker: try #require(Username(worker)),
            from: now.adding(hours: -1),
            until: now.adding(hours: 8),
            subdistricts: subdistricts,
            letterNo: "07/ST/2026"
        )
        #expect(try await bench.command(turn, by: "kadir").type == CommandAccepted.type)
    }

    @Test func `a rung with nobody on duty is skipped at once, and the call says whom it is for`() async throws {
        try await Bench.run { bench in
            _ = try bench.start()
            try await bench.makeEverybodyKnown()
            try await self.set(bench, "budi", ["Tallo"])
            try await bench.listening(to: "oncall.coordinator_sw") { calls in
                try await bench.register(self.complaint, self.caseID, .high)
                let raised = try await calls.first { $0.properties.type == UrgentCaseCall.type }
                let call = try #require(JSONDecoding.decode(UrgentCaseCall.self, from: raised.body).value)
                #expect(call.rung == .coordinatorSw)
                #expect(call.called?.map(\.text) == ["sari"])
            }
            #expect(try await self.journal(bench, "urgent_case_escalated").first?["reason"]?.string == "empty")
        }
    }

    @Test func `who is on duty elsewhere is refused on the first call and told who is there; the refusal is journaled`()
        async throws
    {
        try await Bench.run { bench in
            _ = try bench.start()
            try await bench.makeEverybodyKnown()
            try await self.set(bench, "siti", ["Panakkukang"])
            try await self.set(bench, "budi", ["Tallo"])
            try await bench.register(self.complaint, self.caseID, .high)
            _ = try await bench.until(self.caseID) { $0.urgent?.phase == .raised }
            try await bench.listening(to: "receipts.budi") { budi in
                try await bench.claim(ClaimUrgentCase(caseID: self.caseID), by: "budi", id: "claim-budi")
                let answer = try await budi.answer(to: "claim-budi")
                let refused = try #require(JSONDecoding.decode(ClaimRefused.self, from: answer.body).value)
                #expect(refused.code == "other_subdistrict")
                #expect(refused.explanation.contains("siti is on duty there"))
            }
            let refusals = try await self.journal(bench, "decision_refused")
            #expect(refusals.first?["by"]?.string == "budi")
            #expect(refusals.first?["about"]?[0]?.string == "case-\(self.caseID)")
            try await bench.claim(ClaimUrgentCase(caseID: self.caseID), by: "siti", id: "claim-siti")
            let held = try await bench.until(self.caseID) { $0.urgent?.phase == .held }
            #expect(held.worker?.letterNo == "standing 07/ST/2026")
            // What the claim opened to its holder is on record.
            let shown = try await self.journal(bench, "data_shown")
            #expect(shown.contains { $0["reader"]?.string == "siti" && $0["query"]?.string == ClaimAccepted.type })
        }
    }

    @Test func `a holder hands over with a note that only the other can read; the case is never without a holder`()
        async throws
    {
        try await Bench.run { bench in
            let first = try bench.start()
            try await bench.makeEverybodyKnown()
            try await bench.register(self.complaint, self.caseID, .high)
            _ = try await bench.until(self.caseID) { $0.urgent?.phase == .raised }
            try await bench.claim(ClaimUrgentCase(caseID: self.caseID), by: "siti", id: "claim-1")
            _ = try await bench.until(self.caseID) { $0.urgent?.phase == .held }
            let budi = try #require(Username("budi"))
            try await bench.listening(to: "receipts.budi") { receipts in
                let offer = OfferHandOver(caseID: self.caseID, to: budi, note: "nenek menunggu Contoh")
                #expect(try await bench.command(offer, by: "siti").type == CommandAccepted.type)
                let told = try await receipts.first { $0.properties.type == HandOverOffered.type }
                #expect(!String(decoding: told.body, as: UTF8.self).contains("nenek"))
            }
            // The offer survives the instance that took it.
            await first.die()
            _ = try bench.start("service-unit-2")
            let offered = try await bench.until(self.caseID) { $0.urgent?.offer != nil }
            #expect(offered.urgent?.holder?.text == "siti")
            let shown = RecordCallDisplayed(caseID: self.caseID, raiseNo: 1)
            #expect(try await bench.command(shown, by: "budi").type == CommandAccepted.type)
            #expect(
                try await bench.command(AcceptHandOver(caseID: self.caseID), by: "sari").type == CommandRejected.type
            )
            #expect(
                try await bench.command(AcceptHandOver(caseID: self.caseID), by: "budi").type == CommandAccepted.type
            )
            let after = try await bench.until(self.caseID) { $0.urgent?.holder == budi }
            #expect(after.urgent?.phase == .held)
            #expect(after.urgent?.displayedTo == [budi])
            let bodies = try await self.journal(bench, "urgent_handover_offered").map(\.text)
            #expect(bodies.allSatisfy { !$0.contains("nenek") })
        }
    }

    @Test
    func `rule 29: a TKSK who tries to set a level, approve a plan or close is refused, and each try is journaled`()
        async throws
    {
        try await Bench.run { bench in
            _ = try bench.start()
            try await bench.makeEverybodyKnown()
            try await bench.register(self.complaint, self.caseID, .low)
            _ = try await bench.until(self.caseID) { $0.level == .low }
            let sari = try #require(Username("sari"))
            let level = ChangeRiskLevel(caseID: self.caseID, level: .none, consulted: sari, reason: "made up")
            for answer in [
                try await bench.command(level, by: "tono"),
                try await bench.command(ApprovePlan(caseID: self.caseID), by: "tono"),
                try await bench.command(CloseCase(caseID: self.caseID), by: "tono"),
            ] {
                #expect(answer.type == CommandRejected.type)
            }
            let refusals = try await self.journal(bench, "decision_refused")
            #expect(
                refusals.compactMap { $0["message"]?.string } == ["change_risk_level", "approve_plan", "close_case"]
            )
            #expect(refusals.allSatisfy { $0["by"]?.string == "tono" && $0["roles"]?[0]?.string == "tksk" })
            #expect(refusals.allSatisfy { $0["explanation"]?.string?.isEmpty == false })
            #expect(try await bench.state(of: self.caseID)?.level == .low)
            // Asking for the file is refused and on record too.
            await #expect(throws: TestBroker.Failure.self) {
                _ = try await bench.query(ShowCase(caseID: self.caseID), by: "tono")
            }
            #expect(try await self.journal(bench, "view_refused").first?["message"]?.string == ShowCase.type)
        }
    }

    @Test func `a missed limit that nobody acknowledges goes a step up; acknowledged, it stays; met, it closes`()
        async throws
    {
        try await Bench.run { bench in
            let unit = try bench.start()
            try await bench.makeEverybodyKnown()
            try await bench.register(self.complaint, self.caseID, .high)
            _ = try await bench.until(self.caseID) { $0.clocks.isRunning(.protection) }
            await unit.die()
            // A day later both clocks of a high case are missed; an hour after that the next are told.
            let second = try bench.start("service-unit-2", ahead: 25 * 3_600)
            _ = try await bench.until(self.caseID) { $0.clocks[.protection]?.phase == .missed }
            await second.die()
            _ = try bench.start("service-unit-3", ahead: 27 * 3_600)
            try await bench.listening(to: "alerts.agency_head") { alerts in
                let found = try await alerts.first {
                    JSONDecoding.decode(Alert.self, from: $0.body).value?.kind == Alert.unacknowledged
                }
                let alert = try #require(JSONDecoding.decode(Alert.self, from: found.body).value)
                let id = try #require(alert.alertID)
                #expect(alert.message.contains("not acknowledged within 60 minutes by head_pksai"))
                let taken = AcknowledgeAlert(alertID: id, note: "siti is on the way")
                try await self.acknowledge(bench, taken, by: "tono", expecting: CommandRejected.type)
                try await self.acknowledge(bench, taken, by: "hana", expecting: CommandAccepted.type)
                try await self.acknowledge(bench, taken, by: "hana", expecting: CommandAccepted.type)
            }
            let acknowledged = try await self.journal(bench, "alarm_acknowledged")
            #expect(acknowledged.count == 1)
            #expect(acknowledged.first?["by"]?.string == "hana")
        }
    }

    private func acknowledge(_ bench: Bench, _ command: AcknowledgeAlert, by name: String, expecting type: String)
        async throws
    {
        let id = "acknowledge-\(UUID().uuidString.lowercased())"
        try await bench.listening(to: "receipts.\(name)") { receipts in
            try await bench.send(AcknowledgeAlert.type, from: name, id: id, command)
            let answer = try await receipts.answer(to: id)
            #expect(answer.properties.type == type, "\(String(decoding: answer.body, as: UTF8.self))")
        }
    }
}
