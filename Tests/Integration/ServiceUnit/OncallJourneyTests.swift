internal import Contracts
internal import Foundation
internal import JSON
internal import PostgreSQL
internal import RabbitMQ
internal import Sealing
internal import ServiceUnitDomain
internal import TestSupport
internal import Testing
internal import UnitTestSupport
internal import Vocabulary

/// The on-call ladder on a real broker and database.
@Suite(.freshDatabase, .timeLimit(.minutes(2)))
struct OncallJourneyTests {
    let complaint = ComplaintID(UUID())
    let caseID = CaseID(UUID())

    private func call(_ body: [UInt8]) -> UrgentCaseCall? {
        JSONDecoding.decode(UrgentCaseCall.self, from: body).value
    }

    @Test func `a high complaint is called out; of two claims on two instances one wins and the other learns who`()
        async throws
    {
        try await Bench.run { bench in
            _ = try bench.start("service-unit-1")
            _ = try bench.start("service-unit-2")
            try await bench.makeEverybodyKnown()
            try await bench.listening(to: "oncall.urgent") { calls in
                try await bench.register(self.complaint, self.caseID, .high)
                let raised = try await calls.first { $0.properties.type == UrgentCaseCall.type }
                let call = try #require(self.call(raised.body))
                #expect(call.caseID == self.caseID)
                #expect(call.raiseNo == 1)
                #expect(call.subdistrict == "Panakkukang")
                #expect(!String(decoding: raised.body, as: UTF8.self).contains("Contoh"))
            }
            try await bench.listening(to: "receipts.siti") { siti in
                try await bench.listening(to: "receipts.budi") { budi in
                    async let first: Void = bench.claim(ClaimUrgentCase(caseID: self.caseID), by: "siti", id: "claim-1")
                    async let second: Void = bench.claim(
                        ClaimUrgentCase(caseID: self.caseID),
                        by: "budi",
                        id: "claim-2"
                    )
                    _ = try await (first, second)
                    let answers = [
                        try await siti.answer(to: "claim-1"), try await budi.answer(to: "claim-2"),
                    ]
                    let accepted = answers.filter { $0.properties.type == ClaimAccepted.type }
                    let refused = answers.filter { $0.properties.type == ClaimRefused.type }
                    #expect(accepted.count == 1)
                    let refusal = try #require(
                        refused.first.flatMap { JSONDecoding.decode(ClaimRefused.self, from: $0.body).value }
                    )
                    let state = try await bench.until(self.caseID) { $0.urgent?.phase == .held }
                    #expect(refusal.holder == state.urgent?.holder)
                    // Sealed to the worker who has it; opened with that worker's key it names the child.
                    let holder = try #require(state.urgent?.holder?.text)
                    let answer = try #require(accepted.first)
                    #expect(!String(decoding: answer.body, as: UTF8.self).contains("Contoh"))
                    let opened = try bench.open(answer, for: holder)
                    #expect(String(decoding: opened, as: UTF8.self).contains("Anak Contoh"))
                }
            }
        }
    }

    @Test func `unclaimed it is called again, then a rung up, though every instance was down meanwhile`() async throws {
        try await Bench.run { bench in
            let unit = try bench.start()
            try await bench.register(self.complaint, self.caseID, .high)
            _ = try await bench.until(self.caseID) { $0.urgent?.raiseNo == 1 }
            await unit.die()
            let second = try bench.start("service-unit-2", ahead: 6 * 60)
            _ = try await bench.until(self.caseID) { $0.urgent?.raiseNo == 2 }
            await second.die()
            _ = try bench.start("service-unit-3", ahead: 12 * 60)
            try await bench.listening(to: "oncall.coordinator_sw") { calls in
                let raised = try await calls.first { $0.properties.type == UrgentCaseCall.type }
                #expect(self.call(raised.body)?.rung == .coordinatorSw)
                #expect(self.call(raised.body)?.raiseNo == 3)
            }
        }
    }

    @Test func `a claim without contact attempt lapses, told to coordinator_sw, and is called out again`() async throws
    {
        try await Bench.run { bench in
            let unit = try bench.start()
            try await bench.makeEverybodyKnown()
            try await bench.register(self.complaint, self.caseID, .high)
            _ = try await bench.until(self.caseID) { $0.urgent?.phase == .raised }
            try await bench.claim(ClaimUrgentCase(caseID: self.caseID), by: "siti", id: "claim-1")
            _ = try await bench.until(self.caseID) { $0.urgent?.phase == .held }
            await unit.die()
            _ = try bench.start("service-unit-2", ahead: 31 * 60)
            try await bench.listening(to: "alerts.coordinator_sw") { alerts in
                let alert = try await alerts.first { String(decoding: $0.body, as: UTF8.self).contains("lapsed") }
                #expect(!String(decoding: alert.body, as: UTF8.self).contains("Contoh"))
            }
            let after = try await bench.until(self.caseID) { $0.urgent?.phase == .raised }
            #expect(after.worker == nil)
        }
    }

    @Test func `rule 2: the protection clock's breach reaches head_pksai when an instance is back`() async throws {
        try await Bench.run { bench in
            let unit = try bench.start()
            try await bench.register(self.complaint, self.caseID, .high)
            _ = try await bench.until(self.caseID) { $0.clocks.isRunning(.protection) }
            await unit.die()
            _ = try bench.start("service-unit-2", ahead: 25 * 3_600)
            try await bench.listening(to: "alerts.head_pksai") { alerts in
                let found = try await alerts.first {
                    let text = String(decoding: $0.body, as: UTF8.self)
                    return text.contains(#""protection""#) && text.contains("deadline_missed")
                }
                let alert = try #require(JSONDecoding.decode(Alert.self, from: found.body).value)
                #expect(alert.caseID == self.caseID)
                #expect(alert.rule?.hasPrefix("24 h, X03, because") == true)
            }
        }
    }

    @Test func `D04: linked to the child's case, claim and clocks move there in one transaction`() async throws {
        try await Bench.run { bench in
            _ = try bench.start()
            try await bench.makeEverybodyKnown()
            let (other, target) = (ComplaintID(UUID()), CaseID(UUID()))
            try await bench.register(other, target, .medium, serial: 9000)
            try await bench.register(self.complaint, self.caseID, .high)
            _ = try await bench.until(self.caseID) { $0.urgent?.phase == .raised }
            _ = try await bench.until(target) { $0.level == .medium }
            try await bench.claim(ClaimUrgentCase(caseID: self.caseID), by: "siti", id: "claim-1")
            _ = try await bench.until(self.caseID) { $0.urgent?.phase == .held }
            let now = Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
            try await bench.link(self.complaint, self.caseID, to: target, at: now)
            let alias = try await bench.until(self.caseID) { $0.linkedTo == target }
            let joined = try await bench.until(target) { $0.urgent?.phase == .held }
            #expect(joined.urgent?.holder?.text == "siti")
            #expect(joined.level == .high)
            #expect(joined.clocks.isRunning(.protection))
            #expect(alias.clocks.all.allSatisfy { !$0.clock.isRunning })
        }
    }

    @Test func `§10.4: what a complaint tells that joined the case is shown with the first, to whoever has the case`()
        async throws
    {
        try await Bench.run { bench in
            _ = try bench.start()
            try await bench.makeEverybodyKnown()
            let (other, target) = (ComplaintID(UUID()), CaseID(UUID()))
            try await bench.register(other, target, .high, serial: 9000, telling: "TANDA-first")
            try await bench.register(self.complaint, self.caseID, .low, telling: "TANDA-second")
            _ = try await bench.until(target) { $0.urgent?.phase == .raised }
            _ = try await bench.until(self.caseID) { $0.level == .low }
            let now = Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
            try await bench.link(self.complaint, self.caseID, to: target, at: now)
            _ = try await bench.until(target) { !$0.joinedSituations.isEmpty }
            func has(_ text: String, _ marks: String...) -> Bool { marks.allSatisfy { text.contains($0) } }
            try await bench.claim(ClaimUrgentCase(caseID: target), by: "siti", id: "claim-1")
            let accepted = try await bench.answer(to: "claim-1", of: "siti")
            let opened = String(decoding: try bench.open(accepted, for: "siti"), as: UTF8.self)
            #expect(accepted.properties.type == ClaimAccepted.type)
            #expect(has(opened, "TANDA-first", "TANDA-second"))
            #expect(has(try await bench.query(ShowCase(caseID: target), by: "siti"), "TANDA-first", "TANDA-second"))
            #expect(try await !bench.query(ShowCase(caseID: target), by: "budi").contains("TANDA"))
            // Added to later, it is told anew.
            let codes = try #require(try await bench.state(of: self.caseID)?.codes?.value)
            let more = ComplaintSupplemented(
                complaintID: self.complaint,
                caseID: self.caseID,
                codes: codes,
                situation: Confidential(
                    Situation(description: "TANDA-third", assessment: nil),
                    .sensitiveHarm,
                    origin: self.complaint,
                    field: "situation"
                ),
                at: now.adding(seconds: 1)
            )
            try await bench.tell(.intake, self.complaint, more)
            while try await !bench.query(ShowCase(caseID: target), by: "siti").contains("TANDA-third") {}
            let holds: SQL = """
                SELECT count(*) FROM origin_places
                WHERE origin = \(self.complaint.text) AND kind = 'case' AND id = \(target.text)
                """
            try await bench.expect(holds, is: 1)
            let asked = ShowIdentityKeys(complaintID: self.complaint)
            #expect(try await bench.query(asked, by: "hana", of: .serviceUnit).contains("case \(target.text)"))
            // Found to be about another child, it goes with its complaint.
            try await bench.unlink(self.complaint, self.caseID, from: target, at: now.adding(seconds: 2))
            _ = try await bench.until(target) { $0.joinedSituations.isEmpty }
            #expect(try await !bench.query(ShowCase(caseID: target), by: "siti").contains("TANDA-third"))
            // The case it had joined is none of its identity's matters any more; its own still is.
            try await bench.expect(holds, is: 0)
            let open = try await bench.query(asked, by: "hana", of: .serviceUnit)
            #expect(!open.contains("case \(target.text)") && open.contains("case \(self.caseID.text)"))
            try await bench.expect("SELECT count(*) FROM journal WHERE body::text LIKE '%TANDA%'", is: 0)
            try await bench.expect("SELECT count(*) FROM aggregates WHERE state::text LIKE '%TANDA%'", is: 0)
        }
    }

    @Test
    func `D04: what a joined complaint says reaches the case that its own went on in: danger calls somebody there`()
        async throws
    {
        try await Bench.run { bench in
            _ = try bench.start()
            try await bench.makeEverybodyKnown()
            let (second, secondCase) = (ComplaintID(UUID()), CaseID(UUID()))
            let (third, thirdCase) = (ComplaintID(UUID()), CaseID(UUID()))
            try await bench.register(self.complaint, self.caseID, .low, telling: "TANDA-first")
            try await bench.register(second, secondCase, .low, serial: 9002, telling: "TANDA-second")
            try await bench.register(third, thirdCase, .low, serial: 9003)
            for id in [self.caseID, secondCase, thirdCase] { _ = try await bench.until(id) { $0.level == .low } }
            let now = Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
            for (complaint, from, to) in [(self.complaint, self.caseID, secondCase), (second, secondCase, thirdCase)] {
                try await bench.link(complaint, from, to: to, at: now)
                _ = try await bench.until(from) { $0.linkedTo == to }
            }
            let joined = try await bench.until(thirdCase) { $0.joinedSituations.count == 2 }
            #expect(joined.urgent == nil)
            let flagged = EmergencyFlagged(complaintID: self.complaint, caseID: self.caseID, at: now.adding(seconds: 1))
            try await bench.tell(.intake, self.complaint, lane: .urgent, flagged)
            _ = try await bench.until(thirdCase) { $0.urgent?.phase == .raised && $0.emergency }
            // The first complaint is about another child after all: neither case tells it any more.
            try await bench.unlink(self.complaint, self.caseID, from: secondCase, at: now.adding(seconds: 2))
            _ = try await bench.until(self.caseID) { $0.linkedTo == nil && $0.urgent?.phase == .raised }
            for id in [secondCase, thirdCase] {
                let left = try await bench.until(id) { !$0.joinedComplaints.contains { $0.caseID == self.caseID } }
                #expect(left.joinedSituations.count == (id == thirdCase ? 1 : 0))
            }
        }
    }

    @Test func `D15: a claim voids the letter that names another, who is told so, and the coordinator`() async throws {
        try await Bench.run { bench in
            _ = try bench.start()
            try await bench.makeEverybodyKnown()
            try await bench.register(self.complaint, self.caseID, .high)
            _ = try await bench.until(self.caseID) { $0.urgent?.phase == .raised }
            let siti = try #require(Username("siti"))
            let letter = AssignCaseWorker(caseID: self.caseID, worker: siti, letterNo: "ST-9001")
            #expect(try await bench.command(letter, by: "kadir").type == CommandAccepted.type)
            try await bench.listening(to: "receipts.siti") { siti in
                try await bench.listening(to: "alerts.coordinator_pksai") { alerts in
                    try await bench.claim(ClaimUrgentCase(caseID: self.caseID), by: "budi", id: "claim-1")
                    let told = try await siti.first {
                        $0.properties.type == CaseNotice.type
                            && String(decoding: $0.body, as: UTF8.self).contains("assignment_letter_voided")
                    }
                    #expect(String(decoding: told.body, as: UTF8.self).contains("ST-9001"))
                    _ = try await alerts.first {
                        String(decoding: $0.body, as: UTF8.self).contains("assignment_letter_voided")
                    }
                }
            }
            let held = try await bench.until(self.caseID) { $0.urgent?.phase == .held }
            #expect(held.worker?.worker.text == "budi" && held.worker?.isStanding == true)
            #expect(
                try await bench.query(ShowForms(caseID: self.caseID, reason: "the letter"), by: "kadir").contains(
                    "assignment_letter_voided"
                )
            )
        }
    }
}
