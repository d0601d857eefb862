import Testing
import Vocabulary

@testable import ServiceUnitDomain

@Suite struct WithdrawalTests {
    func withdrawn(_ level: RiskLevel = .low, at now: Instant = t0.adding(days: 1)) -> Case {
        var aCase = inIntervention(level)
        aCase.hear(handedOver(at: t0.adding(hours: 9), kind: .ordinary), at: t0.adding(hours: 9))
        aCase.run { try $0.withdrawConsent(reason: "made up", by: siti, at: now) }
        return aCase
    }

    func acknowledge(_ aCase: inout Case, _ holder: String, at now: Instant) {
        let withdrawnAt = aCase.withdrawal?.at ?? now
        let event = WithdrawalAcknowledged(caseID: caseA, holder: holder, withdrawnAt: withdrawnAt, at: now)
        aCase.hear(.withdrawalAcknowledged(event), at: now)
    }

    @Test func `D08 consent_withdrawn: sharing stops at once and every holder is named`() {
        let wish = Case.ReferralWish(
            kind: .ordinary,
            need: .education,
            wishedProvider: nil,
            problem: "x",
            doneSoFar: nil,
            helpWanted: nil
        )
        var aCase = self.withdrawn()
        #expect(aCase.consent.status == .withdrawn)
        #expect(aCase.withdrawal?.waiting == ["identification", "intake", "referral", "r01"])
        #expect(
            aCase.run { try $0.planReferral(wish, id: referralID, actionID: "a1", by: siti, at: t0.adding(days: 2)) }
                == .noConsent
        )
        #expect(aCase.run { try $0.recordAssessment(form3(), by: siti, at: t0.adding(days: 2)) } == .noConsent)
    }

    @Test
    func
        `D08 consent_withdrawn: the family holds nothing to give back; who of the community took the child on is told by hand`()
    {
        for (kind, waits) in [(ReferralKind.toFamily, false), (.community, true)] {
            var aCase = inIntervention(.low)
            let wish = Case.ReferralWish(
                kind: kind,
                need: .parenting,
                wishedProvider: nil,
                problem: "x",
                doneSoFar: nil,
                helpWanted: nil
            )
            let now = t0.adding(hours: 8)
            #expect(aCase.run { try $0.planReferral(wish, id: referralID, actionID: "a1", by: siti, at: now) } == nil)
            let accepted = ReferralAccepted(referralID: referralID, caseID: caseA, institution: "rt_rw", at: now)
            aCase.hear(.referralAccepted(accepted), at: now)
            aCase.run { try $0.withdrawConsent(reason: nil, by: siti, at: now) }
            #expect(aCase.withdrawal?.waiting.contains("rt_rw") == waits)
            let told = aCase.news(of: .consentWithdrawn(ConsentWithdrawn(caseID: caseA, at: now)))
            #expect((told?.notice.roles == [.referralOfficer]) == waits)
            for holder in ["identification", "intake", "referral"] { self.acknowledge(&aCase, holder, at: now) }
            #expect(aCase.clocks.isRunning(.withdrawalAcknowledgement) == waits)
            guard waits else { continue }
            let officer = actor("rina", .referralOfficer)
            #expect(
                aCase.run { try $0.acknowledgeWithdrawal(for: "rt_rw", institution: nil, by: officer, at: now) } == nil
            )
            #expect(!aCase.clocks.isRunning(.withdrawalAcknowledgement))
        }
    }

    @Test func `clock withdrawal_acknowledgement: every unit and partner within 72 h, else leadership is told`() {
        let now = t0.adding(days: 1)
        var aCase = self.withdrawn(at: now)
        #expect(aCase.clocks[.withdrawalAcknowledgement]?.dueAt == now.adding(hours: 72))
        for holder in ["identification", "intake", "referral"] { self.acknowledge(&aCase, holder, at: now) }
        #expect(aCase.clocks.isRunning(.withdrawalAcknowledgement))
        let partner = Actor(username: "dewi", roles: [.focalPoint], institution: "r01")
        var held = aCase
        #expect(missed(held.wait(until: now.adding(hours: 72)), .withdrawalAcknowledgement))
        #expect(
            aCase.run { try $0.acknowledgeWithdrawal(for: nil, institution: "r07", by: partner, at: now) } == .invalid
        )
        #expect(aCase.run { try $0.acknowledgeWithdrawal(for: nil, institution: "r01", by: partner, at: now) } == nil)
        #expect(!aCase.clocks.isRunning(.withdrawalAcknowledgement))
        #expect(aCase.withdrawal?.waiting.isEmpty == true)
    }

    @Test func `clock withdrawal_decision: head_pksai decides on the rest within 7 days`() {
        let now = t0.adding(days: 1)
        var aCase = self.withdrawn(at: now)
        #expect(aCase.clocks[.withdrawalDecision]?.dueAt == now.adding(days: 7))
        #expect(
            aCase.run { try $0.decideWithdrawal(protect: true, reason: "x", by: supervisor, at: now) } == .notAllowed
        )
        var protected = aCase
        #expect(protected.run { try $0.decideWithdrawal(protect: true, reason: "x", by: head, at: now) } == nil)
        #expect(protected.consent.protectAnyway && !protected.isOver)
        #expect(!protected.clocks.isRunning(.withdrawalDecision))
        #expect(aCase.run { try $0.decideWithdrawal(protect: false, reason: "x", by: head, at: now) } == nil)
        #expect(aCase.stage == .closedRefused)
        // Holders still owe their word.
        #expect(aCase.clocks.isRunning(.withdrawalAcknowledgement))
    }

    @Test func `consent given anew ends the withdrawal`() {
        var aCase = self.withdrawn()
        let now = t0.adding(days: 2)
        aCase.run { try $0.recordConsent(consent(.willing(sharingWithPartners: false)), by: siti, at: now) }
        #expect(aCase.consent.status == .given)
        #expect(!aCase.clocks.isRunning(.withdrawalDecision))
        #expect(aCase.run { try $0.decideWithdrawal(protect: true, reason: "x", by: head, at: now) } == .wrongOrder)
    }

    @Test
    func `D08 consent_withdrawn: a partner that declined is waited for like the one that took the child`() {
        var aCase = inIntervention(.low)
        let now = t0.adding(days: 1)
        aCase.hear(.referralSent(self.sent(to: "r02", at: t0.adding(hours: 6))), at: now)
        let declined = ReferralDeclined(
            referralID: referralID,
            caseID: caseA,
            institution: "r02",
            reason: .noCapacity,
            at: t0.adding(hours: 7)
        )
        aCase.hear(.referralDeclined(declined), at: now)
        aCase.hear(.referralSent(self.sent(to: "r01", at: t0.adding(hours: 8))), at: now)
        aCase.hear(handedOver(at: t0.adding(hours: 9), kind: .ordinary), at: now)
        aCase.run { try $0.withdrawConsent(reason: nil, by: siti, at: now) }
        for holder in ["identification", "intake", "referral", "r01"] { self.acknowledge(&aCase, holder, at: now) }
        #expect(aCase.withdrawal?.waiting == ["r02"])
        #expect(aCase.clocks.isRunning(.withdrawalAcknowledgement))
        self.acknowledge(&aCase, "r02", at: now)
        #expect(!aCase.clocks.isRunning(.withdrawalAcknowledgement))
        // What was deleted is not asked back twice.
        #expect(aCase.holders == ["identification", "intake", "referral"])
    }

    @Test(arguments: [false, true])
    func `event referral_declined: sent again to another partner, it stands as sent, whichever word comes first`(
        isSentFirst: Bool
    ) {
        var aCase = inIntervention(.low)
        let now = t0.adding(days: 1)
        let declined = Case.Event.referralDeclined(
            ReferralDeclined(
                referralID: referralID,
                caseID: caseA,
                institution: "r02",
                reason: .noCapacity,
                at: t0.adding(hours: 7)
            )
        )
        let again = Case.Event.referralSent(self.sent(to: "r01", at: t0.adding(hours: 8)))
        aCase.hear(.referralSent(self.sent(to: "r02", at: t0.adding(hours: 6))), at: now)
        for word in isSentFirst ? [again, declined] : [declined] { aCase.hear(word, at: now) }
        if !isSentFirst {
            #expect(aCase.referrals.first?.phase == .declined)
            aCase.hear(again, at: now)
        }
        #expect(aCase.referrals.first?.phase == .sent)
        #expect(aCase.referrals.first?.institution == "r01")
        #expect(aCase.referrals.first?.sentTo == ["r02", "r01"])
        #expect(aCase.take(again, at: now).isEmpty && aCase.take(declined, at: now).isEmpty)
    }

    private func sent(to partner: String, at: Instant) -> ReferralSent {
        ReferralSent(referralID: referralID, caseID: caseA, institution: partner, urgent: false, at: at)
    }

    @Test func `only consent given can be withdrawn`() {
        var aCase = Case(id: caseA)
        aCase.hear(registered(.low), at: t0)
        #expect(aCase.run { try $0.withdrawConsent(reason: nil, by: supervisor, at: t0) } == .wrongOrder)
    }

    @Test func `rule 13: a refusal whose level rises later still needs leadership's decision`() {
        var aCase = readyForAssessment(.low)
        aCase = Case(id: caseA)
        aCase.hear(registered(.low), at: t0)
        aCase.run {
            try $0.assignWorker(user("siti"), workerRoles: siti.roles, letterNo: "ST-1", by: coordinator, at: t0)
        }
        aCase.run { try $0.recordConsent(consent(.notWilling), by: siti, at: t0) }
        #expect(!aCase.consent.reviewRequested)
        aCase.hear(leveled(.high, at: t0.adding(hours: 1)), at: t0.adding(hours: 1))
        #expect(aCase.consent.reviewRequested)
        #expect(aCase.run { try $0.close(by: head, at: t0.adding(hours: 2)) } == .levelTooHigh)
    }

    @Test func `rule 11 and rule 12: an indirect complaint has no consent before a worker is sent`() {
        var aCase = Case(id: caseA)
        guard case .complaintRegistered(var told) = registered(.low) else { return }
        told.path = .indirect
        aCase.hear(.complaintRegistered(told), at: t0)
        let willing = consent(.willing(sharingWithPartners: true))
        #expect(aCase.run { try $0.recordConsent(willing, by: supervisor, at: t0) } == .noAssignment)
        aCase.run {
            try $0.assignWorker(user("siti"), workerRoles: siti.roles, letterNo: "ST-1", by: coordinator, at: t0)
        }
        #expect(aCase.run { try $0.recordConsent(willing, by: siti, at: t0) } == nil)
    }
}
