import IdentificationDomain
import Testing
import Vocabulary

@Suite struct ChildTests {
    private let known = KnownChild(id: ChildID(uuid(7)))

    private func match(
        nik: KnownChild? = nil,
        sharesName: Bool = true,
        contradicts: Bool = false,
        substitute: [KnownChild] = []
    ) -> ChildMatch {
        ChildMatch(
            byNIK: nik,
            sharesName: sharesName,
            contradictsNIK: contradicts,
            bySubstituteKey: substitute.map { ($0, Likeness(keys: [.nameYearMother], Likeness.Comparison(nil, nil))) },
            fresh: fresh
        )
    }

    private let alike = Likeness(keys: [.nameYearMother], Likeness.Comparison(nil, nil))

    @Test func `the same valid NIK is the same child`() {
        let found = self.match(nik: self.known, substitute: [self.known])
        #expect(found.childID == self.known.id)
        #expect(found.candidates.isEmpty)
    }

    @Test func `two complaints about one new child make one child`() {
        let first = self.match()
        let second = self.match(nik: KnownChild(id: first.childID))
        #expect(second.childID == first.childID)
    }

    @Test(arguments: [(false, false), (true, true)])
    func `duplicate_nik: the same NIK with other data goes to a person`(_ sharesName: Bool, _ contradicts: Bool) {
        let found = self.match(nik: self.known, sharesName: sharesName, contradicts: contradicts)
        #expect(found.childID == fresh)
        #expect(found.candidates.mapValues(\.basis) == [self.known.id: .nikConflict])
    }

    @Test func `an equal substitute key is a candidate, never a merge`() {
        let found = self.match(substitute: [self.known])
        #expect(found.childID == fresh)
        #expect(found.candidates.mapValues(\.basis) == [self.known.id: .substituteKey])
    }

    @Test func `rule 9: sex or birth date against the NIK contradict it`() {
        let today = now.localDate
        #expect(ChildMatch.contradictsNIK(ChildIdentity(sex: .male, nik: goodNIK), at: today))
        #expect(!ChildMatch.contradictsNIK(ChildIdentity(sex: .female, nik: goodNIK), at: today))
        #expect(!ChildMatch.contradictsNIK(ChildIdentity(sex: .male, nik: "12"), at: today))
    }

    @Test func `substitute keys forgive case, marks and a year of an estimated age`() {
        let today = now.localDate
        let family = Family(mother: Parent(name: "SITI  Aminah"))
        let dated = SubstituteKey.keys(
            ChildIdentity(name: "Muh. Ali", birthDate: LocalDate(year: 2016, month: 1, day: 2)),
            family: family,
            at: today
        )
        let guessed = SubstituteKey.keys(
            ChildIdentity(name: "muh ali", estimatedAge: 11),
            family: Family(mother: Parent(name: "Siti-Aminah")),
            at: today
        )
        // The last is the key of names that are only alike.
        #expect(dated.map(\.text) == ["muh ali|2016|siti aminah", "ali|2016|amina"])
        #expect(guessed.filter { !$0.kind.isSimilar }.count == 3)
        #expect(guessed.map(\.text).contains("muh ali|2016|siti aminah"))
    }

    @Test func `too little known has no key; an unborn child goes by its mother's NIK`() {
        let today = now.localDate
        #expect(SubstituteKey.keys(ChildIdentity(name: "Ani"), family: nil, at: today).isEmpty)
        #expect(SubstituteKey.keys(ChildIdentity(estimatedAge: 5), family: nil, at: today).isEmpty)
        let unborn = ChildIdentity(sex: .unborn, birthDate: LocalDate(year: 2027, month: 3, day: 1))
        let mother = Family(mother: Parent(nik: "7371016503909003"))
        #expect(SubstituteKey.keys(unborn, family: mother, at: today).map(\.text) == ["7371016503909003|2027-03"])
    }

    private func entered(_ id: ChildID, hasNIK: Bool = false) -> Child {
        let new = Child(id: id)
        return new.applying(
            new.take(
                ComplaintID(uuid(1)),
                identity: nil,
                hasNIK: hasNIK,
                temporaryNumber: TemporaryNumber(year: 2026, serial: 12),
                candidates: [self.known.id: self.alike],
                at: now
            )
        )
    }

