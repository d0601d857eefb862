import ReferralDomain
import Testing
import Vocabulary

/// What intake and identification say of a case reaches its open referrals (domain.md §6.14).
@Suite struct ReferredCaseTests {
    @Test
    func
        `events emergency_flagged, risk_level_assigned, residency_verified, service_level_recommended and case_registered: reach an open referral as codes, and danger brings its limit nearer`()
        throws
    {
        var journey = try Journey.outOfCity(level: .low)
        let before = try #require(journey.referral.clocks[.referral]?.dueAt)
        let number = CaseNumber(year: 2026, serial: 9001)
        let at = Fixture.friday.adding(hours: 2)
        let changed = ReferredCaseChanged(
            caseID: Fixture.caseID,
            riskLevel: .high,
            emergency: true,
            residency: .nonResident,
            serviceLevel: .tertiary,
            registrationNo: number,
            at: at
        )
        journey.hear { $0.learn(changed, limits: Fixture.limits) }
        #expect(journey.referral.level == .high && journey.referral.waitsForProtection)
        #expect(journey.referral.subject?.registrationNo == number)
        #expect(journey.referral.facts.residency == .nonResident && journey.referral.facts.serviceLevel == .tertiary)
        let after = try #require(journey.referral.clocks[.referral]?.dueAt)
        #expect(after < before && after == at.adding(hours: Fixture.limits.referralUrgentHours))
        #expect(journey.referral.learn(changed, limits: Fixture.limits).isEmpty, "told twice, it is noted once")
        var file = CaseFile(id: Fixture.caseID)
        file = file.applying(file.learn(.referredCaseChanged(changed)))
        #expect(file.facts.registrationNo == number && file.learn(.referredCaseChanged(changed)).isEmpty)
    }
}
