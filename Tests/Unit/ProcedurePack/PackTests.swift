import Contracts
import JSON
import ProcedurePack
import Testing
import Vocabulary

@Suite struct PackTests {
    @Test(arguments: ProcedurePack.builtIn)
    func `a built-in pack loads without a problem and carries its own name`(name: String) throws {
        let pack = try ProcedurePack.load(name)
        #expect(pack.reference == PackReference(name: name, version: 1))
        #expect(pack.holidays.name == "indonesia")
        #expect(!pack.city.subdistricts.all.isEmpty)
    }

    @Test func `Makassar's pack holds exactly the defaults the rules start from`() throws {
        let pack = try ProcedurePack.makassar()
        #expect(pack.limits == ProcedureLimits())
        #expect(pack.city.subdistricts == .makassar)
        #expect(pack.city.region == "7371")
        #expect(pack.decisions.isEmpty)
    }

    @Test(arguments: [
        (ProcedureCode.complaintOfficer, 60), (.dataIdentification, 150), (.directComplaint, 105),
        (.indirectComplaint, 250), (.followUpAssessment, 125), (.caseManagementMeeting, 100), (.caseConference, 290),
        (.dataOutreach, 1_610), (.referral, 14_545), (.socialReintegration, 11_520), (.outgoingData, 2_985),
        (.evaluationAndTermination, 3_000),
    ])
    func `the standard minutes of a procedure add up to the book's total`(code: ProcedureCode, total: Int) throws {
        let pack = try ProcedurePack.makassar()
        #expect(pack.procedures.first { $0.id == code }?.totalMinutes == total)
    }

    @Test func `Makassar has all twelve procedures, Semarang five with other limits`() throws {
        #expect(Set(try ProcedurePack.makassar().procedures.map(\.id)) == Set(ProcedureCode.allCases))
        let semarang = try ProcedurePack.load("semarang")
        #expect(semarang.procedures.count == 5)
        #expect(!semarang.has(.caseManagementMeeting))
        #expect(semarang.limits != ProcedureLimits())
        #expect(semarang.limits.contactMediumHours == 48)
    }

    @Test func `a city's zone sets its days, its working days and what stands on the wire`() throws {
        let moment = try #require(Instant(rfc3339: "2026-12-31T16:30:00Z"))
        let (makassar, semarang) = (try ProcedurePack.makassar(), try ProcedurePack.load("semarang"))
        let there = Instant(microseconds: moment.microseconds, zone: makassar.city.zone)
        let here = Instant(microseconds: moment.microseconds, zone: semarang.city.zone)
        #expect(there.description == "2027-01-01T00:30:00+08:00" && there.localDate.year == 2027)
        #expect(here.description == "2026-12-31T23:30:00+07:00" && here.localDate.year == 2026)
        #expect(there == here && Set([there, here, moment]).count == 1)
        // Written and read again, and reckoned with, it stays in its zone.
        let again = try #require(Instant(rfc3339: here.description))
        #expect(again.localDate == here.localDate && again.adding(minutes: 30).localDate.year == 2027)
        let friday = try #require(Instant(rfc3339: "2026-11-20T23:30:00+07:00"))
        #expect(semarang.holidays.limit(1, after: friday).dueAt.description == "2026-11-24T00:00:00+07:00")
        let saturday = Instant(microseconds: friday.microseconds, zone: makassar.city.zone)
        #expect(makassar.holidays.limit(1, after: saturday).dueAt.description == "2026-11-24T00:00:00+08:00")
    }

    @Test func `a pack lets fewer roles decide, never more`() throws {
        let makassar = try ProcedurePack.makassar()
        let semarang = try ProcedurePack.load("semarang")
        #expect(makassar.roles(for: ApprovePlan.self) == ApprovePlan.roles)
        #expect(semarang.roles(for: ApprovePlan.self) == [.headPksai])
        #expect(semarang.roles(for: RecordAssessment.self) == RecordAssessment.roles)
    }

    @Test(arguments: RhythmKind.allCases)
    func `every rhythm of the book is in Makassar's pack`(id: RhythmKind) throws {
        #expect(try ProcedurePack.makassar().rhythm(id) != nil)
    }

    @Test func `each limit has one key and each key one limit`() {
        #expect(Set(ProcedureLimits.keys.map(\.name)).count == ProcedureLimits.keys.count)
        let children = Mirror(reflecting: ProcedureLimits()).children.count
        #expect(ProcedureLimits.keys.count == children)
        for key in ProcedureLimits.keys {
            var changed = ProcedureLimits()
            let other = key.range.upperBound == changed[key][0] ? key.range.lowerBound : key.range.upperBound
            guard other != changed[key][0] else { continue }
            changed[key] = [other]
            #expect(changed != ProcedureLimits(), "\(key.name)")
        }
    }

    @Test func `a default lies within what a pack may say`() {
        let limits = ProcedureLimits()
        for key in ProcedureLimits.keys {
            for value in limits[key] { #expect(key.range.contains(value), "\(key.name)") }
        }
    }
}