    @Test func `without a NIK a child goes under a temporary number, which stays when a NIK arrives`() {
        let child = self.entered(fresh)
        #expect(child.temporaryNumber?.description == "TMP-2026-00012")
        let identity = Confidential(
            ChildIdentity(nik: goodNIK),
            .childIdentity,
            origin: ComplaintID(uuid(1)),
            field: "child"
        )
        let later = child.applying(child.learn(ComplaintID(uuid(1)), identity: identity, hasNIK: true, at: now))
        #expect(later.hasNIK)
        #expect(later.temporaryNumber?.serial == 12)
        #expect(self.entered(fresh, hasNIK: true).temporaryNumber == nil)
    }

    @Test func `a complaint is taken once, a candidate noted once`() {
        let child = self.entered(fresh)
        let again = child.take(
            ComplaintID(uuid(1)),
            identity: nil,
            hasNIK: false,
            temporaryNumber: nil,
            candidates: [:],
            at: now
        )
        #expect(again.isEmpty)
        #expect(child.note([self.known.id: self.alike], from: ComplaintID(uuid(2)), at: now).isEmpty)
    }

    @Test func `cases open and end once`() {
        let child = self.entered(fresh)
        let open = child.applying(child.open(CaseID(uuid(101)), from: ComplaintID(uuid(1)), number: number, at: now))
        #expect(open.openCase == CaseID(uuid(101)))
        #expect(open.open(CaseID(uuid(101)), from: ComplaintID(uuid(1)), number: number, at: now).isEmpty)
        let ended = open.applying(open.end(CaseID(uuid(101)), reason: .allGoals, at: now))
        #expect(ended.openCase == nil)
        #expect(ended.closedCase == CaseID(uuid(101)))
        #expect(ended.end(CaseID(uuid(101)), reason: .allGoals, at: now).isEmpty)
    }

    @Test func `event case_reopened: a case taken up again is open, in whichever order both are told`() {
        let id = CaseID(uuid(101))
        let child = self.entered(fresh)
        let open = child.applying(child.open(id, from: ComplaintID(uuid(1)), number: number, at: now))
        let ended = open.applying(open.end(id, reason: .allGoals, at: now.adding(days: 1)))
        let resumed = ended.applying(ended.resume(id, at: now.adding(days: 2)))
        #expect(resumed.openCase == id && resumed.closedCase == nil)
        #expect(resumed.resume(id, at: now.adding(days: 2)).isEmpty)
        let overtaken = open.applying(open.resume(id, at: now.adding(days: 2)))
        #expect(overtaken.end(id, reason: .allGoals, at: now.adding(days: 1)).isEmpty)
        let again = resumed.applying(resumed.end(id, reason: .allGoals, at: now.adding(days: 3)))
        #expect(again.closedCase == id)
    }

    private func decide(_ child: Child, same: Bool, by actor: Actor = analyst, reason: String = "met both") throws
        -> Child
    {
        child.applying(
            try child.decideSame(
                as: self.known.id,
                same: same,
                keeps: false,
                reason: reason,
                origin: ComplaintID(uuid(1)),
                by: actor,
                at: now
            )
        )
    }

    @Test func `a person merges two records, and can split them again`() throws {
        let merged = try self.decide(self.entered(fresh), same: true)
        #expect(merged.mergedInto == self.known.id)
        #expect(try self.decide(merged, same: false).mergedInto == nil)
    }

    @Test func `merging needs a candidate, a reason and the role`() {
        #expect(throws: Rejection.noSuchCandidate) { try self.decide(Child(id: fresh), same: true) }
        #expect(throws: Rejection.reasonNeeded) { try self.decide(self.entered(fresh), same: true, reason: " ") }
        #expect(throws: Rejection.notAllowed([.dataOfficer, .analyst])) {
            try self.decide(self.entered(fresh), same: true, by: Actor(username: "nur", roles: [.intakeOfficer]))
        }
    }

    @Test func `a merge joins the other complaint to the case that stays`() {
        let taken = identified(queued(2), evidence())
        let joined = taken.applying(taken.joinSameChild(self.known.id, target: CaseID(uuid(55)), at: now))
        #expect(joined.linkedTo == CaseID(uuid(55)))
        #expect(taken.joinSameChild(self.known.id, target: nil, at: now).isEmpty)
        #expect(taken.joinSameChild(self.known.id, target: CaseID(uuid(102)), at: now).isEmpty)
    }
}
