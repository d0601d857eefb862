import Testing
import Vocabulary

@testable import ServiceUnitDomain

/// Each clock of the service unit: what starts and stops it, when it warns and passes, which rule says so.
@Suite struct ClockTests {
    @Test(arguments: [(RiskLevel.high, 24), (.medium, 72), (.low, 120)])
    func
        `clock contact_safety: 24, 72 or 120 hours from registration, a warning at three quarters, stopped by the child seen`(
            level: RiskLevel,
            hours: Int
        ) throws
    {
        var aCase = Case(id: caseA)
        aCase.hear(registered(level), at: t0)
        let clock = try #require(aCase.clocks[.contactSafety])
        #expect(clock.dueAt == t0.adding(hours: hours))
        #expect(clock.warnAt == t0.adding(minutes: hours * 45))
        #expect(clock.rule.hasPrefix("\(hours) h, X02, because registered at"))
        aCase.hear(eligible(), at: t0.adding(hours: 1))
        aCase.run { try $0.assignWorker(user("siti"), workerRoles: siti.roles, letterNo: "1", by: coordinator, at: t0) }
        aCase.run {
            try $0.recordSafetyAssessment(
                childSeen: true,
                childSpokenTo: true,
                safety,
                by: siti,
                at: t0.adding(hours: 2)
            )
        }
        #expect(aCase.clocks[.contactSafety]?.phase == .stopped)
        #expect(!missed(aCase.wait(until: t0.adding(hours: 500)), .contactSafety))
    }

    @Test func `clock contact_safety: of several rules the strictest wins, and its text says which lost`() throws {
        var aCase = Case(id: caseA)
        aCase.hear(registered(.low), at: t0)
        let raised = t0.adding(days: 3)
        aCase.hear(leveled(.high, at: raised), at: raised)
        let up = try #require(aCase.clocks[.contactSafety])
        #expect(up.dueAt == raised.adding(hours: 24))
        #expect(up.rule.hasPrefix("24 h, X02, because raised to high at \(raised)"))
        #expect(up.rule.hasSuffix("; stricter than 120 h, X02, until \(t0.adding(hours: 120))"))
        // On the last day the old limit is the earlier one: it stays, and says what it beat.
        var late = Case(id: caseA)
        late.hear(registered(.low), at: t0)
        late.hear(leveled(.high, at: t0.adding(hours: 110)), at: t0.adding(hours: 110))
        let kept = try #require(late.clocks[.contactSafety])
        #expect(kept.dueAt == t0.adding(hours: 120))
        #expect(kept.rule.contains("; stricter than 24 h, X02, until \(t0.adding(hours: 134))"))
    }

    @Test func `clock protection: 24 hours at level high, a warning after 12, from registration or from the raise`()
        throws
    {
        var aCase = Case(id: caseA)
        aCase.hear(registered(.medium), at: t0)
        #expect(aCase.clocks[.protection] == nil)
        let raised = t0.adding(hours: 5)
        aCase.hear(leveled(.high, at: raised), at: raised)
        let clock = try #require(aCase.clocks[.protection])
        #expect(clock.warnAt == raised.adding(hours: 12))
        #expect(clock.dueAt == raised.adding(hours: 24))
        #expect(clock.rule == "24 h, X03, because raised to high at \(raised)")
        aCase.hear(handedOver(at: raised.adding(hours: 3)), at: raised.adding(hours: 3))
        #expect(aCase.clocks[.protection]?.phase == .stopped)
    }

    @Test(arguments: [(RiskLevel.high, 2, nil as Int?), (.medium, 14, 7), (.low, 14, nil)])
    func `clock plan: from the finished assessment, stopped by the approved plan`(
        level: RiskLevel,
        days: Int,
        warning: Int?
    ) throws {
        var aCase = readyForAssessment(level)
        let start = t0.adding(hours: 3)
        aCase.run { try $0.recordAssessment(form3(), by: siti, at: start) }
        let clock = try #require(aCase.clocks[.plan])
        #expect(clock.dueAt == start.adding(days: days))
        #expect(clock.warnAt == warning.map { start.adding(days: $0) })
        #expect(clock.rule.hasPrefix("\(days) d, X04, because"))
        #expect(inIntervention(level).clocks[.plan]?.phase == .stopped)
    }

