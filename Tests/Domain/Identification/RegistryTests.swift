import IdentificationDomain
import Testing
import Vocabulary

@Suite struct RegistryTests {
    private let patience = RegistryPatience(seconds: 60)

    private func asking(_ child: ChildIdentity? = ChildIdentity(name: "Ani", sex: .female, nik: goodNIK)) -> Evidence {
        var evidence = evidence(child, registry: nil)
        evidence.asking = self.patience
        return evidence
    }

    private func answer(_ record: RegistryRecord?) -> PopulationAnswered { PopulationAnswered(record: record, at: now) }

    @Test func `S02 identification_started: a routine complaint waits for the registry as a state`() {
        let events = queued().identify(self.asking(), policy: policy, at: now)
        #expect(names(events) == ["identificationStarted", "childMatched", "populationAsked"])
        let waiting = queued().applying(events)
        #expect(waiting.status == .verifying)
        #expect(waiting.clocks[.registryAnswer]?.dueAt == now.adding(seconds: 60))
        #expect(waiting.identify(self.asking(), policy: policy, at: now).isEmpty)
    }

    @Test func `S02 residency_verified and S02 step 2: the answer lets the checks go on`() {
        let waiting = identified(queued(), self.asking())
        let events = waiting.goOn(
            self.answer(makassar),
            known: nil,
            child: nil,
            policy: policy,
            at: now
        )
        #expect(
            names(events) == [
                "populationAnswered", "residencyVerified", "priorServiceChecked", "atRiskDatabasesMatched",
                "categoriesRecorded", "caseEligible", "serviceLevelRecommended",
            ]
        )
        let after = waiting.applying(events)
        #expect(after.residency == .residentRegistered)
        #expect(!after.clocks.isRunning(.registryAnswer))
        #expect(after.goOn(self.answer(gowa), known: nil, child: nil, policy: policy, at: now).isEmpty)
    }

    @Test func `rule 7: the broker's registry, too, makes a child of another district a non-resident`() {
        let waiting = identified(queued(), self.asking())
        let after = waiting.applying(
            waiting.goOn(self.answer(gowa), known: nil, child: nil, policy: policy, at: now)
        )
        #expect(after.status == .notEligible)
        #expect(after.homeDistrict == "7306")
    }

    @Test func `S02 residency_unknown_recorded: without an answer in time service goes on provisionally`() {
        let waiting = identified(queued(), self.asking())
        let generation = waiting.clocks[.registryAnswer]?.generation ?? -1
        #expect(waiting.ring(.registryAnswer, generation: generation, at: now.adding(seconds: 59)).isEmpty)
        let rung = waiting.ring(.registryAnswer, generation: generation, at: now.adding(seconds: 60))
        #expect(names(rung) == ["populationUnanswered"])
        let silent = waiting.applying(rung)
        #expect(silent.ring(.registryAnswer, generation: generation, at: now.adding(seconds: 61)).isEmpty)
        let events = silent.goOn(nil, known: nil, child: nil, policy: policy, at: now)
        let after = silent.applying(events)
        #expect(after.residency == .unknown)
        #expect(after.needsNumber)
        #expect(silent.applying(events).goOn(nil, known: nil, child: nil, policy: policy, at: now).isEmpty)
    }

    @Test func `a late answer settles what was unknown`() {
        let waiting = identified(queued(), self.asking())
        let generation = waiting.clocks[.registryAnswer]?.generation ?? -1
        var late = waiting.applying(waiting.ring(.registryAnswer, generation: generation, at: now.adding(hours: 1)))
        late = late.applying(late.goOn(nil, known: nil, child: nil, policy: policy, at: now))
        late = late.applying(late.register(number, at: now))
        let events = late.goOn(self.answer(makassar), known: nil, child: nil, policy: policy, at: now)
        #expect(names(events) == ["populationAnswered", "residencyVerified"])
    }

    @Test func `an urgent complaint never waits for the registry`() {
        let events = queued(level: .high).identify(self.asking(), policy: policy, at: now)
        #expect(names(events).contains("populationAsked"))
        #expect(names(events).contains("residencyUnknownRecorded"))
        #expect(names(events).contains("caseEligible"))
        let urgent = queued(level: .high).applying(events)
        #expect(!urgent.clocks.isRunning(.registryAnswer))
        let heard = urgent.goOn(self.answer(makassar), known: nil, child: nil, policy: policy, at: now)
        #expect(names(heard) == ["populationAnswered", "residencyVerified"])
    }

    @Test
    func `S01 emergency_flagged: a complaint that waits for the registry waits no longer, and is protected first`()
        throws
    {
        let flagged = Identification.Event.emergencyNoted(
            EmergencyFlagged(complaintID: ComplaintID(uuid(1)), caseID: CaseID(uuid(101)), at: now)
        )
        let waiting = identified(queued(), self.asking())
        #expect(!waiting.waitsInDanger)
        let urgent = waiting.applying(waiting.hear(flagged))
        #expect(urgent.waitsInDanger)
        #expect(urgent.hear(flagged).isEmpty)
        let after = urgent.applying(urgent.goOn(nil, known: nil, child: nil, policy: policy, at: now))
        #expect(after.needsNumber && !after.waitsInDanger && !after.clocks.isRunning(.registryAnswer))
        // The registry's answer, late, sends the child home: danger first.
        let late = after.goOn(self.answer(gowa), known: nil, child: nil, policy: policy, at: now)
        let request = late.compactMap { event -> OutOfCityReferralRequested? in
            if case .outOfCityReferralRequested(let request) = event { return request }
            return nil
        }.first
        #expect(try #require(request).protectFirst == true)
    }

    @Test func `a proof that a person records while the registry is asked stands`() throws {
        let waiting = identified(queued(), self.asking())
        let proven = waiting.applying(
            try waiting.recordResidency(
                .presentUnregistered,
                proof: .fieldVisit,
                homeDistrict: nil,
                child: nil,
                policy: policy,
                by: analyst,
                at: now
            )
        )
        let after = proven.applying(proven.goOn(self.answer(gowa), known: nil, child: nil, policy: policy, at: now))
        #expect(after.residency == .presentUnregistered)
        #expect(after.needsNumber)
    }

    @Test func `D04: a child that got a case while the registry was asked: the complaint joins it`() {
        let waiting = identified(queued(), self.asking())
        let known = KnownChild(id: fresh, openCase: CaseID(uuid(55)))
        let after = waiting.applying(
            waiting.goOn(self.answer(makassar), known: known, child: nil, policy: policy, at: now)
        )
        #expect(after.linkedTo == CaseID(uuid(55)))
    }
}

