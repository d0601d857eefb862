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

    @Test func `a partner that never had a focal point is alarmed as soon as a child is sent to it`() async throws {
        try await ReferralJourney.run { journey in
            let bench = journey.bench
            let id = try await journey.urgent()
            try await bench.listening(to: "alerts.referral_officer") { alerts in
                let sent = SendReferral(referralID: id, institution: "r01")
                #expect(try await bench.command(sent, from: "rina") == "sent")
                let alert = try await self.alarm(alerts)
                #expect(alert?.stream == "referral-\(id.text)")
                #expect(alert?.message.contains("r01 has no focal point: ask it for one") == true)
            }
            let first = RegisterUser(
                username: try #require(Username("pertama")),
                roles: [.focalPoint],
                institution: "r01"
            )
            try await self.told(first, bench)
            try await bench.until(
                "SELECT count(*) FROM deadlines WHERE clock = 'reassignment' AND phase = 'stopped'",
                is: 1
            )
        }
    }

    @Test func `of a partner's last two focal points who go at once, before two instances, one is the last`()
        async throws
    {
        try await ReferralJourney.run(instances: 2) { journey in
            let bench = journey.bench
            let id = try await journey.urgent()
            #expect(try await bench.command(SendReferral(referralID: id, institution: "r11"), from: "rina") == "sent")
            func user(_ name: String, active: Bool) throws -> RegisterUser {
                RegisterUser(
                    username: try #require(Username(name)),
                    roles: [.focalPoint],
                    institution: "r11",
                    active: active
                )
            }
            for round in 1...10 {
                for name in ["rumah", "ganti"] { try await self.told(try user(name, active: true), bench) }
                let (first, second) = (try user("rumah", active: false), try user("ganti", active: false))
                async let gone: Void = self.told(first, bench)
                try await self.told(second, bench)
                try await gone
                #expect(try await journey.journaled("holder_left") == Int64(round))
            }
        }
    }

    @Test func `a removed worker's letter is alarmed until another has one`() async throws {
        try await ReferralJourney.run { journey in
            let bench = journey.bench
            let id = try await journey.planned(.psychology, .ordinary)
            let siti = try #require(Username("siti"))
            let budi = try #require(Username("budi"))
            let first = IssueAssignmentLetter(referralID: id, number: "ST-1", worker: siti)
            #expect(try await bench.command(first, from: "kordi") == "assigned")
            #expect(try await self.holdings(journey, of: "siti") == ["assignment_letter"])
            try await bench.listening(to: "alerts.coordinator_pksai") { alerts in
                try await self.told(RegisterUser(username: siti, roles: [.secretary]), bench)
                #expect(try await self.alarm(alerts)?.message.contains("referral assign") == true)
            }
            let asked = ShowReferral(referralID: id, reason: "test")
            #expect(try await bench.query(asked, by: "rina").contains(#""void":true"#))
            await #expect(throws: TestBroker.Failure.self) { _ = try await bench.query(asked, by: "budi") }
            let second = IssueAssignmentLetter(referralID: id, number: "ST-2", worker: budi)
            #expect(try await bench.command(second, from: "kordi") == "assigned")
            // Who goes reads whom the letter names, for the letter states why.
            let shown = try await bench.query(ShowReferral(referralID: id), by: "budi")
            #expect(shown.contains("ST-2") && shown.contains("Anak Rahasia"))
            #expect(try await bench.query(asked, by: "rina").contains(#""void":false"#))
            try await bench.until(
                "SELECT count(*) FROM deadlines WHERE clock = 'reassignment' AND phase = 'stopped'",
                is: 1
            )
        }
    }
}
