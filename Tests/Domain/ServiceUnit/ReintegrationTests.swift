import Testing
import Vocabulary

@testable import ServiceUnitDomain

@Suite struct ReintegrationTests {
    let now = t0.adding(days: 10)

    func started() -> Case {
        var aCase = inIntervention(.low)
        aCase.run { try $0.startReintegration(from: .shelter, documents: "x", by: siti, at: self.now) }
        return aCase
    }

    func ready(_ visited: Bool = true, _ heard: Bool = true, risk: Bool = false) -> (Case) throws -> [Case.Event] {
        {
            try $0.recordFamilyReady(
                visited: visited,
                childHeard: heard,
                openRisk: risk,
                findings: "x",
                by: siti,
                at: self.now
            )
        }
    }

    func monitored() -> Case {
        var aCase = self.started()
        aCase.run(self.ready())
        aCase.run { try $0.reunify(note: "x", by: siti, at: self.now) }
        aCase.run { try $0.resocialise(factsDisclosed: false, note: "x", by: siti, at: self.now) }
        aCase.run { try $0.monitorReintegration(findings: "x", by: siti, at: self.now) }
        return aCase
    }

    @Test
    func
        `S10 reintegration_started, S10 substitute_family_chosen, S10 family_ready_recorded, S10 steps 1–2: visited, child heard, no open risk; else a substitute family`()
    {
        var aCase = self.started()
        #expect(aCase.reintegration?.phase == .preparing)
        #expect(aCase.run(self.ready(false)) == .missing)
        #expect(aCase.run(self.ready(true, false)) == .missing)
        #expect(aCase.run(self.ready(risk: true)) == .wrongOrder)
        #expect(aCase.run { try $0.chooseSubstituteFamily(reason: "x", by: siti, at: self.now) } == .notAllowed)
        #expect(aCase.run { try $0.chooseSubstituteFamily(reason: "x", by: supervisor, at: self.now) } == nil)
        #expect(aCase.reintegration?.phase == .preparing && aCase.reintegration?.substituteFamily == true)
        #expect(aCase.run(self.ready()) == nil)
        #expect(aCase.reintegration?.phase == .familyReady)
    }

    @Test
    func
        `S10 child_reunified, S10 community_resocialised, S10 reintegration_monitored, S10 steps 3–5: the steps come in their order, monitoring as often as needed`()
    {
        var aCase = self.started()
        #expect(aCase.run { try $0.reunify(note: "x", by: siti, at: self.now) } == .wrongOrder)
        aCase.run(self.ready())
        #expect(
            aCase.run { try $0.resocialise(factsDisclosed: false, note: "x", by: siti, at: self.now) } == .wrongOrder
        )
        aCase.run { try $0.reunify(note: "x", by: siti, at: self.now) }
        #expect(
            aCase.run { try $0.resocialise(factsDisclosed: true, note: "x", by: siti, at: self.now) } == .notAllowed
        )
        aCase.run { try $0.resocialise(factsDisclosed: false, note: "x", by: siti, at: self.now) }
        #expect(
            aCase.run { try $0.evaluateReintegration(success: true, findings: "x", by: supervisor, at: self.now) }
                == .wrongOrder
        )
        for _ in 0..<2 { aCase.run { try $0.monitorReintegration(findings: "x", by: siti, at: self.now) } }
        #expect(aCase.reintegration?.visits == 2)
    }

    @Test
    func
        `S10 reintegration_evaluated, S10 closure_proposed, S10 plan_revised and S10 step 6: success leads to closure, failure to a new plan`()
    {
        let form7 = Form7(note: "x", knowsContact: true, understandsClosed: true)
        var aCase = self.monitored()
        #expect(aCase.run { try $0.proposeClosure([.allGoals], form7, by: siti, at: self.now) } == .wrongOrder)
        var failed = aCase
        #expect(
            aCase.run { try $0.evaluateReintegration(success: true, findings: "x", by: siti, at: self.now) }
                == .notAllowed
        )
        aCase.run { try $0.evaluateReintegration(success: true, findings: "x", by: supervisor, at: self.now) }
        #expect(aCase.run { try $0.proposeClosure([.allGoals], form7, by: siti, at: self.now) } == nil)
        failed.run { try $0.evaluateReintegration(success: false, findings: "x", by: supervisor, at: self.now) }
        #expect(failed.replanning)
        #expect(failed.run { try $0.proposeClosure([.allGoals], form7, by: siti, at: self.now) } == .wrongOrder)
        #expect(
            failed.run {
                try $0.revisePlan(
                    [action()],
                    reviewDate: self.now.localDate.adding(days: 9),
                    reason: "x",
                    by: siti,
                    at: self.now
                )
            } == nil
        )
        #expect(failed.reintegration == nil && !failed.replanning)
    }

    @Test func `S10 risk_level_changed: after a return that failed, a raised level starts the clocks of danger anew`() {
        var aCase = self.monitored()
        aCase.run { try $0.evaluateReintegration(success: false, findings: "x", by: supervisor, at: self.now) }
        #expect(!aCase.clocks.isRunning(.contactSafety) && !aCase.clocks.isRunning(.protection))
        let raise = { (actor: Actor) in
            { (aCase: Case) throws -> [Case.Event] in
                try aCase.changeRiskLevel(to: .high, consulted: user("siti"), reason: "x", by: actor, at: self.now)
            }
        }
        #expect(aCase.run(raise(siti)) == .notAllowed)
        #expect(aCase.run(raise(head)) == nil)
        #expect(aCase.level == .high)
        for clock in [ClockName.contactSafety, .protection] {
            #expect(aCase.clocks[clock]?.dueAt == self.now.adding(hours: 24), "\(clock)")
        }
        #expect(aCase.replanning && aCase.stage == .inIntervention)
    }
}
