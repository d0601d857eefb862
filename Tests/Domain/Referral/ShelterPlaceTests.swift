import Foundation
import ReferralDomain
import RuleTestSupport
import Testing
import Vocabulary

@Suite struct ShelterPlaceTests {
    static let start = Fixture.friday
    static let first = ReferralID(UUID())
    static let second = ReferralID(UUID())

    static func shelter(_ beds: Int?) throws -> ShelterPlace {
        let empty = ShelterPlace(id: try #require(InstitutionID("r11")))
        guard let beds else { return empty }
        return empty.applying(try empty.count(beds, by: Fixture.officer, at: self.start))
    }

    static func hold(_ shelter: ShelterPlace, _ id: ReferralID, at now: Instant = start) throws -> ShelterPlace {
        shelter.applying(try shelter.hold(id, of: Fixture.caseID, at: now, limits: Fixture.limits))
    }

    @Test func `D08: a bed is held for two hours, then free again`() throws {
        let held = try Self.hold(Self.shelter(1), Self.first)
        #expect(held.free(at: Self.start) == 0)
        let clock = try #require(held.clocks[.shelterHold])
        #expect(clock.dueAt == Self.start.adding(hours: 2))
        #expect(unexplained(held.clocks) == [])
        #expect(held.ring(.shelterHold, generation: clock.generation, at: Self.start.adding(minutes: 119)).isEmpty)
        let rung = held.ring(.shelterHold, generation: clock.generation, at: clock.dueAt)
        guard case .placeReleased(let freed)? = rung.first else { return #expect(Bool(false), "no release") }
        #expect(freed.reason == .lapsed)
        let after = held.applying(rung)
        #expect(after.places.isEmpty)
        #expect(!after.clocks.isRunning(.shelterHold))
        #expect(after.ring(.shelterHold, generation: clock.generation, at: clock.dueAt).isEmpty)
    }

    @Test func `D08: of two referrals that ask for the last bed the second is refused`() throws {
        let held = try Self.hold(Self.shelter(1), Self.first)
        #expect(throws: ShelterPlace.Rejection.full(beds: 1)) { try Self.hold(held, Self.second) }
        // Its own hold is kept anew, not counted twice.
        let again = try Self.hold(held, Self.first, at: Self.start.adding(hours: 1))
        #expect(again.places.count == 1)
        #expect(again.clocks[.shelterHold]?.dueAt == Self.start.adding(hours: 3))
    }

    @Test func `D08: a hold that has ended gives way before its clock rang`() throws {
        let held = try Self.hold(Self.shelter(1), Self.first)
        let taken = try Self.hold(held, Self.second, at: Self.start.adding(hours: 2))
        #expect(taken.places.map(\.referralID) == [Self.second])
    }

    @Test func `D08: held becomes occupied at the handover, and free by a release`() throws {
        let held = try Self.hold(Self.shelter(1), Self.first)
        let occupied = held.applying(held.occupy(Self.first, of: Fixture.caseID, at: Self.start.adding(hours: 1)))
        #expect(occupied.occupied == 1)
        #expect(!occupied.clocks.isRunning(.shelterHold))
        #expect(occupied.occupy(Self.first, of: Fixture.caseID, at: Self.start.adding(hours: 1)).isEmpty)
        #expect(throws: ShelterPlace.Rejection.occupiedAlready) { try Self.hold(occupied, Self.first) }
        #expect(throws: ShelterPlace.Rejection.full(beds: 1)) {
            try Self.hold(occupied, Self.second, at: Self.start.adding(days: 3))
        }
        let freed = occupied.applying(occupied.release(Self.first, .movedOn, at: Self.start.adding(days: 4)))
        #expect(freed.free(at: Self.start.adding(days: 4)) == 1)
        #expect(freed.release(Self.first, .movedOn, at: Self.start.adding(days: 5)).isEmpty)
    }

    @Test func `D08: a signed handover is a fact even where no bed was counted free`() throws {
        let full = try Self.hold(Self.shelter(0), Self.first, counted: nil, refused: true)
        let there = full.applying(full.occupy(Self.first, of: Fixture.caseID, at: Self.start))
        #expect(there.isOverfull())
        #expect(there.free(at: Self.start) == 0)
    }

    private static func hold(_ shelter: ShelterPlace, _ id: ReferralID, counted: Int?, refused: Bool) throws
        -> ShelterPlace
    {
        #expect(throws: ShelterPlace.Rejection.full(beds: 0)) {
            try shelter.hold(id, of: Fixture.caseID, counted: counted, at: self.start, limits: Fixture.limits)
        }
        return shelter
    }

