import Testing
import Vocabulary

@testable import ServiceUnitDomain

@Suite struct MonitoringTests {
    let end = t0.adding(days: 40)

    @Test func `X19, S12 post_monitoring_recorded and F6: Form 6 after one and three months, then archived`() {
        var aCase = closed(at: self.end)
        #expect(aCase.stage == .closedMonitoring)
        #expect(aCase.run { try $0.recordPostMonitoring(form6(), by: siti, at: self.end) } == .wrongOrder)
        for month in [1, 3] {
            let due = self.end.adding(months: month)
            #expect(aCase.clocks[.postMonitoring]?.dueAt == due)
            #expect(aCase.run { try $0.approvePostMonitoring(by: head, at: due) } == .wrongOrder)
            #expect(aCase.run { try $0.recordPostMonitoring(form6(), by: siti, at: due) } == nil)
            #expect(aCase.run { try $0.approvePostMonitoring(by: supervisor, at: due) } == .notAllowed)
            #expect(aCase.run { try $0.approvePostMonitoring(by: head, at: due) } == nil)
        }
        #expect(aCase.stage == .archived)
        #expect(aCase.clocks.all.allSatisfy { !$0.clock.isRunning })
    }

    @Test func `F6: everything that is missing is said at once, with its place in the message`() throws {
        var form = form6(goalsKept: false, atRisk: true)
        form.place = ""
        form.participants = []
        form.goalsNote = nil
        form.riskNote = nil
        form.date = t0.localDate.adding(days: 4_000)
        let rejection = #expect(throws: CaseRejection.self) {
            try closed(at: self.end).recordPostMonitoring(form, by: siti, at: self.end.adding(months: 1))
        }
        let places = try #require(rejection).problems.map(\.pointer)
        #expect(
            places == ["/form/place", "/form/participants", "/form/goals_note", "/form/risk_note", "/form/date"]
        )
    }

    @Test func `clock post_monitoring and S12 post_monitoring_due: due at one month, with who is told`() {
        var aCase = closed(at: self.end)
        let rung = aCase.wait(until: self.end.adding(months: 1))
        #expect(missed(rung, .postMonitoring))
        #expect(
            rung.contains(
                .postMonitoringDue(PostMonitoringDue(caseID: caseA, month: 1, at: self.end.adding(months: 1)))
            )
        )
        #expect(aCase.stage == .closedMonitoring)
    }

    @Test func `rule 28: Form 6 at risk reopens at least at medium; clocks restart, history goes on`() {
        var aCase = closed(at: self.end)
        let now = self.end.adding(months: 1)
        aCase.run { try $0.recordPostMonitoring(form6(atRisk: true), by: siti, at: now) }
        #expect(aCase.stage == .closedMonitoring)
        #expect(aCase.run { try $0.approvePostMonitoring(by: head, at: now) } == nil)
        #expect(aCase.stage == .assigned)
        #expect(aCase.level == .medium)
        #expect(aCase.clocks[.contactSafety]?.dueAt == now.adding(hours: 72))
        #expect(aCase.clocks.isRunning(.plan))
        #expect(!aCase.clocks.isRunning(.postMonitoring))
        #expect(aCase.consent.status == .none)
        #expect(aCase.registeredAt == t0 && aCase.assessment != nil)
        #expect(
            aCase.run { try $0.draftPlan([action()], reviewDate: now.localDate.adding(days: 9), by: siti, at: now) }
                == .wrongOrder
        )
        // Nor does the plan from before come into force again.
        #expect(
            aCase.run { try $0.approvePlan(form: form3(), actions: [action()], waivers: [], by: head, at: now) }
                == .wrongOrder
        )
    }

    @Test func `D09 and clock reopen_decision: goals lost ask head_pksai within 7 days to reopen or refer`() {
        var aCase = closed(at: self.end)
        let now = self.end.adding(months: 1)
        aCase.run { try $0.recordPostMonitoring(form6(goalsKept: false), by: siti, at: now) }
        aCase.run { try $0.approvePostMonitoring(by: head, at: now) }
        #expect(aCase.clocks[.reopenDecision]?.dueAt == now.adding(days: 7))
        #expect(aCase.stage == .closedMonitoring)
        var late = aCase
        #expect(missed(late.wait(until: now.adding(days: 7)), .reopenDecision))
        var referred = aCase
        let decide = { (reopen: Bool, to: String?) in
            { (aCase: Case) throws -> [Case.Event] in
                try aCase.decideReopening(reopen: reopen, reason: "x", referredTo: to, by: head, at: now)
            }
        }
        #expect(referred.run(decide(false, nil)) == .missing)
        #expect(referred.run(decide(false, "r20")) == nil)
        #expect(!referred.clocks.isRunning(.reopenDecision))
        #expect(referred.clocks[.postMonitoring]?.dueAt == self.end.adding(months: 3))
        #expect(aCase.run(decide(true, nil)) == nil)
        #expect(aCase.stage == .assigned)
        #expect(!aCase.clocks.isRunning(.reopenDecision))
    }

    @Test func `S12 case_reopened: head_pksai may reopen an archived case, nobody else`() {
        var aCase = closed(at: self.end)
        let now = self.end.adding(months: 7)
        #expect(
            aCase.run {
                try $0.decideReopening(reopen: true, reason: "x", referredTo: nil, by: supervisor, at: now)
            } == .notAllowed
        )
        #expect(
            aCase.run { try $0.decideReopening(reopen: true, reason: "x", referredTo: nil, by: head, at: now) } == nil
        )
        #expect(aCase.stage == .assigned)
        #expect(
            aCase.run { try $0.decideReopening(reopen: true, reason: "x", referredTo: nil, by: head, at: now) }
                == .wrongOrder
        )
    }
}
