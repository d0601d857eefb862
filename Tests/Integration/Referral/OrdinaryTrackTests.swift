import Contracts
import Foundation
import JSON
import PostgreSQL
import RabbitMQ
import ReferralService
import TestSupport
import Testing
import UnitRuntime
import UnitTestSupport
import Vocabulary

/// Referrals that wait for a letter, are declined, go home or get no answer.
@Suite(.freshDatabase, .timeLimit(.minutes(3)))
struct OrdinaryTrackTests {
    let id = ReferralID(UUID())
    let complaint = ReferralUnitTests.complaint

    private func run(_ body: (UnitBench) async throws -> Void) async throws {
        let people = [
            try Person("rina", [.referralOfficer], hasKey: true), try Person("dinas", [.agencyHead]),
            try Person("kadir", [.coordinatorPksai]), try Person("sekar", [.secretary]),
            try Person("fokal", [.focalPoint], institution: "r11", hasKey: true),
            try Person("lain", [.focalPoint], institution: "r10", hasKey: true),
        ]
        try await UnitBench.run([try ReferralUnit.definition(try UnitSettings())], people: people) { bench in
            try await bench.startAll()
            try await body(bench)
        }
    }

    private func plan(_ bench: UnitBench) async throws {
        let now = Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
        var need = ReferralUnitTests.need(self.id, at: now)
        need.kind = .ordinary
        // Not high: what is told goes the routine way.
        need.codes.riskLevel = .low
        let stream = "case-\(ReferralUnitTests.caseID.text)"
        try await bench.tell(ReferralPlanned(need: need), from: .serviceUnit, stream: stream, complaint: self.complaint)
        try await bench.until("SELECT count(*) FROM aggregates WHERE kind = 'referral'", is: 1)
    }

    private func letter(to institution: String) -> DraftReferralLetter {
        DraftReferralLetter(
            referralID: self.id,
            institution: institution,
            number: "RJ/9001/\(institution)",
            childName: "Anak Rahasia",
            childAddress: "Jalan Rahasia 9",
            problem: "masalah rahasia",
            doneSoFar: "kunjungan rahasia",
            helpWanted: "tempat rahasia",
            attachment: "Form 1"
        )
    }

    /// From the plan to the partner.
    private func send(to institution: String, _ bench: UnitBench) async throws {
        let order = IssueAssignmentLetter(
            referralID: self.id,
            number: "ST/9001",
            worker: try #require(Username("rina"))
        )
        #expect(try await bench.command(order, from: "kadir") == "assigned")
        try await self.letterAndSend(to: institution, bench)
    }