@Suite struct UnlinkTests {
    private let known = KnownChild(id: ChildID(uuid(7)), openCase: CaseID(uuid(55)))

    @Test func `D04: a person can undo a link, and the complaint goes on in its own case`() throws {
        let linked = identified(queued(), evidence(known: self.known))
        #expect(linked.status == .linked)
        let events = try linked.unlink(
            to: fresh,
            child: ChildIdentity(nik: goodNIK),
            policy: policy,
            by: analyst,
            at: now
        )
        #expect(
            names(events) == [
                "childMatched", "complaintUnlinkedFromCase", "caseEligible", "serviceLevelRecommended",
            ]
        )
        let apart = linked.applying(events)
        #expect(apart.linkedTo == nil)
        #expect(apart.childID == fresh)
        #expect(apart.priorService == .start)
        #expect(apart.needsNumber)
        #expect(throws: Rejection.notLinked) {
            try apart.unlink(to: fresh, child: nil, policy: policy, by: analyst, at: now)
        }
    }

    @Test func `a complaint registered before it was linked keeps its number when the link is undone`() throws {
        var registered = identified(queued(2), evidence())
        registered = registered.applying(registered.register(number, at: now))
        let joined = registered.applying(registered.joinSameChild(self.known.id, target: self.known.openCase, at: now))
        #expect(joined.status == .linked)
        let events = try joined.unlink(to: fresh, child: nil, policy: policy, by: analyst, at: now)
        #expect(names(events) == ["complaintUnlinkedFromCase"])
        #expect(joined.applying(events).status == .registered)
        #expect(joined.applying(events).registrationNo == number)
    }

    @Test func `rule 29: only identification undoes a link, with a reason`() throws {
        let linked = identified(queued(), evidence(known: self.known))
        #expect(throws: Rejection.decidesNothing([.dataOfficer, .analyst])) {
            try linked.unlink(to: fresh, child: nil, policy: policy, by: tksk, at: now)
        }
        let new = Child(id: self.known.id)
        let record = new.applying(
            new.take(
                ComplaintID(uuid(1)),
                identity: nil,
                hasNIK: true,
                temporaryNumber: nil,
                candidates: [:],
                at: now
            )
        )
        #expect(throws: Rejection.reasonNeeded) {
            try record.detach(ComplaintID(uuid(1)), to: fresh, reason: " ", by: analyst, at: now)
        }
        let parted = record.applying(
            try record.detach(ComplaintID(uuid(1)), to: fresh, reason: "two girls", by: analyst, at: now)
        )
        #expect(parted.complaints.isEmpty)
    }
}

@Suite struct LikenessTests {
    @Test func `a candidate says which keys matched, how strongly, and what speaks against it`() {
        let one = ChildIdentity(name: "Ali", sex: .male, birthDate: LocalDate(year: 2016, month: 1, day: 2))
        var other = one
        let same = Likeness(keys: [.nameYearMother, .nameFamilyCard], Likeness.Comparison(one, other))
        #expect(same.reasons == ["name_family_card +75", "name_year_mother +5", "same_birth_date +15"])
        #expect(same.strength == 95)
        other.sex = .female
        other.birthDate = LocalDate(year: 2016, month: 4, day: 2)
        let unlike = Likeness(keys: [.nameYearPlace], Likeness.Comparison(one, other))
        #expect(unlike.reasons == ["name_year_place +40", "birth_dates_differ -15", "sex_differs -30"])
        #expect(unlike.strength == 5)
    }

    @Test func `a duplicate NIK names what contradicts it`() {
        let likeness = Likeness(sameNIKSharingName: false, contradictsNIK: true, Likeness.Comparison(nil, nil))
        #expect(likeness.basis == .nikConflict)
        #expect(likeness.reasons == ["same_nik +85", "names_differ -25", "report_contradicts_nik -15"])
    }

    @Test func `a mother's NIK, a family card or a place found make keys too`() {
        let child = ChildIdentity(
            name: "Ali",
            estimatedAge: 4,
            placeFound: "Pasar Terong",
            familyCardNumber: "7371 0101 0101 0001"
        )
        let keys = SubstituteKey.keys(child, family: Family(mother: Parent(nik: "7371016503909003")), at: now.localDate)
        #expect(Set(keys.map(\.kind)) == [.nameMotherNIK, .nameFamilyCard, .nameYearPlace, .similarNameYearPlace])
    }
}
