import Foundation
import ReferralDomain
import Testing
import Vocabulary

@Suite struct DirectoryEntryTests {
    func entry(_ id: String) throws -> DirectoryEntry { DirectoryEntry(id: try #require(InstitutionID(id))) }

    func amend(_ entry: DirectoryEntry, by actor: Actor = Fixture.officer, _ change: (inout DirectoryChange) -> Void)
        throws -> DirectoryEntry
    {
        var wanted = DirectoryChange()
        change(&wanted)
        let directory = try Fixture.directory.amended(with: [entry.record].compactMap(\.self))
        return entry.applying(
            try entry.amend(wanted, reason: "asked by phone", in: directory, by: actor, at: Fixture.friday)
        )
    }

    @Test func `an amendment changes what it names and nothing else, each is a version`() throws {
        let checked = try #require(LocalDate("2026-11-20"))
        let once = try self.amend(self.entry("r39")) { $0.lastChecked = checked }
        #expect(once.version == 1)
        let record = try #require(once.record)
        let directory = try Fixture.directory.amended(with: [record])
        #expect(directory["r39"]?.lastChecked == checked)
        #expect(directory["r39"]?.need == [.psychology])
        #expect(directory.version == "makassar-2018-11+1")
        #expect(directory.institutions.count == 43)
        #expect(throws: DirectoryEntry.Rejection.unchanged) { try self.amend(once) { $0.lastChecked = checked } }
        let twice = try self.amend(once) { $0.validUntil = LocalDate("2026-12-31") }
        #expect(twice.version == 2)
        let later = try #require(LocalDate("2027-01-01"))
        #expect(try Fixture.directory.amended(with: [#require(twice.record)])["r39"]?.isValid(on: later) == false)
    }

    @Test func `a new partner needs a name, a service and a need, and must fit the directory`() throws {
        #expect(throws: DirectoryEntry.Rejection.incomplete(["service", "need"])) {
            try self.amend(self.entry("r90")) { $0.institution = "New shelter" }
        }
        let invalid = #expect(throws: DirectoryEntry.Rejection.self) {
            try self.amend(self.entry("r90")) {
                $0.institution = "New shelter"
                $0.service = "beds"
                $0.need = [.shelter]
                $0.othersThrough = "r99"
                $0.minimumAge = 10
                $0.maximumAge = 5
            }
        }
        guard case .invalid(let problems)? = invalid else {
            return #expect(Bool(false), "\(String(describing: invalid))")
        }
        #expect(problems.count == 2)
        let new = try self.amend(self.entry("r90")) {
            $0.institution = "New shelter"
            $0.service = "beds"
            $0.need = [.shelter]
            $0.beds = 4
        }
        let directory = try Fixture.directory.amended(with: [#require(new.record)])
        let wish = Directory.Wish(need: .shelter, sex: .male, age: 9)
        let found = directory.match(wish, at: Fixture.friday.localDate).candidates.first { $0.institution.id == "r90" }
        #expect(found?.freeBeds == 4)
    }

    @Test func `a focal point tells how to come to its own partner, the rest is the centre's`() throws {
        let own = Fixture.focalPoint("r39")
        let told = try self.amend(self.entry("r39"), by: own) { $0.access = "weekdays" }
        #expect(told.record?.access == "weekdays")
        #expect(throws: DirectoryEntry.Rejection.notYoursToChange(["need", "sexes"])) {
            try self.amend(self.entry("r39"), by: own) {
                $0.need = [.law]
                $0.sexes = [.female]
            }
        }
        #expect(throws: DirectoryEntry.Rejection.notYourInstitution) {
            try self.amend(self.entry("r40"), by: own) { $0.access = "x" }
        }
        #expect(throws: DirectoryEntry.Rejection.self) {
            try self.amend(self.entry("r40"), by: Fixture.head) { $0.access = "x" }
        }
    }

    @Test func `rule 24: candidates come with their reasons, the others with theirs`() throws {
        var wish = Directory.Wish(need: .shelter, sex: .male, age: 14)
        let today = Fixture.friday.localDate
        let (candidates, excluded) = Fixture.directory.match(wish, freeBeds: ["r10": 2], at: today)
        #expect(candidates.map(\.institution.id) == ["r10", "r01"])
        #expect(candidates[0].reasons.contains("2 beds free"))
        #expect(candidates[0].reasons.contains("up to 24 hours"))
        #expect(candidates[1].insteadOf == "r11")
        #expect(candidates[1].reasons.contains("the way for a child that r11 can't take"))
        #expect(excluded.map(\.institution.id) == ["r11"])
        #expect(excluded[0].reasons == ["it does not take children of this sex; the way leads through r01"])

        wish.declinedBy = ["r01"]
        let again = Fixture.directory.match(wish, freeBeds: ["r10": 0], at: today)
        #expect(again.candidates.isEmpty)
        #expect(again.excluded.first { $0.institution.id == "r10" }?.reasons == ["no bed is free"])
        #expect(again.excluded.first { $0.institution.id == "r01" }?.reasons == ["it said no to this referral"])

        wish = Directory.Wish(need: .shelter, sex: .female, age: 14, wished: "r11")
        let wished = Fixture.directory.match(wish, at: today).candidates
        #expect(wished.first?.institution.id == "r11")
        #expect(wished.first?.reasons.first == "wished for by the case manager")
    }

    @Test func `D07: any child may use a neighbourhood shelter, the women's safe house is for females`() {
        for sex in Sex.allCases {
            let found = Fixture.directory.match(
                Directory.Wish(need: .shelter, sex: sex, age: 5),
                at: Fixture.friday.localDate
            )
            #expect(found.candidates.contains { $0.institution.id == "r10" })
            #expect(found.candidates.contains { $0.institution.id == "r11" } == (sex == .female))
        }
    }
}
