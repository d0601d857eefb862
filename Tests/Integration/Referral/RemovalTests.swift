import Contracts
import JSON
import PostgreSQL
import ReferralService
import RabbitMQ
import TestSupport
import Testing
import UnitTestSupport
import Vocabulary

/// Who is removed, or has the role no more, leaves no referral that waits for nobody.
@Suite(.freshDatabase, .timeLimit(.minutes(2)))
struct RemovalTests {
    private func told(_ user: RegisterUser, _ bench: UnitBench) async throws {
        let answer = try await bench.answer(to: RegisterUser.type, of: .referral, from: UnitBench.administrator, user)
        #expect(answer.properties.type == CommandAccepted.type)
    }

    private func holdings(_ journey: ReferralJourney, of name: String) async throws -> [String] {
        let asked = ListHoldings(username: try #require(Username(name)))
        let text = try await journey.bench.query(asked, by: "kordi", of: .referral)
        let holdings = try JSONParser.parse(Array(text.utf8))["answer"]?["holdings"]?.array ?? []
        return holdings.compactMap { $0["what"]?.string }
    }

    private func alarm(_ listener: Listener) async throws -> Alert? {
        let alert = try await listener.first {
            JSONDecoding.decode(Alert.self, from: $0.body).value?.clock == .reassignment
        }
        return JSONDecoding.decode(Alert.self, from: alert.body).value
    }

    @Test func `a partner's last focal point has its referrals: listed, alarmed when gone, until there is another`()
        async throws
    {
        try await ReferralJourney.run { journey in
            let bench = journey.bench
            let id = try await journey.urgent()
            #expect(try await bench.command(SendReferral(referralID: id, institution: "r11"), from: "rina") == "sent")
            #expect(try await self.holdings(journey, of: "rumah") == ["referral_focal_point"])
            #expect(try await self.holdings(journey, of: "lorong").isEmpty)
            let next = RegisterUser(
                username: try #require(Username("ganti")),
                roles: [.focalPoint],
                institution: "r11"
            )
            try await self.told(next, bench)
            #expect(try await self.holdings(journey, of: "rumah").isEmpty, "a colleague answers")
            try await self.told(RegisterUser(username: next.username, roles: [.focalPoint], active: false), bench)
            let gone = RegisterUser(
                username: try #require(Username("rumah")),
                roles: [.focalPoint],
                active: false
            )
            try await bench.listening(to: "alerts.referral_officer") { alerts in
                try await self.told(gone, bench)
                let alert = try await self.alarm(alerts)
                #expect(alert?.stream == "referral-\(id.text)" && alert?.message.contains("r11") == true)
            }
            try await self.told(gone, bench)
            #expect(try await journey.journaled("holder_left") == 1, "told again, nothing happens again")
            #expect(try await self.holdings(journey, of: "rumah").isEmpty)
            try await self.told(next, bench)
            let stopped: Int64 = 1
            try await bench.until(
                "SELECT count(*) FROM deadlines WHERE clock = 'reassignment' AND phase = 'stopped'",
                is: stopped
            )
        }
    }

    @Test func `a removed worker's letter is alarmed until another has one`() async throws {
        try await ReferralJourney.run { journey in
            let bench = journey.bench
            let id = try await journey.planned(.psychology, .ordinary)
            let siti = try #require(Username("siti"))
            let rani = try #require(Username("rani"))
            let first = IssueAssignmentLetter(referralID: id, number: "ST-1", worker: siti)
            #expect(try await bench.command(first, from: "kordi") == "assigned")
            #expect(try await self.holdings(journey, of: "siti") == ["assignment_letter"])
            try await bench.listening(to: "alerts.coordinator_pksai") { alerts in
                try await self.told(RegisterUser(username: siti, roles: [.secretary]), bench)
                #expect(try await self.alarm(alerts)?.message.contains("referral assign") == true)
            }
            let second = IssueAssignmentLetter(referralID: id, number: "ST-2", worker: rani)
            #expect(try await bench.command(second, from: "kordi") == "assigned")
            try await bench.until(
                "SELECT count(*) FROM deadlines WHERE clock = 'reassignment' AND phase = 'stopped'",
                is: 1
            )
        }
    }
}
