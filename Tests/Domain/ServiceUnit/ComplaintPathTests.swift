import Testing
import Vocabulary

@testable import ServiceUnitDomain

/// What tables L.3 and L.4 ask of the service unit, and what it tells of reviews.
@Suite struct ComplaintPathTests {
    let officer = actor("nur", .intakeOfficer)

    func heard(_ level: RiskLevel, _ path: IntakePath = .direct) -> Case {
        var aCase = Case(id: caseA)
        guard case .complaintRegistered(var told) = registered(level) else { return aCase }
        told.path = path
        aCase.hear(.complaintRegistered(told), at: t0)
        return aCase
    }

    @Test func `S03 case_eligible: consent is awaited, and a definitive manager`() {
        var aCase = self.heard(.low)
        #expect(aCase.stage == .registered && !aCase.clocks.isRunning(.definitiveManager))
        aCase.hear(eligible(), at: t0.adding(hours: 1))
        #expect(aCase.stage == .awaitingConsent)
        #expect(aCase.consent.status == .none && aCase.clocks.isRunning(.definitiveManager))
    }

    @Test func `S03 case_not_eligible: the case goes elsewhere and waits for nothing here`() {
        var aCase = self.heard(.low)
        aCase.hear(notEligible(at: t0.adding(hours: 1)), at: t0.adding(hours: 1))
        #expect(aCase.stage == .notEligible)
        #expect(aCase.clocks.all.allSatisfy { !$0.clock.isRunning })
    }

    @Test func `S03 safety_assessment_recorded: with the child present intake stops the contact clock at once`() {
        var aCase = self.heard(.low)
        #expect(aCase.clocks.isRunning(.contactSafety))
        let record = { (actor: Actor) in
            { (aCase: Case) throws -> [Case.Event] in
                try aCase.recordSafetyAssessment(childSeen: true, childSpokenTo: false, safety, by: actor, at: t0)
            }
        }
        #expect(aCase.run(record(secretary)) == .notAllowed)
        #expect(aCase.run(record(tksk)) == .decidesNothing)
        let before = aCase.stage
        #expect(aCase.run(record(self.officer)) == nil)
        #expect(!aCase.clocks.isRunning(.contactSafety))
        #expect(aCase.stage == before && aCase.childMetInPerson)
    }

    @Test
    func
        `S03 urgent_referral_requested: intake asks for it at level high, before consent, and the case stays where it is`()
    {
        let wish = Case.ReferralWish(
            kind: .emergency,
            need: .violence,
            wishedProvider: nil,
            problem: "made up",
            doneSoFar: nil,
            helpWanted: nil
        )
        let ask = { (actor: Actor) in
            { (aCase: Case) throws -> [Case.Event] in
                try aCase.requestUrgentReferral(wish, id: referralID, by: actor, at: t0)
            }
        }
        var low = self.heard(.low)
        #expect(low.run(ask(self.officer)) == .notUrgent)
        var high = self.heard(.high)
        let before = high.stage
        #expect(high.run(ask(secretary)) == .notAllowed)
        #expect(high.run(ask(self.officer)) == nil)
        #expect(high.referrals.map(\.phase) == [.planned] && high.referrals.first?.kind == .emergency)
        #expect(high.stage == before && high.consent.status == .none)
    }

    @Test
    func
        `S04 outreach_assigned: the worker goes out under the coordinator's numbered letter, told as case_worker_assigned`()
    {
        var aCase = self.heard(.low, .indirect)
        let assign = { (letter: String, actor: Actor) in
            { (aCase: Case) throws -> [Case.Event] in
                try aCase.assignWorker(user("siti"), workerRoles: siti.roles, letterNo: letter, by: actor, at: t0)
            }
        }
        let visit = { (aCase: Case) throws -> [Case.Event] in
            try aCase.recordHomeVisit(childMet: true, report: "x", by: siti, at: t0)
        }
        #expect(aCase.run(visit) != nil && !aCase.homeVisited)
        #expect(aCase.run(assign("ST-1", siti)) == .notAllowed)
        #expect(aCase.run(assign(" ", coordinator)) == .missing)
        #expect(aCase.run(assign("ST-1", coordinator)) == nil)
        #expect(aCase.worker?.letterNo == "ST-1" && aCase.stage == .assigned)
        #expect(aCase.run(visit) == nil && aCase.homeVisited)
    }

