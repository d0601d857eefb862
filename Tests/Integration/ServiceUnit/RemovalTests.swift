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

/// Who is removed, or has the role no more, leaves no case held by nobody.
@Suite(.freshDatabase, .timeLimit(.minutes(2)))
struct RemovalTests {
    let complaint = ComplaintID(UUID())
    let caseID = CaseID(UUID())

    private func told(_ name: String, _ roles: [Role], active: Bool = true, _ bench: Bench) async throws {
        let user = RegisterUser(username: try #require(Username(name)), roles: roles, active: active)
        let answer = try await bench.answer(
            to: RegisterUser.type,
            of: .serviceUnit,
            from: Bench.administrator,
            user
        )
        #expect(answer.properties.type == CommandAccepted.type)
    }

    private func holdings(of name: String, left roles: [Role]? = nil, _ bench: Bench) async throws -> [String] {
        let asked = ListHoldings(username: try #require(Username(name)), roles: roles)
        let answer = try await bench.query(asked, by: "kadir")
        let value = try JSONParser.parse(Array(answer.utf8))["answer"]?["holdings"]?.array ?? []
        return value.compactMap { $0["what"]?.string }
    }

    /// An urgent case that siti has claimed.
    private func claimed(_ bench: Bench) async throws {
        _ = try bench.start()
        try await bench.makeEverybodyKnown()
        try await bench.register(self.complaint, self.caseID, .high)
        _ = try await bench.until(self.caseID) { $0.urgent?.phase == .raised }
        try await bench.claim(ClaimUrgentCase(caseID: self.caseID), by: "siti", id: "claim-1")
        _ = try await bench.until(self.caseID) { $0.urgent?.phase == .held }
    }

    @Test
    func `a removed worker's claim lapses at once and goes to whoever is left; without the role it cannot be taken`()
        async throws
    {
        try await Bench.run { bench in
            try await self.claimed(bench)
            #expect(try await self.holdings(of: "siti", bench) == ["urgent_claim"])
            try await bench.listening(to: "oncall.urgent") { calls in
                try await self.told("siti", [.socialWorker, .onCallWorker], active: false, bench)
                let raised = try await calls.first {
                    JSONDecoding.decode(UrgentCaseCall.self, from: $0.body).value?.called?.map(\.text) == ["budi"]
                }
                #expect(raised.properties.type == UrgentCaseCall.type)
            }
            let aCase = try await bench.until(self.caseID) { $0.urgent?.phase == .raised }
            #expect(aCase.urgent?.holder == nil && aCase.worker == nil)
            #expect(try await self.holdings(of: "siti", bench).isEmpty)
            // Told again, nothing happens again.
            let raises = aCase.urgent?.raiseNo
            try await self.told("siti", [.socialWorker, .onCallWorker], active: false, bench)
            #expect(try await bench.state(of: self.caseID)?.urgent?.raiseNo == raises)
            // The last worker loses the role: the call does not wait for its limit.
            try await bench.listening(to: "oncall.coordinator_sw") { calls in
                try await self.told("budi", [.socialWorker], bench)
                let up = try await calls.first { $0.properties.type == UrgentCaseCall.type }
                #expect(JSONDecoding.decode(UrgentCaseCall.self, from: up.body).value?.called?.map(\.text) == ["sari"])
            }
        }
    }

    @Test func `a removed manager's case is alarmed until a coordinator takes notice, listed until somebody has it`()
        async throws
    {
        try await Bench.run { bench in
            let unit = try bench.start()
            try await bench.makeEverybodyKnown()
            try await bench.register(self.complaint, self.caseID, .low)
            _ = try await bench.until(self.caseID) { $0.level == .low }
            let siti = try #require(Username("siti"))
            let budi = try #require(Username("budi"))
            let named = AssignCaseManager(caseID: self.caseID, worker: siti)
            #expect(try await bench.command(named, by: "kadir").type == CommandAccepted.type)
            #expect(try await self.holdings(of: "siti", bench) == ["case_manager"])
            #expect(try await self.holdings(of: "siti", left: [.socialWorker], bench).isEmpty)
            #expect(try await self.holdings(of: "siti", left: [.secretary], bench) == ["case_manager"])
            try await bench.listening(to: "alerts.coordinator_pksai") { alerts in
                try await self.told("siti", [.secretary], bench)
                // Whether or not the instance that took it lives on.
                await unit.die()
                let second = try bench.start("service-unit-2")
                let warned = try await alerts.first {
                    JSONDecoding.decode(Alert.self, from: $0.body).value?.clock == .reassignment
                }
                #expect(JSONDecoding.decode(Alert.self, from: warned.body).value?.alertID == nil)
                // Nobody takes notice within the limit.
                await second.die()
                _ = try bench.start("service-unit-3", ahead: 25 * 3_600)
                let found = try await alerts.first {
                    JSONDecoding.decode(Alert.self, from: $0.body).value?.kind == Alert.missed
                }
                let alert = try #require(JSONDecoding.decode(Alert.self, from: found.body).value)
                #expect(alert.caseID == self.caseID && alert.message.contains("--vacant"))
                let id = try #require(alert.alertID)
                let taken = AcknowledgeAlert(alertID: id, note: "budi takes it")
                let answer = try await bench.answer(
                    to: AcknowledgeAlert.type,
                    of: .serviceUnit,
                    from: "kadir",
                    taken
                )
                #expect(answer.properties.type == CommandAccepted.type)
            }
            #expect(try await bench.query(ListCases(vacant: true), by: "kadir").contains(self.caseID.text))
            let again = AssignCaseManager(caseID: self.caseID, worker: budi)
            #expect(try await bench.command(again, by: "kadir").type == CommandAccepted.type)
            let aCase = try await bench.until(self.caseID) { $0.manager == budi }
            #expect(aCase.vacancy == nil && aCase.clocks[.reassignment]?.phase == .stopped)
            #expect(try await !bench.query(ListCases(vacant: true), by: "kadir").contains(self.caseID.text))
        }
    }

    @Test func `an offer to somebody who is removed is listed, lapses, and the holder is told`() async throws {
        try await Bench.run { bench in
            try await self.claimed(bench)
            let budi = try #require(Username("budi"))
            let offer = OfferHandOver(caseID: self.caseID, to: budi, note: "made up")
            #expect(try await bench.command(offer, by: "siti").type == CommandAccepted.type)
            #expect(try await self.holdings(of: "budi", bench) == ["urgent_handover"])
            #expect(try await self.holdings(of: "siti", bench) == ["urgent_claim", "urgent_handover"])
            try await self.told("budi", [.socialWorker], bench)
            let notice = try await bench.first(in: "receipts.siti") { $0.properties.type == HandOverOffered.type }
            let body = try bench.open(notice, for: "siti")
            #expect(JSONDecoding.decode(HandOverOffered.self, from: body).value?.state == "lapsed")
            let aCase = try await bench.until(self.caseID) { $0.urgent?.offer == nil }
            #expect(aCase.urgent?.holder == Username("siti"))
            #expect(try await self.holdings(of: "budi", bench).isEmpty)
        }
    }

    @Test func `a turn taken out of the roster lets a call to its rung go on at once`() async throws {
        try await Bench.run { bench in
            _ = try bench.start()
            try await bench.makeEverybodyKnown()
            let now = Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
            let turn = SetRosterEntry(
                entryID: "t1",
                worker: try #require(Username("siti")),
                from: now.adding(hours: -1),
                until: now.adding(hours: 8),
                letterNo: "07/ST/2026"
            )
            #expect(try await bench.command(turn, by: "kadir").type == CommandAccepted.type)
            try await bench.register(self.complaint, self.caseID, .high)
            let raised = try await bench.until(self.caseID) { $0.urgent?.phase == .raised }
            #expect(raised.urgent?.rung == .worker)
            #expect(try await self.holdings(of: "siti", bench).count == 1)
            #expect(try await bench.command(RemoveRosterEntry(entryID: "t1"), by: "kadir").type == CommandAccepted.type)
            _ = try await bench.until(self.caseID) { $0.urgent?.rung == .coordinatorSw }
        }
    }

    @Test func `on the word of whoever may not remove anybody nothing is looked for and locked`() async throws {
        try await Bench.run { bench in
            try await self.claimed(bench)
            let holder = try await bench.database(of: .serviceUnit).connect()
            try await holder.executeScript("BEGIN; SELECT 1 FROM aggregates WHERE kind = 'case' FOR UPDATE")
            // Whoever is obeyed waits for siti's case; whoever isn't is told so though it is locked.
            let user = RegisterUser(username: try #require(Username("siti")), roles: [], active: false)
            let refused = try await bench.answer(to: RegisterUser.type, of: .serviceUnit, from: "budi", user)
            #expect(refused.properties.type == CommandRejected.type)
            #expect(String(decoding: refused.body, as: UTF8.self).contains("not_administrator"))
            async let obeyed = bench.answer(to: RegisterUser.type, of: .serviceUnit, from: Bench.administrator, user)
            try await bench.until(
                "SELECT sign(count(*))::int8 FROM pg_locks WHERE NOT granted AND locktype = 'transactionid'",
                is: 1
            )
            try await holder.executeScript("COMMIT")
            await holder.close()
            #expect(try await obeyed.properties.type == CommandAccepted.type)
            let aCase = try await bench.until(self.caseID) { $0.urgent?.holder == nil }
            #expect(aCase.worker == nil)
        }
    }

    @Test func `a helper who is removed helps no more, and whoever has the case is told`() async throws {
        try await Bench.run { bench in
            try await self.claimed(bench)
            let tono = try #require(Username("tono"))
            let today = Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000)).localDate
            let ask = AskHelper(
                caseID: self.caseID,
                helper: tono,
                task: "look in",
                agreedOn: today,
                until: today.adding(days: 7)
            )
            #expect(try await bench.command(ask, by: "siti").type == CommandAccepted.type)
            _ = try await bench.until(self.caseID) { $0.help(of: tono, on: today) != nil }
            try await bench.listening(to: "receipts.siti") { siti in
                try await self.told("tono", [.tksk], active: false, bench)
                _ = try await siti.first { String(decoding: $0.body, as: UTF8.self).contains("helper_left") }
            }
            _ = try await bench.until(self.caseID) { $0.help(of: tono, on: today) == nil }
        }
    }
}
