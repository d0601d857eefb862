import Testing
import Vocabulary

@testable import ServiceUnitDomain

@Suite struct ClosureTests {
    let form7 = Form7(note: "made up", knowsContact: true, understandsClosed: true)

    func form8(client: String? = "made up") -> Form8 {
        Form8(
            lastContact: t0.localDate,
            serviceStart: t0.localDate,
            reasonService: "made up",
            agreedProblemGoals: "made up",
            interventions: ["made up"],
            progress: "made up",
            unmetGoals: [],
            onwardReferral: [],
            reasonTermination: "made up",
            place: "Makassar",
            date: t0.localDate,
            signedByClient: client,
            signedByWorker: "siti",
            signedByHead: "hana",
            signedByCommunity: "made up"
        )
    }

    func approve(_ discussed: Bool = true, by actor: Actor = head) -> (Case) throws -> [Case.Event] {
        {
            try $0.approveClosure(
                allDiscussed: discussed,
                note: nil,
                assessment: form3(),
                waivers: [],
                by: actor,
                at: t0
            )
        }
    }

    @Test
    func
        `rule 27, S12 closure_proposed and S12 closure_approved: no closure without reason, without all discussed, without head_pksai`()
    {
        var aCase = evaluated(.low)
        #expect(aCase.run { try $0.proposeClosure([], self.form7, by: siti, at: t0) } == .missing)
        #expect(aCase.run { try $0.proposeClosure([.allGoals], self.form7, by: siti, at: t0) } == nil)
        #expect(aCase.run(self.approve(false)) == .missing)
        #expect(aCase.run(self.approve(by: supervisor)) == .notAllowed)
        #expect(aCase.run(self.approve()) == nil)
    }

    @Test func `rule 27: 18 is not automatic when a mental-development reason is recorded`() {
        var aCase = evaluated(.low)
        var form = self.form7
        form.mentalDevelopmentReason = "made up"
        #expect(aCase.run { try $0.proposeClosure([.age18], form, by: siti, at: t0) } == .ageNotAutomatic)
        #expect(aCase.run { try $0.proposeClosure([.age18], self.form7, by: siti, at: t0) } == nil)
    }

    @Test func `a case at level high is not closed`() {
        var aCase = evaluated(.high)
        aCase.run { try $0.proposeClosure([.allGoals], self.form7, by: siti, at: t0) }
        #expect(aCase.run(self.approve()) == .levelTooHigh)
    }

    @Test
    func
        `X19, S12 case_terminated, S12 case_closed, S12 step 6 and S12 step 7: Form 7, then Form 8 signed by all, then closed; only monitoring runs on`()
    {
        var aCase = evaluated(.low)
        #expect(aCase.run { try $0.close(by: siti, at: t0) } == .wrongOrder)
        aCase.run { try $0.proposeClosure([.allGoals], self.form7, by: siti, at: t0) }
        #expect(aCase.run { try $0.terminate(self.form8(), by: siti, at: t0) } == .wrongOrder)
        aCase.run(self.approve())
        #expect(aCase.run { try $0.close(by: siti, at: t0) } == .wrongOrder)
        #expect(aCase.run { try $0.terminate(self.form8(client: " "), by: siti, at: t0) } == .unsigned)
        #expect(aCase.run { try $0.terminate(self.form8(), by: siti, at: t0) } == nil)
        let now = t0.adding(days: 40)
        #expect(aCase.run { try $0.close(by: siti, at: now) } == nil)
        #expect(aCase.stage == .closedMonitoring)
        #expect(aCase.clocks.all.filter { $0.clock.isRunning }.map(\.name) == [.postMonitoring])
        #expect(aCase.clocks[.postMonitoring]?.dueAt == now.adding(months: 1))
        #expect(missed(aCase.wait(until: now.adding(months: 1)), .postMonitoring))
        #expect(aCase.run { try $0.recordHomeVisit(childMet: true, report: "x", by: siti, at: now) } == .over)
    }

