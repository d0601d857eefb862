import Contracts
import Foundation
import JSON
import ReferralService
import TestSupport
import Testing
import UnitTestSupport
import Vocabulary

@Suite(.freshDatabase, .timeLimit(.minutes(3)))
struct HandoverPaperTests {
    /// The answer to a paper's command: its result, or the code of the refusal.
    func paper(_ command: some RuntimeCommandContract & Encodable, by sender: String, _ bench: UnitBench) async throws
        -> String
    {
        let id = "paper-\(UUID().uuidString.lowercased())"
        try await bench.send(type(of: command).type, to: .referral, from: sender, id: id, command)
        let answer = try await bench.answer(to: id, of: sender)
        let body = try JSONParser.parse(try bench.open(answer, for: sender))
        return body["code"]?.string ?? body["result"]?["no"]?.string ?? "?"
    }

    @Test
    func `S09 step 4: the partner reads and prints the minutes it signs, with the child's name, and nothing else`()
        async throws
    {
        try await ReferralJourney.run { journey in
            let bench = journey.bench
            let id = try await journey.urgent()
            #expect(
                try await bench.outcome(of: SendReferral(referralID: id, institution: "r11"), by: "rina") == "sent"
            )
            #expect(try await bench.outcome(of: AcceptReferral(referralID: id), by: "rumah") == "accepted")
            let subject = "referral-\(id.text)"
            let minutes = NumberDocument(kind: .handoverMinutes, subject: subject)
            // Nothing is to be printed before it is written.
            #expect(try await self.paper(minutes, by: "rumah", bench) == "not_yours")
            let prepared = PrepareHandover(
                referralID: id,
                number: "BA/9001",
                place: "safe house",
                handedOver: [.child],
                condition: "calm",
                officer: "Rina",
                receivingOfficer: "Wati"
            )
            #expect(try await bench.outcome(of: prepared, by: "rina") == "accepted")
            let read = try await bench.query(ShowReferral(referralID: id), by: "rumah")
            // No letter names the child yet: the minutes do. The NIK is on neither.
            #expect(read.contains(#""child_name":"Anak Rahasia""#) && !read.contains("7371015503129001"))

            let year = ReferralJourney.now().localDate.year
            let no = "BA-\(year)-0001"
            #expect(try await self.paper(minutes, by: "rumah", bench) == no)
            #expect(try await self.paper(minutes, by: "rina", bench) == no)
            let hash = String(repeating: "0a", count: 32)
            let print = RecordDocument(kind: .handoverMinutes, no: no, sha256: hash, subject: subject)
            #expect(try await self.paper(print, by: "rumah", bench) == no)
            let unsaid = RecordDocument(kind: .handoverMinutes, no: no, sha256: hash)
            #expect(try await self.paper(unsaid, by: "rumah", bench) == "not_yours")
            #expect(try await self.paper(unsaid, by: "rina", bench) == no)
            // Another partner prints nothing of it, and this one no other paper.
            #expect(try await self.paper(minutes, by: "lorong", bench) == "not_yours")
            #expect(try await self.paper(print, by: "lorong", bench) == "not_yours")
            let letter = NumberDocument(kind: .referralLetter, subject: subject)
            #expect(try await self.paper(letter, by: "rumah", bench) == "not_yours")
        }
    }
}
