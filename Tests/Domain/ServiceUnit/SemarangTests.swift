import ProcedurePack
import Testing
import Vocabulary

@testable import ServiceUnitDomain

/// The same story in another city: only its data differ.
@Suite struct SemarangTests {
    private func begun(_ name: String, at level: RiskLevel) throws -> Case {
        let pack = try ProcedurePack.load(name)
        var aCase = Case(id: caseA)
        aCase.apply(.limitsAdopted(LimitsAdopted(pack: pack.reference, limits: pack.limits)))
        aCase.hear(registered(level), at: t0)
        return aCase
    }

    @Test func `a medium case of Semarang runs by Semarang's limits from contact to review`() throws {
        var aCase = try self.begun("semarang", at: .medium)
        #expect(aCase.pack == PackReference(name: "semarang", version: 1))
        #expect(aCase.clocks[.contactSafety]?.dueAt == t0.adding(hours: 48))
        #expect(aCase.clocks[.contactSafety]?.rule.hasPrefix("48 h, X02, because registered at") == true)
        aCase.hear(eligible(), at: t0.adding(hours: 1))
        #expect(aCase.clocks[.definitiveManager]?.dueAt == t0.adding(hours: 1).adding(days: 14))
        aCase.run {
            try $0.assignWorker(user("siti"), workerRoles: siti.roles, letterNo: "ST-1", by: coordinator, at: t0)
        }
        let at = t0.adding(hours: 2)
        aCase.run { try $0.recordSafetyAssessment(childSeen: true, childSpokenTo: true, safety, by: siti, at: at) }
        aCase.run { try $0.recordHomeVisit(childMet: true, report: "made up", by: siti, at: at) }
        aCase.run { try $0.recordConsent(consent(.willing(sharingWithPartners: true)), by: siti, at: at) }
        let form = form3()
        aCase.run { try $0.recordAssessment(form, by: siti, at: at) }
        #expect(aCase.clocks[.plan]?.warnAt == at.adding(days: 5))
        #expect(aCase.clocks[.plan]?.dueAt == at.adding(days: 10))
        aCase.run {
            try $0.draftPlan([action()], reviewDate: t0.localDate.adding(days: 80), by: siti, at: at.adding(hours: 1))
        }
        aCase.run {
            try $0.approvePlan(form: form, actions: [action()], waivers: [], by: head, at: at.adding(hours: 2))
        }
        #expect(aCase.stage == .inIntervention)
        #expect(aCase.clocks[.review]?.dueAt == at.adding(hours: 2).adding(months: 1))
    }

    @Test func `the same complaint in Makassar has 72 hours, and a case keeps its pack when the city adopts another`()
        throws
    {
        var makassar = try self.begun("makassar", at: .medium)
        #expect(makassar.clocks[.contactSafety]?.dueAt == t0.adding(hours: 72))
        // Units now started with Semarang's pack tell it nothing: the limits are the case's own.
        makassar.hear(leveled(.low, at: t0.adding(hours: 1)), at: t0.adding(hours: 1))
        makassar.hear(leveled(.medium, at: t0.adding(hours: 2)), at: t0.adding(hours: 2))
        #expect(makassar.clocks[.contactSafety]?.dueAt == t0.adding(hours: 72))
        #expect(makassar.pack?.name == "makassar")
    }

    @Test func `a low case of Semarang is reviewed after two months`() throws {
        var aCase = try self.begun("semarang", at: .low)
        aCase.hear(eligible(), at: t0.adding(hours: 1))
        let next = aCase.nextReview(from: t0, level: .low, agreed: nil)
        #expect(next.due == t0.adding(months: 2))
        #expect(next.rule.hasPrefix("2 months, X07, low"))
    }
}
