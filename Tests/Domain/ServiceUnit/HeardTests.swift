import Foundation
import Testing
import Vocabulary

@testable import ServiceUnitDomain

/// What other units tell and the case's people must hear of (domain.md §6.14).
@Suite struct HeardTests {
    let now = t0.adding(hours: 6)

    /// The case with this event in it, and whom it tells.
    func told(_ event: Case.Event, _ aCase: Case) -> (after: Case, news: CaseNews?) {
        var after = aCase
        after.hear(event, at: self.now)
        #expect(after.take(event, at: self.now).isEmpty, "a second delivery changes nothing")
        return (after, after.news(of: event))
    }

    @Test func `event information_verified: leadership hears that a worker can be sent, or whoever has the case`() {
        let event = Case.Event.informationVerified(
            InformationVerified(
                complaintID: complaint,
                caseID: caseA,
                sources: [],
                childLocated: true,
                at: self.now
            )
        )
        var open = Case(id: caseA)
        open.hear(registered(.low), at: t0)
        let (after, news) = self.told(event, open)
        #expect(after.information?.value == .verified)
        #expect(news?.people == [] && news?.notice.roles == [.coordinatorPksai, .secretary])
        let attended = self.told(event, inIntervention(.low)).news
        #expect(attended?.people == [user("siti")] && attended?.notice.roles == [])
    }