    @Test func `transferred only after a handover; no_need only if every bad item is waived`() {
        var aCase = evaluated(.low)
        #expect(aCase.run { try $0.proposeClosure([.transferred], self.form7, by: siti, at: t0) } == .wrongOrder)
        aCase.hear(handedOver(at: t0.adding(hours: 6), kind: .ordinary), at: t0.adding(hours: 6))
        #expect(aCase.run { try $0.proposeClosure([.transferred], self.form7, by: siti, at: t0) } == nil)
        var need = evaluated(.low)
        need.run { try $0.proposeClosure([.noNeed], self.form7, by: siti, at: t0) }
        let form = form3(bad: ["b1_3"])
        #expect(
            need.run {
                try $0.approveClosure(allDiscussed: true, note: nil, assessment: form, waivers: [], by: head, at: t0)
            } == .itemsUncovered
        )
    }

    @Test func `D04: a complaint linked to a closed case reopens it, and clocks start anew`() {
        var closed = evaluated(.low)
        closed.run { try $0.proposeClosure([.allGoals], self.form7, by: siti, at: t0) }
        closed.run(self.approve())
        closed.run { try $0.terminate(self.form8(), by: siti, at: t0) }
        closed.run { try $0.close(by: siti, at: t0.adding(days: 40)) }
        let now = t0.adding(days: 60)
        var alias = Case(id: caseB)
        let other = ComplaintID(childID.uuid)
        alias.hear(registered(.high, at: now, id: caseB, complaintID: other, serial: 9002), at: now)
        let link = ComplaintLinkedToCase(
            complaintID: other,
            caseID: caseB,
            linkedTo: caseA,
            childID: childID,
            at: now.adding(hours: 1)
        )
        let (own, joined) = Case.link(link, alias: alias, target: closed, at: now.adding(hours: 1))
        alias = alias.applying(own)
        closed = closed.applying(joined)
        #expect(closed.stage != .closedMonitoring)
        #expect(!closed.isOver)
        #expect(closed.level == .high)
        #expect(closed.clocks[.contactSafety]?.dueAt == now.adding(hours: 24))
        #expect(closed.clocks[.protection]?.dueAt == now.adding(hours: 24))
        #expect(closed.clocks.isRunning(.plan))
        #expect(!closed.clocks.isRunning(.postMonitoring))
        #expect(closed.urgent?.phase == .raised)
    }

    @Test func `S12 steps 5–6: once closure is agreed the family is visited, then the contract ends`() {
        var aCase = evaluated(.low)
        aCase.run { try $0.proposeClosure([.allGoals], self.form7, by: siti, at: t0) }
        aCase.run(self.approve())
        #expect(aCase.run { try $0.scheduleHomeVisit(on: t0.localDate, by: siti, at: t0) } == nil)
        #expect(aCase.stage == .closureApproved && aCase.visitPlanned == t0.localDate)
        #expect(aCase.run { try $0.terminate(self.form8(), by: siti, at: t0) } == nil)
    }

    @Test
    func
        `S12 step 5 and F8: Form 8 tells of the last contact with the family, no earlier than the service and no later than today`()
    {
        var aCase = evaluated(.low)
        aCase.run { try $0.proposeClosure([.allGoals], self.form7, by: siti, at: t0) }
        aCase.run(self.approve())
        var form = self.form8()
        form.lastContact = form.serviceStart.adding(days: -1)
        let refused = #expect(throws: CaseRejection.self) { try aCase.terminate(form, by: siti, at: t0) }
        #expect(refused?.problems.map(\.pointer) == ["/form/last_contact"])
        form.lastContact = t0.localDate.adding(days: 1)
        let ahead = #expect(throws: CaseRejection.self) { try aCase.terminate(form, by: siti, at: t0) }
        #expect(ahead?.problems.map(\.pointer) == ["/form/last_contact"])
        #expect(aCase.stage == .closureApproved)
        form.lastContact = form.serviceStart
        #expect(aCase.run { try $0.terminate(form, by: siti, at: t0) } == nil)
    }
}
