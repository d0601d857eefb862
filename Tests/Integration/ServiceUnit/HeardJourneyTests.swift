internal import Contracts
internal import Foundation
internal import JSON
internal import RabbitMQ
internal import ServiceUnitDomain
internal import TestSupport
internal import Testing
internal import UnitTestSupport
internal import Vocabulary

/// What other units tell, and the meeting a case waits for, through the running unit.
@Suite(.freshDatabase, .timeLimit(.minutes(2)))
struct HeardJourneyTests {
    let complaint = ComplaintID(UUID())
    let id = CaseID(UUID())
    var now: Instant { Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000)) }

    private func eligible(_ bench: Bench, _ complaint: ComplaintID, _ id: CaseID) async throws {
        let told = CaseEligible(
            complaintID: complaint,
            caseID: id,
            childID: ChildID(UUID()),
            residency: .residentRegistered,
            at: self.now
        )
        try await bench.tell(.identification, complaint, told)
    }

    @Test
    func
        `X13 and clock definitive_manager: the end of the next meeting is the limit, planned before or after the case is eligible`()
        async throws
    {
        try await Bench.run { bench in
            _ = try bench.start()
            try await bench.makeEverybodyKnown()
            try await bench.register(self.complaint, self.id, .low)
            try await self.eligible(bench, self.complaint, self.id)
            let waiting = try await bench.until(self.id) { $0.clocks.isRunning(.definitiveManager) }
            #expect(waiting.clocks[.definitiveManager]?.rule.hasPrefix("7 d, X13") == true)
            let start = self.now.adding(days: 2)
            let answer = try await bench.command(ScheduleCaseMeeting(startsAt: start), by: "sekar")
            #expect(answer.type == CommandAccepted.type, "\(answer.body)")
            // L.6 takes a hundred minutes. The meeting tells its own unit's cases over the broker.
            let end = start.adding(minutes: 100)
            let listed = try await bench.until(self.id) { $0.clocks[.definitiveManager]?.dueAt == end }
            #expect(listed.clocks[.definitiveManager]?.rule.contains("; stricter than 7 d, X13, until") == true)
            let (complaint, newcomer) = (ComplaintID(UUID()), CaseID(UUID()))
            try await bench.register(complaint, newcomer, .low, serial: 9002)
            try await self.eligible(bench, complaint, newcomer)
            _ = try await bench.until(newcomer) { $0.clocks[.definitiveManager]?.dueAt == end }
            // What belongs on no agenda is not looked at when one is made.
            let siti = try #require(Username("siti"))
            _ = try await bench.command(AssignCaseManager(caseID: self.id, worker: siti), by: "kadir")
            _ = try await bench.until(self.id) { $0.agenda == [] }
            let second = try await bench.command(ScheduleCaseMeeting(startsAt: start.adding(days: 1)), by: "sekar")
            #expect(second.body.contains("\"listed\":1"), "\(second.body)")
        }
    }

    @Test
    func
        `D01, event shelter_stay_ending and rule 24: the finder is worker, hears of the stay's end in time, and shows it`()
        async throws
    {
        try await Bench.run { bench in
            _ = try bench.start()
            try await bench.makeEverybodyKnown()
            let siti = try #require(Username("siti"))
            let visit = OutreachOrigin(candidateID: CandidateID(UUID()), worker: siti, letterNo: "ST-OUT-3", lists: [])
            try await bench.listening(to: "receipts.siti") { siti in
                try await bench.register(self.complaint, self.id, .low, outreach: visit)
                let told = try await siti.first { $0.properties.type == CaseNotice.type }
                #expect(String(decoding: told.body, as: UTF8.self).contains("ST-OUT-3"))
            }
            let assigned = try await bench.until(self.id) { $0.worker != nil }
            #expect(assigned.worker?.worker == siti && assigned.worker?.letterNo == "ST-OUT-3")
            let end = self.now.adding(hours: 4)
            let ending = ShelterStayEnding(
                referralID: ReferralID(UUID()),
                caseID: self.id,
                institution: "r10",
                endsAt: end,
                at: self.now
            )
            try await bench.listening(to: "alerts.coordinator_sw") { alerts in
                try await bench.tell(.referral, self.complaint, ending)
                let alert = try await alerts.first {
                    String(decoding: $0.body, as: UTF8.self).contains("shelter_stay_ending")
                }
                #expect(JSONDecoding.decode(Alert.self, from: alert.body).value?.dueAt == end)
            }
            #expect(try await bench.query(ShowCase(caseID: self.id), by: "siti").contains("stay_ends_at"))
        }
    }
}
