import Testing
import Vocabulary

@testable import ServiceUnitDomain

@Suite struct EvaluationTests {
    let now = t0.adding(days: 20)
    let form7 = Form7(note: "made up", knowsContact: true, understandsClosed: true)

    @Test
    func
        `S12 evaluation_meeting_scheduled, S12 evaluation_meeting_held, S12 step 1 and S12 step 3: every intervention is evaluated before closure`()
    {
        var aCase = inIntervention(.low)
        #expect(aCase.run { try $0.proposeClosure([.allGoals], self.form7, by: siti, at: self.now) } == .wrongOrder)
        let hold = { (results: [EvaluatedIntervention]) in
            { (aCase: Case) throws -> [Case.Event] in
                try aCase.holdEvaluation(
                    results,
                    goalsMet: true,
                    stillAtRisk: false,
                    minutes: "x",
                    by: coordinator,
                    at: self.now
                )
            }
        }
        #expect(aCase.run(hold([])) == .wrongOrder)
        let schedule = { (actor: Actor) in
            { (aCase: Case) throws -> [Case.Event] in
                try aCase.scheduleEvaluation(on: self.now.localDate, institutions: ["r11"], by: actor, at: self.now)
            }
        }
        #expect(aCase.run(schedule(siti)) == .notAllowed)
        let early = self.now.adding(days: -1)
        let wrongDay = #expect(throws: CaseRejection.self) {
            try aCase.scheduleEvaluation(
                on: self.now.localDate,
                startsAt: early,
                institutions: [],
                by: coordinator,
                at: self.now
            )
        }
        #expect(wrongDay?.pointer == "/starts_at")
        let today = self.now.localDate
        let inUTC = Instant(rfc3339: "\(today.adding(days: -1))T23:30:00Z")
        let morning = try? aCase.scheduleEvaluation(
            on: today,
            startsAt: inUTC,
            institutions: [],
            by: coordinator,
            at: self.now
        )
        #expect(inUTC != nil && morning?.count == 1, "its day is the city's, however its hour is written")
        #expect(aCase.run(schedule(coordinator)) == nil)
        #expect(aCase.stage == .evaluating)
        #expect(aCase.run(hold([])) == .missing)
        #expect(aCase.run(hold([EvaluatedIntervention(actionID: "zz", result: .achieved)])) == .missing)
        #expect(aCase.run(hold([EvaluatedIntervention(actionID: "a1", result: .partlyAchieved)])) == nil)
        #expect(aCase.run { try $0.proposeClosure([.allGoals], self.form7, by: siti, at: self.now) } == nil)
        #expect(aCase.stage == .closurePending)
    }

    @Test func `S12 plan_revised: goals unmet and the child still at risk lead back to intervention`() {
        let revise = { (aCase: Case) throws -> [Case.Event] in
            try aCase.revisePlan(
                [action("a2")],
                reviewDate: self.now.localDate.adding(days: 9),
                reason: "x",
                by: siti,
                at: self.now
            )
        }
        var met = evaluated(.low, goalsMet: true, stillAtRisk: false)
        #expect(met.run(revise) == .wrongOrder)
        var aCase = evaluated(.low, goalsMet: false, stillAtRisk: true)
        #expect(aCase.stage == .evaluating)
        #expect(aCase.run(revise) == nil)
        #expect(aCase.stage == .inIntervention)
        #expect(aCase.plan?.version == 2 && aCase.plan?.approvedVersion == 1)
        #expect(aCase.run { try $0.proposeClosure([.allGoals], self.form7, by: siti, at: self.now) } == .wrongOrder)
    }

    @Test func `S12 closure_rejected: back to intervention`() {
        var aCase = evaluated(.low)
        aCase.run { try $0.proposeClosure([.allGoals], self.form7, by: siti, at: self.now) }
        #expect(aCase.run { try $0.rejectClosure(reason: "x", by: head, at: self.now) } == nil)
        #expect(aCase.stage == .evaluating)
    }

    @Test
    func
        `D12 and S05 refer_and_close_proposed: refer and close needs a signed handover, or that family or community accepted`()
    {
        var aCase = readyForAssessment(.low)
        let form = form3(conclusion: .referAndClose)
        aCase.run { try $0.recordAssessment(form, by: siti, at: t0.adding(hours: 3)) }
        #expect(aCase.stage == .closing)
        #expect(aCase.run { try $0.proposeClosure([.transferred], self.form7, by: siti, at: self.now) } == .wrongOrder)
        #expect(aCase.run { try $0.proposeClosure([.someGoals], self.form7, by: siti, at: self.now) } == .wrongOrder)
        let wish = Case.ReferralWish(
            kind: .toFamily,
            need: .parenting,
            wishedProvider: nil,
            problem: "x",
            doneSoFar: nil,
            helpWanted: nil
        )
        #expect(
            aCase.run { try $0.planReferral(wish, id: referralID, actionID: nil, by: siti, at: self.now) } == nil
        )
        let accepted = ReferralAccepted(referralID: referralID, caseID: caseA, institution: "family", at: self.now)
        aCase.hear(.referralAccepted(accepted), at: self.now)
        #expect(aCase.run { try $0.proposeClosure([.transferred], self.form7, by: siti, at: self.now) } == nil)
    }

    @Test func `a child that died is not evaluated; the file is reviewed`() {
        var aCase = inIntervention(.high)
        #expect(aCase.run { try $0.proposeClosure([.died], self.form7, by: siti, at: self.now) } == nil)
        aCase.run {
            try $0.approveClosure(allDiscussed: true, note: nil, assessment: nil, waivers: [], by: head, at: self.now)
        }
        aCase.run { try $0.terminate(ClosureTests().form8(client: nil), by: siti, at: self.now) }
        let events = try? aCase.close(by: siti, at: self.now)
        #expect(events?.flatMap { Case.notices(of: $0) }.map(\.kind) == ["file_review_needed"])
        aCase = aCase.applying(events ?? [])
        #expect(aCase.stage == .archived)
    }
}
