import Testing
import Vocabulary

@testable import ServiceUnitDomain

@Suite struct AccompanyingTests {
    let now = t0.adding(hours: 6)

    @Test
    func
        `S05 home_visit_scheduled, S05 home_visit_completed and S05 step 2: a visit needs consent and an assignment letter`()
    {
        var aCase = Case(id: caseA)
        aCase.hear(registered(.low), at: t0)
        let plan = { (actor: Actor) in
            { (aCase: Case) throws -> [Case.Event] in
                try aCase.scheduleHomeVisit(on: self.now.localDate, by: actor, at: self.now)
            }
        }
        #expect(aCase.run(plan(supervisor)) == .noAssignment)
        aCase.run {
            try $0.assignWorker(user("siti"), workerRoles: siti.roles, letterNo: "ST-1", by: coordinator, at: t0)
        }
        #expect(aCase.run(plan(siti)) == .noConsent)
        aCase.run { try $0.recordConsent(consent(.willing(sharingWithPartners: true)), by: siti, at: t0) }
        #expect(aCase.run(plan(siti)) == nil)
        #expect(aCase.visitPlanned == self.now.localDate)
        aCase.run { try $0.recordHomeVisit(childMet: true, report: "x", by: siti, at: self.now) }
        #expect(aCase.visitPlanned == nil && aCase.homeVisited)
    }

    @Test func `S05 assessment_paused and S05 assessment_resumed: with reason, and no limit waits`() {
        var aCase = readyForAssessment(.high)
        let before = aCase.clocks
        #expect(aCase.run { try $0.pauseAssessment(reason: " ", by: siti, at: self.now) } == .missing)
        #expect(aCase.run { try $0.pauseAssessment(reason: "another call", by: siti, at: self.now) } == nil)
        #expect(aCase.clocks == before)
        #expect(aCase.run { try $0.pauseAssessment(reason: "x", by: siti, at: self.now) } == .wrongOrder)
        #expect(aCase.run { try $0.recordAssessment(form3(), by: siti, at: self.now) } == .wrongOrder)
        #expect(aCase.run { try $0.resumeAssessment(by: siti, at: self.now) } == nil)
        #expect(aCase.run { try $0.resumeAssessment(by: siti, at: self.now) } == .wrongOrder)
        #expect(aCase.run { try $0.recordAssessment(form3(), by: siti, at: self.now) } == nil)
    }

    @Test
    func
        `D08 follow_up_recorded, D09, clock follow_up and F4: Form 4 asks the child's view and sets the next date, a limit`()
    {
        var aCase = inIntervention(.low)
        let next = self.now.localDate.adding(days: 10)
        #expect(aCase.run { try $0.recordFollowUp(followUp(next: nil), by: siti, at: self.now) } == .missing)
        let past = self.now.localDate.adding(days: -1)
        #expect(aCase.run { try $0.recordFollowUp(followUp(next: past), by: siti, at: self.now) } == .invalid)
        #expect(aCase.run { try $0.recordFollowUp(followUp(next: next), by: siti, at: self.now) } == nil)
        #expect(aCase.clocks[.followUp]?.dueAt == next.end(in: .wita))
        var late = aCase
        #expect(missed(late.wait(until: next.end(in: .wita)), .followUp))
        let end = self.now.adding(days: 9)
        #expect(aCase.run { try $0.recordFollowUp(followUp(next: nil, last: true), by: siti, at: end) } == nil)
        #expect(!aCase.clocks.isRunning(.followUp))
    }

    @Test func `F4: everything that is missing is said at once, with its place in the message`() throws {
        var followUp = followUp(next: nil)
        followUp.form.summary = " "
        followUp.form.childViews = ""
        followUp.form.nextTime = nil
        followUp.form.nextPlace = nil
        let rejection = #expect(throws: CaseRejection.self) {
            try inIntervention(.low).recordFollowUp(followUp, by: siti, at: self.now)
        }
        let places = try #require(rejection).problems.map(\.pointer)
        #expect(
            places == ["/form/summary", "/form/child_views", "/next_date", "/form/next_time", "/form/next_place"]
        )
    }

    @Test func `a first form pins the versions the case is worked with, Form 4 too`() {
        var aCase = Case(id: caseA)
        aCase.hear(registered(.low), at: t0)
        let next = self.now.localDate.adding(days: 1)
        aCase.run { try $0.recordFollowUp(followUp(next: next), by: supervisor, at: self.now) }
        #expect(aCase.forms?["form4"] == 1)
    }

    @Test func `D08 plan_copy_given: once a plan is in force, to child or family`() {
        var none = readyForAssessment(.low)
        #expect(none.run { try $0.givePlanCopy(toChild: true, toFamily: true, by: siti, at: self.now) } == .wrongOrder)
        var aCase = inIntervention(.low)
        #expect(aCase.run { try $0.givePlanCopy(toChild: false, toFamily: false, by: siti, at: self.now) } == .missing)
        #expect(aCase.run { try $0.givePlanCopy(toChild: true, toFamily: false, by: siti, at: self.now) } == nil)
    }

    @Test func `S04 analysis_coordinated, S04 step 7 and S05 step 5: coordinator_pksai agrees to the plan`() {
        var none = readyForAssessment(.low)
        #expect(none.run { try $0.coordinateAnalysis(decision: "x", by: coordinator, at: self.now) } == .wrongOrder)
        var aCase = inIntervention(.low)
        #expect(aCase.run { try $0.coordinateAnalysis(decision: "x", by: siti, at: self.now) } == .notAllowed)
        #expect(aCase.run { try $0.coordinateAnalysis(decision: "agreed", by: coordinator, at: self.now) } == nil)
        #expect(aCase.analysisCoordinated)
    }

    @Test func `D08 case_manager_changed: a case changes hands only with a handover record`() {
        var aCase = inIntervention(.low)
        let change = { (handover: String?) in
            { (aCase: Case) throws -> [Case.Event] in
                try aCase.assignManager(
                    user("budi"),
                    workerRoles: budi.roles,
                    reason: "x",
                    handover: handover,
                    by: coordinator,
                    at: self.now
                )
            }
        }
        #expect(aCase.run(change(nil)) == .missing)
        #expect(aCase.manager == user("siti"))
        #expect(aCase.run(change("two visits are open")) == nil)
        #expect(aCase.manager == user("budi"))
    }

    @Test func `event file_audit_recorded: responsible_officer or secretary, with findings`() {
        var aCase = inIntervention(.low)
        #expect(aCase.run { try $0.auditFile(complete: true, findings: "x", by: siti, at: self.now) } == .notAllowed)
        #expect(aCase.run { try $0.auditFile(complete: true, findings: "", by: secretary, at: self.now) } == .missing)
        #expect(aCase.run { try $0.auditFile(complete: false, findings: "x", by: secretary, at: self.now) } == nil)
    }
}
