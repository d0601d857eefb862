import Contracts
import Foundation
import PostgreSQL
import RabbitMQ
import Testing
import TestSupport
import UnitTestSupport
import Vocabulary

/// Beds through the running unit (domain.md §14 D08, rule 24).
@Suite(.freshDatabase, .timeLimit(.minutes(3)))
struct ShelterJourneyTests {
    @Test(arguments: 1...3)
    func `D08 shelter_requested: of two referrals that race for the last bed through two instances exactly one gets it`(
        round: Int
    ) async throws {
        try await ReferralJourney.run(instances: 2) { journey in
            let bench = journey.bench
            _ = try await bench.command(CountShelterBeds(shelter: "r11", beds: 1), from: "rumah")
            let first = try await journey.urgent()
            let other = ReferralJourney(bench: bench)
            let second = try await other.urgent()
            async let one = bench.command(
                RequestShelterPlace(referralID: first, shelter: "r11"),
                from: "rina",
                id: "race-1"
            )
            // Another officer's queue of answers, so that both wait at once.
            async let two = bench.command(
                SendReferral(referralID: second, institution: "r11"),
                from: "rani",
                id: "race-2"
            )
            let answers = try await [one, two]
            #expect(answers.filter { $0 == "shelter_full" }.count == 1, "\(answers)")
            #expect(answers.filter { $0 == "urgent" || $0 == "sent" }.count == 1, "\(answers)")
            #expect(try await journey.journaled("place_held") == 1)
            let shelters = try await journey.ask(ListShelters(shelter: "r11"))
            #expect(shelters?.shelters.first?.free == 0)
            #expect(shelters?.shelters.first?.places.count == 1)
        }
    }

    @Test
    func
        `rule 24 and D08 handover_signed and event child_reunified: a bed is held, occupied at the handover, freed by the next or by reunification`()
        async throws
    {
        try await ReferralJourney.run { journey in
            let bench = journey.bench
            func shelter(_ id: String) async throws -> ListShelters.Shelter? {
                try await journey.ask(ListShelters(shelter: id))?.shelters.first
            }
            _ = try await bench.command(CountShelterBeds(shelter: "r11", beds: 2), from: "rumah")
            _ = try await bench.command(CountShelterBeds(shelter: "r10", beds: 1), from: "lorong")
            #expect(try await bench.command(CountShelterBeds(shelter: "r11", beds: 9), from: "lorong") != "accepted")
            let first = try await journey.urgent()
            #expect(
                try await bench.command(SendReferral(referralID: first, institution: "r10"), from: "rina") == "sent"
            )
            #expect(try await shelter("r10")?.held == 1)
            try await bench.until(
                "SELECT count(*) FROM deadlines WHERE clock = 'shelter_hold' AND phase = 'running'",
                is: 1
            )
            #expect(try await journey.prepare(first, from: "rina") == "sent")
            let sign = CountersignHandover(referralID: first, number: "BA/9001")
            #expect(try await bench.command(sign, from: "lorong") == "handed_over")
            #expect(try await shelter("r10")?.occupied == 1)
            try await bench.until(
                "SELECT count(*) FROM deadlines WHERE clock = 'shelter_hold' AND phase = 'running'",
                is: 0
            )
            try await bench.until(
                "SELECT count(*) FROM deadlines WHERE clock = 'shelter_stay' AND phase = 'running'",
                is: 1
            )
            let next = PlanNextPlace(referralID: first, place: .shelter, institution: "r11")
            #expect(try await bench.command(next, from: "rina") == "handed_over")

            // The next handover of the same case frees the first bed.
            let second = try await journey.urgent()
            #expect(
                try await bench.command(SendReferral(referralID: second, institution: "r11"), from: "rina") == "sent"
            )
            #expect(try await journey.prepare(second, from: "rumah") == "sent")
            let countersign = CountersignHandover(referralID: second, number: "BA/9001")
            #expect(try await bench.command(countersign, from: "rina") == "handed_over")
            #expect(try await shelter("r10")?.occupied == 0)
            #expect(try await shelter("r11")?.occupied == 1)
            let extend = ExtendShelterStay(referralID: second, hours: 48, reason: "menunggu bibi")
            #expect(try await bench.command(extend, from: "rina") == "not_allowed")
            #expect(try await bench.command(extend, from: "kordi") == "handed_over")

            try await journey.hear(ChildReunified(caseID: journey.caseID, at: ReferralJourney.now().adding(seconds: 5)))
            #expect(try await shelter("r11")?.occupied == 0)
            try await bench.until(
                "SELECT count(*) FROM deadlines WHERE clock = 'shelter_stay' AND phase = 'running'",
                is: 0
            )
        }
    }

    @Test
    func `event shelter_stay_ending and clock shelter_stay: the service unit and the officer hear before a stay ends`()
        async throws
    {
        try await ReferralJourney.run { journey in
            let bench = journey.bench
            let wanted = journey.need(
                .shelter,
                .emergency,
                level: .high,
                at: ReferralJourney.now().adding(hours: -23)
            )
            try await journey.hear(UrgentReferralRequested(need: wanted))
            let id = wanted.referralID
            _ = try await bench.command(SendReferral(referralID: id, institution: "r10"), from: "rina")
            let minutes = SignHandover(
                referralID: id,
                number: "BA/9001",
                handedOverAt: ReferralJourney.now().adding(hours: -21),
                place: "x",
                handedOver: [.child],
                condition: "x",
                officer: "x",
                receivingOfficer: "x",
                signatures: [.referralOfficer, .focalPoint]
            )
            #expect(try await bench.command(minutes, from: "rina") == "handed_over")
            #expect(try await journey.told("shelter_stay_ending", to: "service-unit").contains("r10"))
            let alert = try await bench.first(in: "alerts.coordinator_sw") {
                String(decoding: $0.body, as: UTF8.self).contains("shelter_stay")
            }
            #expect(String(decoding: alert.body, as: UTF8.self).contains("rule 24"))
        }
    }

    @Test func `a child for whom no place is found goes to the head at once`() async throws {
        try await ReferralJourney.run { journey in
            let id = try await journey.urgent()
            let nowhere = RecordStayPlace(referralID: id, place: .none)
            #expect(try await journey.bench.command(nowhere, from: "siti") == "urgent")
            _ = try await journey.bench.first(in: "alerts.head_pksai") {
                String(decoding: $0.body, as: UTF8.self).contains("no_place_found")
            }
        }
    }
}
