import Foundation
import IdentificationDomain
import Testing
import Vocabulary

@Suite struct OutcomeTests {
    @Test
    func
        `S02 case_eligible, S02 service_level_recommended, S02 case_registered and S02 steps 3–5: a served child with a category is eligible and gets a number`()
    {
        let events = queued().identify(evidence(), policy: policy, at: now)
        #expect(
            names(events) == [
                "identificationStarted", "childMatched", "residencyVerified", "priorServiceChecked",
                "atRiskDatabasesMatched", "caseEligible", "serviceLevelRecommended",
            ]
        )
        let eligible = queued().applying(events)
        #expect(eligible.needsNumber)
        let registered = eligible.applying(eligible.register(number, at: now))
        #expect(registered.status == .registered)
        #expect(registered.register(number, at: now).isEmpty)
        #expect(registered.identify(evidence(), policy: policy, at: now).isEmpty)
    }

    @Test
    func `S02 at_risk_databases_matched and S04 child_data_registered and S04 step 5 and S02 step 4: lists and data`() {
        var known = evidence()
        known.lists = [
            AtRiskEntry(list: "pkh", date: now.localDate, source: DataSource("social_agency"), status: .fixed)
        ]
        let events = queued().identify(known, policy: policy, at: now)
        let eligible = queued().applying(events)
        #expect(eligible.lists.count == 1 && eligible.lists[0].contains("pkh"))
        // A list raises attention only: the level stays (§5.1).
        #expect(eligible.codes?.riskLevel == .low)
        let handed = eligible.register(number, at: now)
        #expect(names(handed) == ["caseRegistered", "childDataRegistered"])
        #expect(eligible.applying(handed).isChildDataRegistered)
    }

    @Test func `S02 step 5: the place in the book and the check of an indirect complaint are kept`() {
        let registered = identified(queued(), evidence())
        let documented = Identification.Event.complaintDocumented(
            ComplaintDocumented(
                complaintID: ComplaintID(uuid(1)),
                caseID: CaseID(uuid(101)),
                archiveRef: "book 3/17",
                at: now
            )
        )
        let after = registered.applying(registered.hear(documented))
        #expect(after.archiveRef == "book 3/17")
        #expect(after.hear(documented).isEmpty)
        let doubted = after.applying(
            after.hear(
                .informationUnverifiable(
                    InformationUnverifiable(
                        complaintID: ComplaintID(uuid(1)),
                        caseID: CaseID(uuid(101)),
                        sources: [.dataBank],
                        at: now
                    )
                )
            )
        )
        #expect(doubted.informationVerified == false)
    }

    @Test func `S02 step 1: nothing runs before the hand-over`() {
        let early = Identification(id: ComplaintID(uuid(1))).applying([.complaintNoted(noted())])
        #expect(early.identify(evidence(), policy: policy, at: now).isEmpty)
        let handedOver = Identification(id: ComplaintID(uuid(1))).applying([.forwardingNoted(forwarding())])
        #expect(handedOver.identify(evidence(), policy: policy, at: now).isEmpty)
    }

    @Test func `rule 30: intake's events in any order lead to the same state`() {
        let level = Identification.Event.levelNoted(
            RiskLevelAssigned(
                complaintID: ComplaintID(uuid(1)),
                caseID: CaseID(uuid(101)),
                level: .high,
                provisional: true,
                reason: "supplement",
                at: now
            )
        )
        let events: [Identification.Event] = [.complaintNoted(noted()), .forwardingNoted(forwarding()), level]
        let start = Identification(id: ComplaintID(uuid(1)))
        let inOrder = start.applying(events)
        let reversed = start.applying(events.reversed())
        #expect(inOrder.codes == reversed.codes)
        #expect(inOrder.isReady && reversed.isReady)
        #expect(inOrder == reversed)
        #expect(inOrder.hear(.complaintNoted(noted())).isEmpty)
    }

    @Test func `rule 6: where the reporter lives never matters, the child's register does`() {
        #expect(identified(queued(), evidence()).status == .eligible)
    }

    @Test
    func
        `rule 7, S02 case_not_eligible, S02 out_of_city_referral_requested and S04 residency_verified: prefix 7371 with an address elsewhere is a non-resident`()
        throws
    {
        let events = queued().identify(evidence(registry: gowa), policy: policy, at: now)
        #expect(names(events).suffix(2) == ["caseNotEligible", "outOfCityReferralRequested"])
        let away = queued().applying(events)
        #expect(away.notEligible == .nonResident)
        #expect(away.homeDistrict == "7306")
    }

    @Test func `rule 8: another prefix with an address in the city is a resident`() {
        let child = ChildIdentity(sex: .female, nik: "7306015503129002")
        #expect(identified(queued(), evidence(child)).residency == .residentRegistered)
    }

    @Test func `rule 10 and S04 residency_verified: a non-resident in danger is protected first`() throws {
        let events = queued(level: .high).identify(evidence(registry: gowa), policy: policy, at: now)
        guard case .outOfCityReferralRequested(let request) = events.last else {
            Issue.record("no out-of-city referral")
            return
        }
        #expect(request.protectFirst == true)
        #expect(request.codes.riskLevel == .high)
    }

    @Test func `S02 residency_unknown_recorded: unknown residency is served provisionally`() {
        let taken = identified(queued(), evidence(registry: nil))
        #expect(taken.residency == .unknown)
        #expect(taken.status == .eligible)
    }

    @Test func `a certificate for non-permanent residents counts; a dead record proves nothing`() {
        let guest = RegistryRecord(status: .nonpermanent, district: "7371")
        #expect(identified(queued(), evidence(registry: guest)).residency == .residentNonpermanent)
        let dead = RegistryRecord(status: .deceased, district: "7306")
        #expect(identified(queued(), evidence(registry: dead)).residency == .unknown)
    }

    @Test(arguments: [(2008, 11, 20, true), (2008, 11, 21, false)])
    func `S02 redirect_requested and S02 case_not_eligible: who is 18 is pointed to a fitting body`(
        _ year: Int,
        _ month: Int,
        _ day: Int,
        _ adult: Bool
    ) {
        let child = ChildIdentity(sex: .female, nik: goodNIK, birthDate: LocalDate(year: year, month: month, day: day))
        let events = queued().identify(evidence(child), policy: policy, at: now)
        #expect(queued().applying(events).notEligible == (adult ? .notAChild : nil))
        #expect(names(events).last == (adult ? "redirectRequested" : "serviceLevelRecommended"))
        if case .redirectRequested(let redirect) = events.last { #expect(redirect.suggestedBody == "p2tp2a") }
    }

    @Test func `a missing NIK is a civil registration problem`() {
        let taken = identified(queued(categories: []), evidence(ChildIdentity(name: "Ani"), registry: nil))
        #expect(taken.codes?.categories == [.civilRegistrationProblem])
        #expect(taken.status == .eligible)
    }

    @Test func `no category at low risk waits for an analyst; danger doesn't wait`() throws {
        let waiting = identified(queued(categories: []), evidence())
        #expect(waiting.open == [.noCategory])
        #expect(identified(queued(level: .medium, categories: []), evidence()).status == .eligible)
        let decided = waiting.applying(
            try waiting.decideScope(
                [.healthProblem],
                outsideScope: false,
                child: nil,
                policy: policy,
                by: analyst,
                at: now
            )
        )
        #expect(decided.status == .eligible)
        let outside = waiting.applying(
            try waiting.decideScope([], outsideScope: true, child: nil, policy: policy, by: analyst, at: now)
        )
        #expect(outside.notEligible == .outsideScope)
        #expect(throws: Rejection.categoriesNeeded) {
            try waiting.decideScope([], outsideScope: false, child: nil, policy: policy, by: analyst, at: now)
        }
    }

    @Test(arguments: [
        ([Vocabulary.Category.violenceVictim], RiskLevel?.some(.low), ServiceLevel.tertiary),
        ([.neglectVictim], .low, .secondary), ([.neglectVictim], .medium, .tertiary),
        ([.educationProblem, .childInContactWithLaw], .low, .tertiary), ([.educationProblem], nil, .secondary),
        ([.educationProblem], .high, .tertiary),
    ])
    func `the service level follows the categories`(
        _ categories: [Vocabulary.Category],
        _ level: RiskLevel?,
        _ expected: ServiceLevel
    ) {
        #expect(ServiceLevel.recommended(for: categories, riskLevel: level).level == expected)
    }

    @Test func `S02 complaint_linked_to_case: a child with an open case: the complaint joins it`() {
        let known = KnownChild(id: ChildID(uuid(7)), openCase: CaseID(uuid(55)))
        let linked = identified(queued(), evidence(known: known))
        #expect(linked.status == .linked && linked.linkedTo == CaseID(uuid(55)))
        #expect(linked.priorService == .continue)
    }

    @Test func `D04: a child with a closed case: the complaint joins it, to be reopened`() {
        let known = KnownChild(id: ChildID(uuid(7)), closedCase: CaseID(uuid(54)))
        let linked = identified(queued(), evidence(known: known))
        #expect(linked.linkedTo == CaseID(uuid(54)))
        #expect(linked.priorService == .complete)
    }

    @Test func `a proof settles an unknown residency, also after registration`() throws {
        let taken = identified(queued(), evidence(registry: nil))
        let registered = taken.applying(taken.register(number, at: now))
        #expect(throws: Rejection.homeDistrictNeeded) {
            try registered.recordResidency(
                .nonResident,
                proof: .familyCard,
                homeDistrict: "7371",
                child: nil,
                policy: policy,
                by: analyst,
                at: now
            )
        }
        let away = registered.applying(
            try registered.recordResidency(
                .nonResident,
                proof: .familyCard,
                homeDistrict: "7306",
                child: nil,
                policy: policy,
                by: analyst,
                at: now
            )
        )
        #expect(away.notEligible == .nonResident)
        let stays = registered.applying(
            try registered.recordResidency(
                .presentUnregistered,
                proof: .fieldVisit,
                homeDistrict: nil,
                child: nil,
                policy: policy,
                by: analyst,
                at: now
            )
        )
        #expect(stays.residency == .presentUnregistered)
        #expect(stays.status == .registered)
    }

    @Test(arguments: [Role.tksk, .psm])
    func `rule 29: a TKSK or PSM records no residency`(_ role: Role) {
        #expect(throws: Rejection.decidesNothing([.dataOfficer, .analyst])) {
            try identified(queued(), evidence(registry: nil)).recordResidency(
                .residentRegistered,
                proof: .familyCard,
                homeDistrict: nil,
                child: nil,
                policy: policy,
                by: Actor(username: "tono", roles: [role]),
                at: now
            )
        }
    }

    @Test func `a NIK that arrives late settles an unknown residency`() {
        let taken = identified(queued(), evidence(ChildIdentity(name: "Ani"), registry: nil))
        let child = ChildIdentity(name: "Ani", nik: goodNIK)
        let settled = taken.applying(taken.reconsider(child: child, registry: makassar, policy: policy, at: now))
        #expect(settled.residency == .residentRegistered)
        let away = taken.applying(taken.reconsider(child: child, registry: gowa, policy: policy, at: now))
        #expect(away.notEligible == .nonResident)
        #expect(taken.reconsider(child: child, registry: nil, policy: policy, at: now).isEmpty)
    }
}

@Suite struct CaseLogTests {
    @Test func `event urgent_case_claimed: the log keeps each step once, by time, whatever the order`() {
        let id = CaseID(UUID())
        let start = Instant(microseconds: 0)
        let steps = ["urgent_case_raised", "urgent_case_claimed", "urgent_claim_lapsed"].enumerated().map {
            index,
            what in
            CaseLog.Step(what: what, by: nil, rung: .worker, at: start.adding(minutes: index))
        }
        var log = CaseLog(id: id)
        for step in steps.reversed() + steps { for event in log.hear(step) { log.apply(event) } }
        #expect(log.steps == steps)
    }
}
