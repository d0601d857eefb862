import Testing
import Vocabulary

@testable import ServiceUnitDomain

@Suite struct CareTests {
    @Test
    func
        `clock contact_safety, S05 safety_assessment_recorded and S04 safety_assessment_recorded: it stops only once the child was seen or spoken to`()
    {
        var aCase = Case(id: caseA)
        aCase.hear(registered(.low), at: t0)
        #expect(
            aCase.run {
                try $0.recordSafetyAssessment(childSeen: false, childSpokenTo: false, safety, by: siti, at: t0)
            }
                == .missing
        )
        #expect(aCase.clocks.isRunning(.contactSafety))
        for (seen, spoken) in [(true, false), (false, true)] {
            var reached = aCase
            #expect(
                reached.run {
                    try $0.recordSafetyAssessment(childSeen: seen, childSpokenTo: spoken, safety, by: siti, at: t0)
                } == nil
            )
            #expect(!reached.clocks.isRunning(.contactSafety))
        }
    }

    @Test
    func
        `D05, D08 case_worker_assigned and S04 step 3: only coordinator_pksai assigns; the secretary proposes; a TKSK is never worker or manager`()
    {
        var aCase = Case(id: caseA)
        aCase.hear(registered(.low), at: t0)
        let worker = user("siti")
        #expect(
            aCase.run { try $0.assignWorker(worker, workerRoles: siti.roles, letterNo: "ST-1", by: secretary, at: t0) }
                == .notAllowed
        )
        #expect(
            aCase.run { try $0.assignManager(user("tono"), workerRoles: [.tksk], reason: nil, by: coordinator, at: t0) }
                == .decidesNothing
        )
        #expect(
            aCase.run { try $0.assignWorker(worker, workerRoles: siti.roles, letterNo: "", by: coordinator, at: t0) }
                == .missing
        )
        #expect(
            aCase.run {
                try $0.assignWorker(worker, workerRoles: siti.roles, letterNo: "ST-1", by: coordinator, at: t0)
            }
                == nil
        )
        #expect(
            aCase.run { try $0.assignManager(worker, workerRoles: siti.roles, reason: nil, by: coordinator, at: t0) }
                == nil
        )
        #expect(
            aCase.run {
                try $0.assignManager(user("budi"), workerRoles: budi.roles, reason: nil, by: coordinator, at: t0)
            } == .missing
        )
        #expect(
            aCase.run {
                try $0.assignManager(
                    user("budi"),
                    workerRoles: budi.roles,
                    reason: "moves",
                    handover: "one visit is open",
                    by: coordinator,
                    at: t0
                )
            } == nil
        )
        #expect(aCase.manager == user("budi"))
    }

    @Test func `rule 12: no visit without an assignment letter`() {
        var aCase = Case(id: caseA)
        aCase.hear(registered(.low), at: t0)
        #expect(
            aCase.run { try $0.recordHomeVisit(childMet: true, report: "made up", by: supervisor, at: t0) }
                == .noAssignment
        )
    }

    @Test(arguments: [
        (ReferralKind.expert, RiskLevel.low, CaseRejection.Code?.some(.invalid)), (.expert, .medium, nil),
        (.expert, .high, nil),
        (.community, .low, nil), (.community, .medium, .levelTooHigh), (.community, .high, .levelTooHigh),
        (.ordinary, .high, nil), (.toFamily, .medium, nil),
    ])
    func `S09 referral_planned: an expert from level medium on, the community's own protection at low only`(
        kind: ReferralKind,
        level: RiskLevel,
        refused: CaseRejection.Code?
    ) {
        var aCase = inIntervention(level)
        let wish = Case.ReferralWish(
            kind: kind,
            need: .psychology,
            wishedProvider: nil,
            problem: "x",
            doneSoFar: nil,
            helpWanted: nil
        )
        let now = t0.adding(hours: 7)
        #expect(aCase.run { try $0.planReferral(wish, id: referralID, actionID: "a1", by: siti, at: now) } == refused)
    }

    @Test
    func
        `rule 12, S04 consent_given and S04 step 4: consent comes after the purpose is explained and before assessment`()
    {
        var aCase = readyForAssessment(.low)
        aCase.consent = Case.Consent()
        let willing = Case.ConsentDecision.Answer.willing(sharingWithPartners: false)
        #expect(aCase.run { try $0.recordAssessment(form3(), by: siti, at: t0) } == .noConsent)
        #expect(
            aCase.run { try $0.recordConsent(consent(willing, explained: false), by: siti, at: t0) }
                == .purposeNotExplained
        )
        #expect(aCase.run { try $0.recordConsent(consent(willing, informed: false), by: siti, at: t0) } == .notInformed)
        #expect(aCase.run { try $0.recordConsent(consent(willing), by: siti, at: t0) } == nil)
        #expect(aCase.consent.status == .given)
        #expect(aCase.run { try $0.recordAssessment(form3(), by: siti, at: t0) } == nil)
    }

    @Test
    func
        `rule 13, S03 consent_refused, S04 consent_refused and S03 case_closed: refused at low means no Form 3 and no sharing; head_pksai closes as refused`()
    {
        var aCase = readyForAssessment(.low)
        aCase.consent = Case.Consent()
        #expect(aCase.run { try $0.recordConsent(consent(.notWilling), by: siti, at: t0) } == nil)
        #expect(aCase.run { try $0.recordAssessment(form3(), by: siti, at: t0) } == .noConsent)
        #expect(aCase.run { try $0.close(by: siti, at: t0) } == .notAllowed)
        #expect(aCase.run { try $0.close(by: head, at: t0.adding(days: 1)) } == nil)
        #expect(aCase.closure?.reason == .refused)
        #expect(aCase.clocks.all.allSatisfy { !$0.clock.isRunning })
    }

    @Test
    func
        `rule 13, S03 protective_review_requested and D08 protective_review_decided: refused at high needs head_pksai's decision`()
    {
        var aCase = readyForAssessment(.high)
        aCase.consent = Case.Consent()
        #expect(aCase.run { try $0.recordConsent(consent(.notWilling), by: siti, at: t0) } == nil)
        #expect(aCase.run { try $0.close(by: head, at: t0) } == .levelTooHigh)
        #expect(
            aCase.run { try $0.decideProtectiveReview(protect: true, reason: "x", by: siti, at: t0) } == .notAllowed
        )
        #expect(aCase.run { try $0.decideProtectiveReview(protect: true, reason: "duty", by: head, at: t0) } == nil)
        #expect(aCase.run { try $0.recordAssessment(form3(), by: siti, at: t0) } == nil)
    }

    @Test func `rule 14, S03 consent_given and S03 step 4: a suspected perpetrator can't sign`() {
        var aCase = readyForAssessment(.low)
        aCase.consent = Case.Consent()
        let answer = Case.ConsentDecision.Answer.willing(sharingWithPartners: true)
        #expect(
            aCase.run { try $0.recordConsent(consent(answer, suspect: true), by: siti, at: t0) }
                == .suspectedPerpetrator
        )
        #expect(aCase.consent.status == .none)
        // Another guardian may.
        #expect(aCase.run { try $0.recordConsent(consent(answer), by: siti, at: t0) } == nil)
        #expect(aCase.consent.status == .given && aCase.consent.contractSigned && aCase.stage == .assessing)
    }

    @Test
    func `D08 consent_deferred and clock consent_deferred: consent may wait only in an emergency, and then 72 hours`() {
        var low = readyForAssessment(.low)
        low.consent = Case.Consent()
        #expect(low.run { try $0.recordConsent(consent(.deferred(reason: "x")), by: siti, at: t0) } == .notUrgent)
        var high = readyForAssessment(.high)
        high.consent = Case.Consent()
        #expect(high.run { try $0.recordConsent(consent(.deferred(reason: "x")), by: siti, at: t0) } == nil)
        #expect(high.clocks[.consentDeferred]?.dueAt == t0.adding(hours: 72))
        high.run { try $0.recordConsent(consent(.willing(sharingWithPartners: false)), by: siti, at: t0) }
        #expect(!high.clocks.isRunning(.consentDeferred))
    }

    @Test func `rule 29: a TKSK sets no level, approves no plan, closes nothing`() {
        var aCase = inIntervention(.low)
        let form = form3()
        #expect(
            aCase.run { try $0.changeRiskLevel(to: .high, consulted: user("siti"), reason: "x", by: tksk, at: t0) }
                == .decidesNothing
        )
        #expect(
            aCase.run { try $0.approvePlan(form: form, actions: [], waivers: [], by: tksk, at: t0) } == .decidesNothing
        )
        #expect(aCase.run { try $0.close(by: tksk, at: t0) } == .decidesNothing)
        #expect(aCase.run { try $0.proposeClosure([.allGoals], Form7(), by: tksk, at: t0) } == .decidesNothing)
    }

    @Test
    func
        `S09 referral_planned, S09 urgent_referral_requested and S04 urgent_referral_requested: a referral needs consent to share and an action of the plan; an urgent one only danger`()
    {
        let wish = Case.ReferralWish(
            kind: .expert,
            need: .psychology,
            wishedProvider: nil,
            problem: "made up",
            doneSoFar: nil,
            helpWanted: nil
        )
        var aCase = inIntervention(.medium)
        #expect(aCase.run { try $0.planReferral(wish, id: referralID, actionID: "a9", by: siti, at: t0) } == .invalid)
        #expect(aCase.run { try $0.requestUrgentReferral(wish, id: referralID, by: siti, at: t0) } == .notUrgent)
        #expect(aCase.run { try $0.planReferral(wish, id: referralID, actionID: "a1", by: siti, at: t0) } == nil)
        var closed = inIntervention(.medium)
        closed.consent.sharingWithPartners = false
        #expect(
            closed.run { try $0.planReferral(wish, id: referralID, actionID: "a1", by: siti, at: t0) } == .noConsent
        )
        var high = Case(id: caseA)
        high.hear(registered(.high), at: t0)
        var urgent = wish
        urgent.kind = .emergency
        #expect(high.run { try $0.requestUrgentReferral(urgent, id: referralID, by: siti, at: t0) } == nil)
        high.hear(handedOver(at: t0.adding(hours: 3)), at: t0.adding(hours: 3))
        #expect(high.referrals.first?.phase == .handedOver)
    }
}