    @Test func `a shelter whose beds nobody counted refuses nobody, the directory's number counts until then`() throws {
        let uncounted = try Self.hold(Self.shelter(nil), Self.first)
        #expect(uncounted.free(at: Self.start) == nil)
        #expect(uncounted.free(at: Self.start, counted: 3) == 2)
        #expect(throws: ShelterPlace.Rejection.full(beds: 1)) {
            try uncounted.hold(Self.second, of: Fixture.caseID, counted: 1, at: Self.start, limits: Fixture.limits)
        }
    }

    @Test func `only the officer and the shelter's own people count its beds, only the officer lets one go`() throws {
        let shelter = try Self.hold(Self.shelter(2), Self.first)
        #expect(throws: ShelterPlace.Rejection.notYourInstitution) {
            try shelter.count(3, by: Fixture.focalPoint("r10"), at: Self.start)
        }
        #expect(throws: ShelterPlace.Rejection.notPermitted([.referralOfficer, .focalPoint])) {
            try shelter.count(3, by: Fixture.head, at: Self.start)
        }
        #expect(throws: ShelterPlace.Rejection.countInvalid) {
            try shelter.count(-1, by: Fixture.officer, at: Self.start)
        }
        let counted = shelter.applying(try shelter.count(3, by: Fixture.focalPoint("r11"), at: Self.start))
        #expect(counted.beds == 3)
        #expect(throws: ShelterPlace.Rejection.notPermitted([.referralOfficer])) {
            try counted.cancel(Self.first, by: Fixture.focalPoint("r11"), at: Self.start)
        }
        #expect(throws: ShelterPlace.Rejection.nothingHeld) {
            try counted.cancel(Self.second, by: Fixture.officer, at: Self.start)
        }
        let let_go = counted.applying(try counted.cancel(Self.first, by: Fixture.officer, at: Self.start))
        #expect(let_go.places.isEmpty)
    }

    @Test(arguments: 0..<40) func `D08: whatever happens, no bed is promised twice and no hold outlives two hours`(
        seed: Int
    )
        throws
    {
        var random = SeededGenerator(seed: seed, salt: 3)
        let referrals = (0..<6).map { _ in ReferralID(UUID()) }
        var shelter = try Self.shelter(3)
        var journal: [ShelterPlace.Event] = []
        var now = Self.start
        for _ in 0..<150 {
            now = now.adding(minutes: Int.random(in: 0...70, using: &random))
            while let clock = shelter.clocks[.shelterHold], let next = clock.nextRing, next <= now {
                let rung = shelter.ring(.shelterHold, generation: clock.generation, at: now)
                #expect(!rung.isEmpty)
                shelter = shelter.applying(rung)
                journal += rung
            }
            let id = referrals[Int.random(in: 0..<referrals.count, using: &random)]
            let before = shelter
            let events: [ShelterPlace.Event]
            switch Int.random(in: 0..<6, using: &random) {
            case 0, 1: events = (try? shelter.hold(id, of: Fixture.caseID, at: now, limits: Fixture.limits)) ?? []
            case 2: events = shelter.occupy(id, of: Fixture.caseID, at: now)
            case 3: events = shelter.release(id, .movedOn, at: now)
            case 4: events = (try? shelter.cancel(id, by: Fixture.officer, at: now)) ?? []
            default: events = try shelter.count(Int.random(in: 1...4, using: &random), by: Fixture.officer, at: now)
            }
            shelter = shelter.applying(events)
            journal += events
            // A new hold is only granted while a bed is free.
            if events.contains(where: { if case .placeHeld = $0 { true } else { false } }) {
                #expect(shelter.held(at: now) + shelter.occupied <= shelter.beds ?? 0 || before.place(of: id) != nil)
                #expect((shelter.places.count { $0.referralID != id }) < shelter.beds ?? 0)
            }
            #expect(Set(shelter.places.map(\.referralID)).count == shelter.places.count)
            let holds = shelter.places.filter { $0.phase == .held }
            #expect(shelter.clocks.isRunning(.shelterHold) == !holds.isEmpty)
            #expect(holds.allSatisfy { ($0.until ?? now) <= $0.since.adding(hours: 2) })
            if let next = holds.compactMap(\.until).min() { #expect(shelter.clocks[.shelterHold]?.dueAt == next) }
            #expect(shelter.places.allSatisfy { ($0.phase == .occupied) == ($0.until == nil) })
        }
        // The journal gives the stored state.
        #expect(ShelterPlace(id: shelter.id).applying(journal) == shelter)
    }
}
