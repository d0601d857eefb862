import Foundation
import ReferralDomain
import Testing
import Vocabulary

@Suite struct DirectoryTests {
    let today = Fixture.friday.localDate

    func offers(_ need: Need, _ sex: Sex?, age: Int? = 14) -> [String] {
        self.match(need, sex, age: age).candidates.map(\.institution.id).sorted()
    }

    func match(_ need: Need, _ sex: Sex?, age: Int? = 14, free: [String: Int] = [:])
        -> (candidates: [Directory.Candidate], excluded: [Directory.Exclusion])
    {
        Fixture.directory.match(
            Directory.Wish(need: need, sex: sex, age: age),
            freeBeds: free,
            at: self.today
        )
    }

    @Test func `the directory holds all 43 entries, and every need has somebody`() {
        let ids = (1...43).map { $0 < 10 ? "r0\($0)" : "r\($0)" }
        #expect(Fixture.directory.institutions.map(\.id) == ids)
        for need in Need.allCases {
            #expect(!self.offers(need, .female, age: need == .toddler ? 3 : 14).isEmpty, "\(need)")
        }
    }

    @Test func `every partner has a name that an Indonesian paper can carry`() {
        let english = [
            "agency", "safe house", "shelter in", "home care", "Package", "Association", "regular", "severe",
        ]
        for entry in Fixture.directory.institutions {
            let name = entry.indonesianName ?? entry.institution
            #expect(!english.contains { name.contains($0) }, "\(entry.id) \(name)")
        }
        #expect(Fixture.directory["r11"]?.indonesianName == "DPPPA: rumah aman pemerintah")
        #expect(Fixture.directory["r33"]?.indonesianName == nil)
    }