    @Test
    func `event information_unverifiable and S04 information_unverifiable: the case stays open and leadership decides`()
    {
        let event = Case.Event.informationUnverifiable(
            InformationUnverifiable(complaintID: complaint, caseID: caseA, sources: [], at: self.now)
        )
        var open = Case(id: caseA)
        open.hear(registered(.low), at: t0)
        let (after, news) = self.told(event, open)
        #expect(!after.isOver && after.clocks.isRunning(.contactSafety))
        #expect(after.information?.value == .unverifiable)
        #expect(
            news?.notice.kind == "information_unverifiable" && news?.notice.roles.contains(.coordinatorPksai) == true
        )
        // Confirmed after all; and an older word that comes late does not undo it.
        var later = after
        let confirmed = self.now.adding(hours: 1)
        let verified = InformationVerified(
            complaintID: complaint,
            caseID: caseA,
            sources: [],
            childLocated: true,
            at: confirmed
        )
        later.hear(.informationVerified(verified), at: confirmed)
        #expect(later.information?.value == .verified)
        #expect(later.take(event, at: confirmed).isEmpty)
    }

    @Test func `event child_data_registered and S04 step 5: the case knows the child's key`() {
        let event = Case.Event.childDataRegistered(
            ChildDataRegistered(complaintID: complaint, caseID: caseA, childID: childID, at: self.now)
        )
        var open = Case(id: caseA)
        open.hear(registered(.low), at: t0)
        #expect(open.stage == .registered)
        let after = self.told(event, open).after
        #expect(after.childID == childID)
        #expect(after.stage == .awaitingConsent)
    }

    @Test func `event assignment_letter_issued and S09 assignment_letter_issued: whoever may go hears it`() {
        let event = Case.Event.assignmentLetterIssued(
            AssignmentLetterIssued(
                caseID: caseA,
                referralID: referralID,
                number: "ST-7",
                worker: user("budi"),
                at: self.now
            )
        )
        let (after, news) = self.told(event, inIntervention(.low))
        #expect(after.referrals.first?.escort == Case.Assignment(worker: user("budi"), letterNo: "ST-7"))
        #expect(after.worker?.worker == user("siti"))
        #expect(news?.people == [user("budi")])
    }

    @Test func `event referral_letter_signed and S09 referral_letter_signed: whoever has the case hears its number`() {
        let event = Case.Event.referralLetterSigned(
            ReferralLetterSigned(referralID: referralID, caseID: caseA, number: "R-7", signer: "made up", at: self.now)
        )
        let (after, news) = self.told(event, inIntervention(.low))
        #expect(after.referrals.first?.letterNo == "R-7")
        #expect(news?.people == [user("siti")] && news?.notice.message.contains("R-7") == true)
    }

    @Test func `event shelter_stay_ending and rule 24: the case manager is warned before the stay ends`() {
        let end = self.now.adding(hours: 4)
        let ending = ShelterStayEnding(
            referralID: referralID,
            caseID: caseA,
            institution: "r10",
            endsAt: end,
            at: self.now
        )
        var aCase = inIntervention(.low)
        aCase.hear(handedOver(at: t0.adding(hours: 5), kind: .shelter), at: t0.adding(hours: 5))
        let (after, news) = self.told(.shelterStayEnding(ending), aCase)
        #expect(after.referrals.first?.stayEndsAt == end)
        #expect(news?.people == [user("siti")] && news?.notice.roles == [.coordinatorSw])
        #expect(news?.notice.clock == .shelterStay && news?.notice.dueAt == end)
        // The next place takes the warning away.
        var moved = after
        let next = HandoverSigned(
            referralID: ReferralID(complaint.uuid),
            caseID: caseA,
            institution: "r11",
            kind: .shelter,
            handedOver: [],
            urgent: false,
            at: self.now.adding(hours: 1)
        )
        moved.hear(.handoverSigned(next), at: self.now.adding(hours: 1))
        #expect(moved.referrals.allSatisfy { $0.stayEndsAt == nil })
    }

    @Test(arguments: [RiskLevel.low, .high])
    func `D01 and event case_identified: whoever found the child on outreach is its provisional worker`(
        level: RiskLevel
    ) {
        let visit = OutreachOrigin(
            candidateID: CandidateID(complaint.uuid),
            worker: user("budi"),
            letterNo: "ST-OUT-3",
            signedBy: user("kadir"),
            signedOn: LocalDate("2026-02-20"),
            validUntil: LocalDate("2026-03-20"),
            lists: []
        )
        var aCase = Case(id: caseA)
        let event = registered(level, outreach: visit)
        let (after, _) = self.told(event, aCase)
        // The letter is the visit's: signed by the coordinator, on its own day, for its own time.
        let letters = aCase.take(event, at: self.now).compactMap { event -> CaseWorkerAssigned? in
            if case .caseWorkerAssigned(let assigned) = event { assigned } else { nil }
        }
        #expect(letters.map(\.by) == [user("kadir")])
        #expect(letters.map(\.signedOn) == [visit.signedOn] && letters.map(\.validUntil) == [visit.validUntil])
        #expect(after.worker == Case.Assignment(worker: user("budi"), letterNo: "ST-OUT-3"))
        #expect(after.isWorkedOn(by: user("budi")))
        // In danger, the ladder is called as well: somebody on call must know.
        #expect((after.urgent?.phase == .raised) == (level == .high))
        // Not taken back from whom a coordinator assigned since.
        aCase = after
        aCase.run {
            try $0.assignWorker(user("siti"), workerRoles: siti.roles, letterNo: "ST-4", by: coordinator, at: self.now)
        }
        aCase.hear(event, at: self.now)
        #expect(aCase.worker?.worker == user("siti"))
    }

    @Test
    func
        `events emergency_flagged, consent_refused, refer_and_close_proposed, close_proposed, assessment_resumed, reintegration_started, family_ready_recorded and substitute_family_chosen: leadership hears`()
    {
        let (name, at) = (user("siti"), t0)
        let ended = EndProposed(caseID: caseA, by: name, at: at)
        let told: [(Case.Event, [Role])] = [
            (flagged(at: at), [.coordinatorSw]),
            (.consentRefused(ConsentRefused(caseID: caseA, riskLevel: .low, at: at)), [.headPksai]),
            (.referAndCloseProposed(ended), [.headPksai, .coordinatorSw]),
            (.closeProposed(ended), [.headPksai, .coordinatorSw]),
            (.assessmentResumed(AssessmentResumed(caseID: caseA, by: name, at: at)), [.coordinatorSw]),
            (
                .reintegrationStarted(ReintegrationStarted(caseID: caseA, origin: .shelter, by: name, at: at)),
                [.coordinatorSw]
            ),
            (.familyReadyRecorded(FamilyReady(caseID: caseA, substitute: false, at: at)), [.coordinatorSw]),
            (.substituteFamilyChosen(SubstituteFamilyWanted(caseID: caseA, by: name, at: at)), [.coordinatorPksai]),
        ]
        for (event, roles) in told {
            let notices = Case.notices(of: event)
            #expect(notices.count == 1 && notices.first?.roles == roles, "\(event)")
        }
        // At level high the protective review asks the head for more.
        let high = Case.notices(of: .consentRefused(ConsentRefused(caseID: caseA, riskLevel: .high, at: at)))
        #expect(high.isEmpty)
    }

    @Test
    func
        `events outreach_candidates_ranked, outreach_assigned, case_identified and no_need_recorded: a visit is ahead from the ranking until its outcome, told twice or late alike`()
    {
        let id = CandidateID(fresh: caseA.uuid)
        let ranked = OutreachVisit.Event.outreachCandidatesRanked(
            CandidateRanked(candidateID: id, rank: 1, level: .medium, lists: ["pkh"], at: t0)
        )
        let assigned = OutreachVisit.Event.outreachAssigned(
            OutreachOrdered(
                candidateID: id,
                worker: user("siti"),
                letterNo: "ST-1",
                validUntil: t0.localDate.adding(days: 9),
                at: t0.adding(hours: 1)
            )
        )
        let ended = OutreachVisit.Event.outreachVisitEnded(.init(at: t0.adding(hours: 2)))
        func after(_ told: OutreachVisit.Event...) -> OutreachVisit {
            told.reduce(OutreachVisit(id: id)) { $0.applying($0.learn($1)) }
        }
        #expect(after(ranked).isAhead && after(ranked).worker == nil)
        #expect(after(ranked, assigned).isAhead && after(ranked, assigned).worker == user("siti"))
        let over = after(ranked, assigned, ended)
        #expect(!over.isAhead && over.learn(ended).isEmpty && over.learn(assigned).isEmpty)
        #expect(after(ended, assigned, ranked) == after(ended))
    }
}
