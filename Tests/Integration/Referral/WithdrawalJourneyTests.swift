import Contracts
import Foundation
import JSON
import PostgreSQL
import RabbitMQ
import Testing
import TestSupport
import UnitTestSupport
import Vocabulary

/// Consent withdrawn, and the directory's amendments, through the running unit.
@Suite(.freshDatabase, .timeLimit(.minutes(3)))
struct WithdrawalJourneyTests {
    @Test
    func
        `D08 consent_withdrawn and event withdrawal_acknowledged: open referrals stop, each partner is told and says so`()
        async throws
    {
        try await ReferralJourney.run { journey in
            let bench = journey.bench
            let id = try await journey.accepted(.psychology, .expert, by: "r39", "psikolog")
            try await journey.hear(
                ConsentWithdrawn(caseID: journey.caseID, at: ReferralJourney.now().adding(seconds: 2))
            )
            // The unit itself has stopped.
            #expect(try await journey.told("withdrawal_acknowledged", to: "service-unit").contains("\"referral\""))
            let notice = try await bench.first(in: "receipts.psikolog") {
                $0.properties.type == ConsentWithdrawnNotice.type
            }
            let told = try #require(JSONDecoding.decode(ConsentWithdrawnNotice.self, from: notice.body).value)
            #expect(told.referralID == id)
            #expect(told.acknowledgeBy == told.withdrawnAt.adding(hours: 72))
            #expect(try await journey.prepare(id, from: "rina") == "consent_withdrawn")
            try await bench.until(
                """
                SELECT count(*) FROM deadlines WHERE kind = 'referral' AND phase = 'running'
                AND clock = 'withdrawal_acknowledgement'
                """,
                is: 1
            )
            let done = AcknowledgeWithdrawal(referralID: id)
            #expect(try await bench.command(done, from: "rumah") == "not_your_institution")
            #expect(try await bench.command(done, from: "psikolog", id: "done-1") == "withdrawn")
            #expect(try await bench.command(done, from: "psikolog", id: "done-1") == "withdrawn")
            #expect(try await bench.command(done, from: "psikolog") == "nothing_to_acknowledge")
            let answer = try await bench.first(in: "service-unit.routine") {
                let text = String(decoding: $0.body, as: UTF8.self)
                return text.contains("withdrawal_acknowledged") && text.contains("r39")
            }
            #expect(!answer.body.isEmpty)
            try await bench.until(
                "SELECT count(*) FROM deadlines WHERE kind = 'referral' AND phase IN ('running', 'warned')",
                is: 0
            )
        }
    }

    @Test func `D03: what the closing of a case stops stays stopped, and its bed is free`() async throws {
        try await ReferralJourney.run { journey in
            let bench = journey.bench
            let id = try await journey.urgent()
            #expect(try await bench.command(SendReferral(referralID: id, institution: "r11"), from: "rina") == "sent")
            try await journey.hear(
                CaseClosed(
                    caseID: journey.caseID,
                    complaintID: journey.complaint,
                    reason: .movedUnknown,
                    at: ReferralJourney.now()
                )
            )
            #expect(try await journey.journaled("place_released") == 1)
            #expect(try await bench.command(AcceptReferral(referralID: id), from: "rumah") == "case_closed")
            try await bench.until("SELECT count(*) FROM deadlines WHERE phase IN ('running', 'warned')", is: 0)
        }
    }

    @Test func `the directory is amended by command, checked as a file, and matched with reasons`() async throws {
        try await ReferralJourney.run { journey in
            let bench = journey.bench
            let new = AmendDirectoryEntry(
                id: "r90",
                reason: "opened in November",
                institution: "Rumah singgah contoh",
                service: "beds for boys",
                need: [.shelter],
                sexes: [.male],
                maximumStayHours: 72,
                beds: 3
            )
            #expect(try await bench.command(new, from: "rumah") == "not_your_institution")
            #expect(try await bench.command(new, from: "rina", id: "amend-1") == "accepted")
            #expect(try await bench.command(new, from: "rina", id: "amend-1") == "accepted")
            #expect(try await bench.command(new, from: "rina") == "unchanged")
            let own = AmendDirectoryEntry(id: "r11", reason: "asked", access: "by phone")
            #expect(try await bench.command(own, from: "rumah") == "accepted")
            let list = try await journey.ask(ListDirectory(need: .shelter))
            #expect(list?.version == "makassar-2018-11+2")
            #expect(list?.entries.map(\.id) == ["r01", "r10", "r11", "r90"])
            let shown = try await journey.ask(ShowDirectoryEntry(id: "r11"))
            #expect(shown?.entry.access == "by phone" && shown?.amendments == 1)
            let boys = try await journey.ask(MatchDirectory(need: .shelter, sex: .male, age: 9))
            #expect(boys?.offers.map(\.entry.id) == ["r90", "r01", "r10"])
            #expect(boys?.offers.first?.freeBeds == 3)
            #expect(boys?.excluded.map(\.id) == ["r11"])
            let wrong =
                #"{"version": "x", "entries": [{"id": "R 1", "institution": "", "service": "s", "need": ["aid"], "valid_from": "2018-11-01"}]}"#
            let checked = try await journey.ask(CheckDirectory(text: wrong))
            #expect(checked?.problems.count == 2)
            #expect(checked?.entries == 1)
            // A boy is sent there.
            let id = try await journey.urgent(sex: .male)
            #expect(
                try await bench.command(SendReferral(referralID: id, institution: "r11"), from: "rina")
                    == "receiver_does_not_fit"
            )
            #expect(try await bench.command(SendReferral(referralID: id, institution: "r90"), from: "rina") == "sent")
        }
    }
}
