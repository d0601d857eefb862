import Contracts
import Foundation
import PostgreSQL
import RabbitMQ
import Testing
import TestSupport
import UnitTestSupport
import Vocabulary

/// Each kind's way through the running unit (domain.md §6.9, §9.1).
@Suite(.freshDatabase, .timeLimit(.minutes(3)))
struct KindJourneyTests {
    @Test
    func
        `S09 steps 1–5 and S09 referral_planned and S09 assignment_letter_issued and S09 referral_letter_signed and S09 referral_sent and S09 referral_accepted and S09 handover_signed and S09 referral_result_reported: an expert referral, each side signing as its own user`()
        async throws
    {
        try await ReferralJourney.run { journey in
            let bench = journey.bench
            let id = try await journey.planned(.psychology, .expert)
            #expect(
                try await bench.command(SendReferral(referralID: id, institution: "r39"), from: "rina")
                    == "letter_not_signed"
            )
            let letter = IssueAssignmentLetter(referralID: id, number: "ST/9001", worker: Examples.username)
            #expect(try await bench.command(letter, from: "kordi") == "assigned")
            #expect(try await journey.told("assignment_letter_issued", to: "service-unit").contains("ST/9001"))
            #expect(try await journey.told("assignment_letter_issued", to: "identification").contains("ST/9001"))
            let draft = DraftReferralLetter(
                referralID: id,
                institution: "r39",
                number: "460/9001",
                attachment: "lampiran rahasia"
            )
            #expect(try await bench.command(draft, from: "rina") == "assigned")
            #expect(try await bench.command(SignReferralLetter(referralID: id), from: "dinas") == "letter_ready")
            #expect(try await journey.told("referral_letter_signed", to: "service-unit").contains("460/9001"))
            #expect(try await bench.command(SendReferral(referralID: id, institution: "r39"), from: "rina") == "sent")
            #expect(try await bench.command(AcceptReferral(referralID: id), from: "psikolog") == "accepted")
            #expect(try await journey.prepare(id, from: "psikolog") == "accepted")
            let sign = CountersignHandover(referralID: id, number: "BA/9001")
            #expect(try await bench.command(sign, from: "psikolog") == "signed_already")
            #expect(try await bench.command(sign, from: "rina", id: "countersign-1") == "handed_over")
            #expect(try await bench.command(sign, from: "rina", id: "countersign-1") == "handed_over")
            #expect(try await journey.journaled("handover_signed") == 1)
            #expect(try await journey.told("handover_signed", to: "identification").contains("r39"))
            let result = ReportReferralResult(referralID: id, outcome: .served, result: "hasil rahasia")
            #expect(try await bench.command(result, from: "lorong") == "not_your_institution")
            #expect(try await bench.command(result, from: "psikolog") == "reported")
            try await bench.until(
                "SELECT count(*) FROM deadlines WHERE kind = 'referral' AND phase IN ('running', 'warned')",
                is: 0
            )
            #expect(!(try await bench.everythingStored()).contains("ahasia"))
        }
    }

    @Test func `S09 referral_declined: the next provider is offered the child, the first one's bed is free`()
        async throws
    {
        try await ReferralJourney.run { journey in
            let bench = journey.bench
            _ = try await bench.command(CountShelterBeds(shelter: "r11", beds: 1), from: "rumah")
            let id = try await journey.urgent()
            #expect(try await bench.command(SendReferral(referralID: id, institution: "r11"), from: "rina") == "sent")
            #expect(try await journey.journaled("place_held") == 1)
            let no = DeclineReferral(referralID: id, reason: .noCapacity)
            #expect(try await bench.command(no, from: "rumah") == "replanning")
            #expect(try await journey.journaled("place_released") == 1)
            let candidates = try await journey.ask(MatchDirectory(referralID: id))
            #expect(candidates?.offers.map(\.entry.id) == ["r01", "r10"])
            #expect(candidates?.excluded.map(\.reasons) == [["it said no to this referral"]])
            #expect(try await bench.command(SendReferral(referralID: id, institution: "r10"), from: "rina") == "sent")
            let offer = try await bench.first(in: "receipts.lorong") { $0.properties.type == ReferralOffered.type }
            #expect(offer.properties.userID == "referral")
        }
    }

    @Test func `D12: somebody of the community takes the child on, and the service unit hears it as accepted`()
        async throws
    {
        try await ReferralJourney.run { journey in
            let bench = journey.bench
            let id = try await journey.planned(.parenting, .community, level: .low)
            #expect(
                try await bench.command(SendReferral(referralID: id, institution: "r08"), from: "rina") == "wrong_kind"
            )
            var yes = RecordReceiverAcceptance(
                referralID: id,
                capacity: .parent,
                name: "Ibu Rahasia",
                responsibility: "datang tiap minggu"
            )
            #expect(try await bench.command(yes, from: "siti") == "receiver_capacity")
            yes.capacity = .tksk
            #expect(try await bench.command(yes, from: "siti") == "accepted")
            #expect(try await journey.told("referral_accepted", to: "service-unit").contains("tksk"))
            #expect(!(try await bench.everythingStored()).contains("Rahasia"))
            try await bench.until("SELECT count(*) FROM deadlines WHERE kind = 'referral'", is: 0)
            let result = ReportReferralResult(referralID: id, outcome: .served, result: "baik")
            #expect(try await bench.command(result, from: "rina") == "reported")
        }
    }

    @Test
    func
        `rules 7 and 10 and D08 out_of_city_referral_sent and D08 out_of_city_referral_acknowledged: protected first, then sent home and acknowledged`()
        async throws
    {
        try await ReferralJourney.run { journey in
            let bench = journey.bench
            try await journey.hear(
                OutOfCityReferralRequested(
                    complaintID: journey.complaint,
                    caseID: journey.caseID,
                    complaintNo: ComplaintNumber(year: 2026, serial: 9001),
                    homeDistrict: "7306",
                    codes: journey.need(.shelter, .emergency, level: .high).codes,
                    test: false,
                    at: ReferralJourney.now()
                ),
                from: .identification
            )
            let listed = try await journey.ask(ListReferrals())
            let row = try #require(listed?.referrals.first)
            #expect(row.onHold == "protection_first")
            let send = SendOutOfCityReferral(referralID: row.referralID, receiver: "r39")
            #expect(try await bench.command(send, from: "rina") == "not_allowed")
            #expect(try await bench.command(send, from: "sekre") == "protection_first")
            try await journey.hear(ProtectiveActionTold(caseID: journey.caseID, at: ReferralJourney.now()))
            #expect(try await bench.command(send, from: "sekre") == "out_of_city_sent")
            #expect(
                try await journey.told("out_of_city_referral_sent", to: "identification", urgently: true).contains(
                    "7306"
                )
            )
            let acknowledge = AcknowledgeOutOfCityReferral(referralID: row.referralID)
            #expect(try await bench.command(acknowledge, from: "rumah") == "not_your_institution")
            #expect(try await bench.command(acknowledge, from: "psikolog") == "redirected")
            #expect(
                try await journey.told("out_of_city_referral_acknowledged", to: "identification").contains(
                    "acknowledged"
                )
            )
            try await bench.until(
                "SELECT count(*) FROM deadlines WHERE kind = 'referral' AND phase IN ('running', 'warned')",
                is: 0
            )
        }
    }

    @Test
    func
        `S09 deadline_missed and clock referral: an ordinary referral without a letter after ten days goes to the head, with the rule that set it`()
        async throws
    {
        try await ReferralJourney.run { journey in
            let old = journey.need(
                .psychology,
                .ordinary,
                level: .medium,
                at: ReferralJourney.now().adding(days: -11)
            )
            try await journey.hear(ReferralPlanned(need: old))
            let alert = try await journey.bench.first(in: "alerts.head_pksai") {
                String(decoding: $0.body, as: UTF8.self).contains("deadline_missed")
            }
            let text = String(decoding: alert.body, as: UTF8.self)
            #expect(text.contains("X08") && text.contains("10 d"))
            #expect(try await journey.journaled("clock_rang") >= 1)
        }
    }
}