    private func letterAndSend(to institution: String, _ bench: UnitBench) async throws {
        let draft = try await bench.command(self.letter(to: institution), by: "rina")
        #expect(draft.type == CommandAccepted.type, "\(draft.body)")
        #expect(
            try await bench.command(SignReferralLetter(referralID: self.id, place: "Makassar"), from: "dinas")
                == "letter_ready"
        )
        #expect(
            try await bench.command(SendReferral(referralID: self.id, institution: institution), from: "rina") == "sent"
        )
    }

    private func told(_ event: String, to unit: UnitName, _ bench: UnitBench) async throws -> String {
        let delivery = try await bench.first(in: "\(unit.rawValue).\(Lane.routine.rawValue)") {
            $0.routingKey.contains(".\(event)")
        }
        return String(decoding: delivery.body, as: UTF8.self)
    }

    @Test func `rule 23: an ordinary referral goes from order and signed letter to handover and result`() async throws {
        try await self.run { bench in
            try await self.plan(bench)
            let early = SendReferral(referralID: self.id, institution: "r11")
            #expect(try await bench.command(early, from: "rina") == "letter_not_signed")
            try await self.send(to: "r11", bench)
            _ = try await self.told("referral_sent", to: .serviceUnit, bench)
            let offer = try await bench.first(in: "receipts.fokal") { $0.properties.type == ReferralOffered.type }
            let offered = String(decoding: try bench.open(offer, for: "fokal"), as: UTF8.self)
            #expect(offered.contains("Anak Rahasia") && offered.contains("tempat rahasia"))
            #expect(try await bench.command(AcceptReferral(referralID: self.id), from: "fokal") == "accepted")
            let signed = ReferralUnitTests.handover(self.id, signed: [.referralOfficer, .focalPoint])
            #expect(try await bench.command(signed, from: "fokal") == "handed_over")
            let result = ReportReferralResult(referralID: self.id, outcome: .served, result: "hasil rahasia")
            #expect(try await bench.command(result, from: "rina") == "reported")
            let told = try await self.told("referral_result_reported", to: .serviceUnit, bench)
            #expect(told.contains("served") && !told.contains("ahasia"))
            #expect(!(try await bench.everythingStored()).contains("ahasia"))
            try await bench.expect(
                "SELECT count(*) FROM deadlines WHERE clock IN ('referral', 'referral_result') AND phase = 'running'",
                is: 0
            )
        }
    }

    @Test func `a refusal goes back to the service unit, and the next provider gets a letter of its own`() async throws
    {
        try await self.run { bench in
            try await self.plan(bench)
            try await self.send(to: "r11", bench)
            let no = DeclineReferral(referralID: self.id, reason: .noCapacity, note: "penuh")
            #expect(try await bench.command(no, from: "lain") == "not_your_institution")
            #expect(try await bench.command(no, from: "fokal") == "replanning")
            let told = try await self.told("referral_declined", to: .serviceUnit, bench)
            #expect(told.contains("no_capacity"))
            let alert = try await bench.first(in: "alerts.coordinator_sw") { _ in true }
            #expect(JSONDecoding.decode(Alert.self, from: alert.body).value?.kind == "referral_declined")
            // The letter was addressed to the one who declined.
            let next = SendReferral(referralID: self.id, institution: "r10")
            #expect(try await bench.command(next, from: "rina") == "letter_not_signed")
            try await self.letterAndSend(to: "r10", bench)
            let offer = try await bench.first(in: "receipts.lain") { $0.properties.type == ReferralOffered.type }
            #expect(offer.properties.contentType == "application/pksai-sealed")
            #expect(
                try await bench.command(AcceptReferral(referralID: self.id), from: "fokal") == "not_your_institution"
            )
            #expect(try await bench.command(AcceptReferral(referralID: self.id), from: "lain") == "accepted")
        }
    }

    @Test func `no answer in time raises an alert, also when no instance ran as the limit passed`() async throws {
        try await self.run { bench in
            try await self.plan(bench)
            try await self.send(to: "r11", bench)
            try await bench.until(
                "SELECT count(*) FROM deadlines WHERE clock = 'referral' AND phase = 'running'",
                is: 1
            )
            try bench.start("referral-2", settings: ["PKSAI_CLOCK_OFFSET": "\(11 * 86_400)"])
            let found = try await bench.first(in: "alerts.head_pksai") {
                JSONDecoding.decode(Alert.self, from: $0.body).value?.kind == "deadline_missed"
            }
            let alert = try #require(JSONDecoding.decode(Alert.self, from: found.body).value)
            #expect(alert.clock == .referral)
            #expect(alert.caseID == ReferralUnitTests.caseID)
            #expect(!String(decoding: found.body, as: UTF8.self).contains("ahasia"))
        }
    }

    @Test func `a child of another district goes home: sent by the secretary, acknowledged, told`() async throws {
        try await self.run { bench in
            let now = Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
            var need = ReferralUnitTests.need(self.id, at: now)
            need.codes.riskLevel = .low
            let request = OutOfCityReferralRequested(
                complaintID: self.complaint,
                caseID: need.caseID,
                complaintNo: need.complaintNo,
                homeDistrict: "7306",
                codes: need.codes,
                child: need.child,
                test: false,
                at: now
            )
            let stream = "identification-\(self.complaint.text)"
            try await bench.tell(request, from: .identification, stream: stream, complaint: self.complaint)
            try await bench.until("SELECT count(*) FROM aggregates WHERE kind = 'referral'", is: 1)
            let text = try await bench.query("SELECT id FROM aggregates WHERE kind = 'referral'").rows(as: String.self)
            let id = try #require(text.first.flatMap { ReferralID($0) })
            let send = SendOutOfCityReferral(referralID: id, homeDistrict: "7306", receiver: "P2TP2A")
            #expect(try await bench.command(send, from: "rina") == "not_allowed")
            #expect(try await bench.command(send, from: "sekar") == "out_of_city_sent")
            _ = try await self.told("out_of_city_referral_sent", to: .identification, bench)
            let yes = AcknowledgeOutOfCityReferral(referralID: id)
            #expect(try await bench.command(yes, from: "sekar") == "redirected")
            _ = try await self.told("out_of_city_referral_acknowledged", to: .identification, bench)
            try await bench.expect("SELECT count(*) FROM deadlines WHERE phase = 'running'", is: 0)
        }
    }

    @Test func `lists hold codes, the letter opens to the officer and to the partner it was sent to`() async throws {
        try await self.run { bench in
            try await self.plan(bench)
            try await self.send(to: "r11", bench)
            let list = try await bench.query(ListReferrals(), by: "rina")
            #expect(list.contains(self.id.text) && list.contains("\"sent\"") && !list.contains("ahasia"))
            #expect(try await bench.query(ListReferrals(), by: "fokal").contains(self.id.text))
            #expect(!(try await bench.query(ListReferrals(), by: "lain")).contains(self.id.text))
            let shown = try await bench.query(ShowReferral(referralID: self.id, reason: "handover"), by: "rina")
            #expect(shown.contains(#""worker":"rina","child_name":"Anak Rahasia""#))
            #expect(!shown.contains("7371015503129001"))
            let partner = try await bench.query(ShowReferral(referralID: self.id), by: "fokal")
            #expect(partner.contains("Anak Rahasia"))
            // Showing data to a person is journaled.
            try await bench.until("SELECT count(DISTINCT actor) FROM journal WHERE type = 'data_shown'", is: 2)
            let offers = try await bench.query(MatchDirectory(need: .shelter, sex: .female, age: 14), by: "rina")
            #expect(offers.contains("\"r11\""))
        }
    }
}
