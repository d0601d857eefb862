import Testing
import Vocabulary

@testable import ServiceUnitDomain

/// The referral unit hears codes of cases that are with it, and of no other (domain.md §6.14, §10.4).
@Suite struct ReferredCaseTests {
    private func told(_ aCase: Case, _ event: Case.Event) -> ReferredCaseChanged? {
        let after = aCase.applying([event])
        return after.changeForReferral(by: event, since: aCase)
    }

    @Test func `of a case with nothing asked outside, referral hears nothing`() {
        var aCase = Case(id: caseA)
        aCase.hear(registered(.low), at: t0)
        #expect(self.told(aCase, leveled(.high, at: t0.adding(hours: 1))) == nil)
        #expect(self.told(aCase, flagged(at: t0.adding(hours: 1))) == nil)
    }

    @Test func `of a case with an open referral it hears what changed, once`() {
        var aCase = Case(id: caseA)
        aCase.hear(registered(.low), at: t0)
        aCase.hear(notEligible(at: t0.adding(hours: 1)), at: t0.adding(hours: 1))
        let at = t0.adding(hours: 2)
        let changed = self.told(aCase, leveled(.high, at: at))
        #expect(changed?.riskLevel == .high && changed?.at == at)
        aCase.apply(leveled(.high, at: at))
        #expect(self.told(aCase, leveled(.high, at: at)) == nil)
        #expect(self.told(aCase, flagged(at: at.adding(hours: 1)))?.emergency == true)
    }
}