    @Test func `rule 24: a boy is not offered the women's safe house but the way through the social agency`() throws {
        #expect(self.offers(.shelter, .male) == ["r01", "r10"])
        let route = try #require(
            self.match(.shelter, .male).candidates.first { $0.institution.id == "r01" }
        )
        #expect(route.insteadOf == "r11")
        #expect(self.offers(.shelter, .female) == ["r01", "r10", "r11"])
    }

    @Test(arguments: [Sex.male, .unknown, .unborn, nil])
    func `rule 24: the safe house can't be sent a child that is not known to be female`(sex: Sex?) throws {
        var journey = try Journey.urgent(Fixture.need(.shelter, kind: .shelter, sex: sex, level: .high))
        #expect(throws: Referral.Rejection.receiverDoesNotFit([.sex(through: "r01")])) { try journey.send(to: "r11") }
        #expect(journey.referral.state == .urgent)
        try journey.send(to: "r01")
        #expect(journey.referral.institution == "r01")
    }

    @Test func `rule 24: a stay in a neighbourhood shelter warns at 20 and ends at 24 hours`() throws {
        var journey = try Journey.urgent()
        try journey.send(to: "r10")
        try journey.handOver()
        let handedOver = Fixture.friday.adding(hours: 5)
        let stay = try #require(journey.referral.clocks[.shelterStay])
        #expect(stay.warnAt == handedOver.adding(hours: 20))
        #expect(stay.dueAt == handedOver.adding(hours: 24))
        let warning = journey.referral.ring(.shelterStay, generation: 1, at: handedOver.adding(hours: 20))
        let event = try #require(warning.first)
        #expect(journey.referral.recipients(of: event) == [.referralOfficer, .coordinatorSw])
    }

    @Test func `rule 24: a stay in the safe house warns at 12 and ends at 14 days, by the next handover`() throws {
        var journey = try Journey.urgent()
        try journey.send(to: "r11")
        try journey.handOver()
        let handedOver = Fixture.friday.adding(hours: 5)
        let stay = try #require(journey.referral.clocks[.shelterStay])
        #expect(stay.warnAt == handedOver.adding(days: 12))
        #expect(stay.dueAt == handedOver.adding(days: 14))
        let moved = handedOver.adding(days: 3)
        #expect(journey.referral.endStay(by: Fixture.id, at: moved).isEmpty)
        let ended = journey.referral.endStay(by: ReferralID(UUID()), at: moved)
        let after = journey.referral.applying(ended)
        #expect(!after.clocks.isRunning(.shelterStay))
        #expect(after.endStay(by: ReferralID(UUID()), at: moved).isEmpty)
    }

    @Test func `only a child that is handed over stays, and only for shelter`() throws {
        var documents = try Journey.urgent()
        try documents.send(to: "r10")
        try documents.handOver(Fixture.minutes(handedOver: [.documents]))
        #expect(documents.referral.clocks[.shelterStay] == nil)
        let psychology = try Journey.handedOver()
        #expect(psychology.referral.clocks[.shelterStay] == nil)
    }

    @Test func `clock shelter_stay: the city's pack ends a stay earlier than the directory says, never later`() throws {
        let (night, safeHouse) = (
            try #require(Fixture.directory["r10"]), try #require(Fixture.directory["r11"])
        )
        var limits = Fixture.limits
        #expect(night.maximumStayHours(limits) == 24 && safeHouse.maximumStayHours(limits) == 14 * 24)
        limits.neighbourhoodShelterHours = 12
        limits.safeHouseDays = 10
        #expect(night.maximumStayHours(limits) == 12 && safeHouse.maximumStayHours(limits) == 240)
        limits.safeHouseDays = 20
        #expect(safeHouse.maximumStayHours(limits) == 14 * 24)
        let elsewhere = try #require(Fixture.directory["r01"])
        #expect(elsewhere.maximumStayHours(limits) == elsewhere.constraint.maximumStayHours)
    }

    @Test func `documents that a partner asks for and nobody lists are named, whatever their case, and bar nothing`()
        throws
    {
        let drugs = try #require(Fixture.directory.institutions.first { $0.documents.count > 1 })
        #expect(drugs.documentsMissing(from: []) == drugs.documents)
        #expect(drugs.documentsMissing(from: [drugs.documents[0].uppercased()]) == Array(drugs.documents.dropFirst()))
        #expect(drugs.documentsMissing(from: drugs.documents).isEmpty)
    }

    @Test func `ages are kept to, and an unknown age stands in nobody's way`() {
        #expect(!self.offers(.toddler, .male, age: 7).contains("r28"))
        #expect(self.offers(.toddler, .male, age: 6).contains("r28"))
        #expect(!self.offers(.teenCounselling, .female, age: 9).contains("r29"))
        #expect(self.offers(.teenCounselling, .female, age: nil).contains("r29"))
    }

    @Test func `an entry that is not valid yet is not offered`() throws {
        let early = try #require(LocalDate("2018-10-31"))
        let wish = Directory.Wish(need: .health, sex: .male, age: 3)
        let (candidates, excluded) = Fixture.directory.match(wish, at: early)
        #expect(candidates.isEmpty)
        #expect(excluded.allSatisfy { $0.reasons == ["the entry does not hold today"] })
    }

    @Test func `every problem of a directory is said at once`() throws {
        let text = """
            {"version": "", "entries": [{"id": "R 1", "institution": "", "service": "", "need": ["beds"], "valid_from": "2018-02-30",
              "last_checked": "soon",
              "constraint": {"sexes": ["boys"], "minimum_age": 9, "maximum_age": 5, "max_stay_hours": 0, "others_through": "r99"}},
             {"id": "r2", "institution": "x", "service": "y", "need": [], "valid_from": "2018-11-01"},
             {"id": "r2", "institution": "x", "service": "y", "need": ["aid"], "valid_from": "2018-11-01",
              "constraint": {"beds": -1}}]}
            """
        let file = try JSONDecoder().decode(DirectoryFile.self, from: Data(text.utf8))
        let error = #expect(throws: DirectoryProblems.self) { try Directory(file: file) }
        let pointers = Set((error?.problems ?? []).map { String($0.prefix { $0 != ":" }) })
        #expect(
            pointers == [
                "/version", "/entries/0/id", "/entries/0/institution", "/entries/0/service", "/entries/0/need/0",
                "/entries/0/valid_from", "/entries/0/last_checked", "/entries/0/constraint/sexes/0",
                "/entries/0/constraint/maximum_age", "/entries/0/constraint/max_stay_hours",
                "/entries/0/constraint/others_through", "/entries/1/need", "/entries/2/id",
                "/entries/2/constraint/beds",
            ]
        )
        #expect(throws: DirectoryProblems.self) { try Directory(file: DirectoryFile(version: "x", entries: [])) }
    }

    @Test func `the directory names no person and no phone`() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../../Services/Referral/Service/Directory/directory.json")
        let text = try String(contentsOf: file, encoding: .utf8)
        #expect(text.firstMatch(of: /\d{7,}|\+62|08\d\d/) == nil)
    }
}