    @Test func `clock review: the level's interval, the agreed date or three months, and its text says which lost`() {
        let aCase = inIntervention(.low)
        let start = t0.adding(hours: 5)
        let own = aCase.nextReview(from: start, level: .medium, agreed: nil)
        #expect(own.due == start.adding(months: 1))
        #expect(own.rule == "1 month, X07, medium; stricter than 3 months, T15, at the latest")
        let date = start.localDate.adding(days: 9)
        let agreed = aCase.nextReview(from: start, level: .medium, agreed: date)
        #expect(agreed.due == date.end)
        #expect(agreed.rule.hasPrefix("X07, the date agreed, \(date); stricter than"))
        #expect(agreed.rule.contains("1 month, X07, medium"))
        #expect(aCase.clocks[.review]?.warnAt == aCase.clocks[.review]?.dueAt.adding(days: -1))
    }

    @Test func `clock definitive_manager: from the eligible case, stopped by the manager's appointment`() {
        var aCase = Case(id: caseA)
        aCase.hear(registered(.low), at: t0)
        #expect(aCase.clocks[.definitiveManager] == nil)
        aCase.hear(eligible(), at: t0.adding(hours: 1))
        #expect(aCase.clocks[.definitiveManager]?.rule.contains("X13, because the case is eligible since") == true)
        aCase.run {
            try $0.assignManager(
                user("siti"),
                workerRoles: siti.roles,
                reason: nil,
                by: coordinator,
                at: t0.adding(hours: 2)
            )
        }
        #expect(aCase.clocks[.definitiveManager]?.phase == .stopped)
    }

    @Test func `clock consent_deferred: 72 hours, stopped by the answer`() {
        var aCase = Case(id: caseA)
        aCase.hear(registered(.high), at: t0)
        aCase.hear(eligible(), at: t0)
        aCase.run { try $0.assignWorker(user("siti"), workerRoles: siti.roles, letterNo: "1", by: coordinator, at: t0) }
        aCase.run { try $0.recordConsent(consent(.deferred(reason: "made up")), by: siti, at: t0) }
        #expect(aCase.clocks[.consentDeferred]?.dueAt == t0.adding(hours: 72))
        aCase.run {
            try $0.recordConsent(consent(.willing(sharingWithPartners: true)), by: siti, at: t0.adding(hours: 9))
        }
        #expect(!aCase.clocks.isRunning(.consentDeferred))
    }

    @Test(arguments: 0..<30) func `rule 30: told twice and in any order, the same facts give the same clocks`(seed: Int)
    {
        var random = SeededGenerator(state: UInt64(seed) &+ 31)
        let facts = [
            registered(.low), leveled(.medium, at: t0.adding(hours: 2)), flagged(at: t0.adding(hours: 4)),
            eligible(at: t0.adding(hours: 1)), handedOver(at: t0.adding(hours: 6)),
        ]
        let now = t0.adding(hours: 7)
        var expected = Case(id: caseA)
        for fact in facts { expected.hear(fact, at: now) }
        var aCase = Case(id: caseA)
        for fact in (facts + facts).shuffled(using: &random) { aCase.hear(fact, at: now) }
        for name in [ClockName.contactSafety, .protection, .definitiveManager] {
            #expect(aCase.clocks[name]?.dueAt == expected.clocks[name]?.dueAt, "\(name)")
            #expect(aCase.clocks[name]?.phase == expected.clocks[name]?.phase, "\(name)")
            #expect(aCase.clocks[name]?.rule == expected.clocks[name]?.rule, "\(name)")
        }
    }
}