    @Test func `S04 plan_drafted and S04 step 6: after the assessment of an indirect complaint comes its plan`() {
        var aCase = self.heard(.low, .indirect)
        aCase.hear(eligible(), at: t0.adding(hours: 1))
        aCase.run {
            try $0.assignWorker(user("siti"), workerRoles: siti.roles, letterNo: "ST-1", by: coordinator, at: t0)
        }
        aCase.run { try $0.recordHomeVisit(childMet: true, report: "x", by: siti, at: t0) }
        aCase.run { try $0.recordConsent(consent(.willing(sharingWithPartners: true)), by: siti, at: t0) }
        let draft = { (aCase: Case) throws -> [Case.Event] in
            try aCase.draftPlan([action()], reviewDate: t0.localDate.adding(days: 30), by: siti, at: t0)
        }
        #expect(aCase.run(draft) == .wrongOrder)
        #expect(aCase.run { try $0.recordAssessment(form3(), by: siti, at: t0) } == nil)
        #expect(aCase.run(draft) == nil)
        #expect(aCase.stage == .planning)
        #expect(aCase.plan?.version == 1 && aCase.plan?.approvedVersion == nil)
    }

    @Test
    func
        `S04 plan_drafted and S04 urgent_referral_requested: not while high, unless help was asked for at once or the child is out of danger`()
    {
        let draft = { (aCase: Case) throws -> [Case.Event] in
            try aCase.draftPlan([action()], reviewDate: t0.localDate.adding(days: 30), by: siti, at: t0)
        }
        func assessed(_ path: IntakePath) -> Case {
            var aCase = self.heard(.high, path)
            aCase.run {
                try $0.assignWorker(user("siti"), workerRoles: siti.roles, letterNo: "ST-1", by: coordinator, at: t0)
            }
            aCase.run { try $0.recordHomeVisit(childMet: true, report: "x", by: siti, at: t0) }
            aCase.run { try $0.recordConsent(consent(.willing(sharingWithPartners: true)), by: siti, at: t0) }
            #expect(aCase.run { try $0.recordAssessment(form3(), by: siti, at: t0) } == nil)
            return aCase
        }
        let high = assessed(.indirect)
        let refused = #expect(throws: CaseRejection.self) { try draft(high) }
        #expect(refused?.reason == .levelTooHigh && refused?.explanation.contains("request_urgent_referral") == true)
        var asked = high
        let wish = Case.ReferralWish(
            kind: .shelter,
            need: .shelter,
            wishedProvider: nil,
            problem: "made up",
            doneSoFar: nil,
            helpWanted: nil
        )
        asked.run { try $0.requestUrgentReferral(wish, id: referralID, by: siti, at: t0) }
        #expect(asked.run(draft) == nil)
        // Later versions are case management's: a level raised under way stops none of them.
        #expect(asked.run(draft) == nil && asked.plan?.version == 2)
        var safe = high
        let protected = ProtectiveAction(action: "with the aunt", place: "Tallo")
        safe.run { try $0.recordProtectiveAction(protected, by: siti, at: t0) }
        #expect(safe.run(draft) == nil)
        var lowered = high
        lowered.run { try $0.changeRiskLevel(to: .medium, consulted: user("siti"), reason: "x", by: head, at: t0) }
        #expect(lowered.run(draft) == nil)
        var direct = assessed(.direct)
        #expect(direct.run(draft) == nil)
    }

    @Test func `events review_due and review_overdue: a day before, coordinator_sw is told; past it, head_pksai too`() {
        var aCase = inIntervention(.medium)
        let due = t0.adding(hours: 5).adding(months: 1)
        #expect(aCase.clocks[.review]?.dueAt == due)
        #expect(aCase.wait(until: due.adding(days: -1).adding(minutes: -1)).isEmpty)
        let soon = aCase.wait(until: due.adding(days: -1)).flatMap { Case.notices(of: $0) }
        #expect(soon.map(\.kind) == ["review_due"])
        #expect(soon.first?.roles == [.coordinatorSw] && soon.first?.dueAt == due)
        let late = aCase.wait(until: due).flatMap { Case.notices(of: $0) }
        #expect(late.map(\.kind) == ["review_overdue"])
        #expect(late.first?.roles == [.headPksai, .coordinatorSw])
        #expect(Meeting.reasons(for: aCase) == [.reviewOverdue])
    }
}
