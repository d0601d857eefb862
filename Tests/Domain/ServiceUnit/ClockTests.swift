import RuleTestSupport
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
        // Of two that are due at once neither is the stricter.
        var same = Case(id: caseA)
        same.hear(registered(.high), at: t0)
        same.hear(leveled(.high, at: t0), at: t0)
        #expect(same.clocks[.contactSafety]?.rule.contains("stricter") == false)
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
        #expect(agreed.due == date.end(in: .wita))
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

    @Test func `clock definitive_manager, X13: the end of the next meeting, when that comes before the pack's days`()
        throws
    {
        let since = t0.adding(hours: 1)
        var aCase = Case(id: caseA)
        aCase.hear(registered(.low), at: t0)
        aCase.hear(eligible(at: since), at: since)
        let fallback = since.adding(days: 7)
        #expect(aCase.clocks[.definitiveManager]?.dueAt == fallback)
        var meeting = Meeting(id: meetingID)
        let listed = aCase
        meeting.attempt { try $0.schedule(at: t0.adding(days: 2), lasting: 100, [listed], by: secretary, at: since) }
        let end = t0.adding(days: 2).adding(minutes: 100)
        #expect(meeting.endsAt == end)
        let told = CaseListed(meetingID: meetingID, caseID: caseA, reasons: [.noManager], at: since)
        let awaited = try #require(meeting.awaited(by: told))
        #expect(awaited == MeetingAwaited(caseID: caseA, meetingID: meetingID, endsAt: end, at: since))
        aCase.hear(.meetingAwaited(awaited), at: since)
        let clock = try #require(aCase.clocks[.definitiveManager])
        #expect(clock.dueAt == end)
        #expect(clock.rule.hasPrefix("next meeting, X13, because it ends at \(end)"))
        #expect(clock.rule.hasSuffix("; stricter than 7 d, X13, until \(fallback)"))
        #expect(missed(aCase.wait(until: end), .definitiveManager))
        // A later meeting gives no time again.
        let later = MeetingAwaited(caseID: caseA, meetingID: meetingID, endsAt: end.adding(days: 2), at: end)
        aCase.hear(.meetingAwaited(later), at: end)
        #expect(aCase.clocks[.definitiveManager]?.dueAt == end)
    }

    @Test func `clock definitive_manager: a case found eligible waits for the next meeting that is planned already`() {
        var later = Meeting(id: MeetingID(complaint.uuid))
        later.attempt { try $0.schedule(at: t0.adding(days: 5), lasting: 100, [], by: secretary, at: t0) }
        var next = Meeting(id: meetingID)
        next.attempt { try $0.schedule(at: t0.adding(days: 3), lasting: nil, [], by: secretary, at: t0) }
        var aCase = Case(id: caseA)
        aCase.hear(registered(.low), at: t0)
        #expect(aCase.awaiting([later, next], at: t0).isEmpty)
        aCase.hear(eligible(), at: t0.adding(hours: 1))
        for event in aCase.awaiting([later, next], at: t0.adding(hours: 1)) { aCase.apply(event) }
        // Where no minutes are printed, the meeting's day.
        #expect(aCase.clocks[.definitiveManager]?.dueAt == t0.adding(days: 3).localDate.end(in: .wita))
        let afterwards = t0.adding(days: 4)
        #expect(Case(id: caseA).awaiting([next], at: afterwards).isEmpty && !next.isAhead(at: afterwards))
    }

    @Test func `the pack says when contact and review warn`() throws {
        var limits = ProcedureLimits()
        limits.contactWarnPercent = 50
        limits.reviewWarnDays = 3
        var aCase = Case(id: caseA)
        let pack = PackReference(name: "elsewhere", version: 1)
        aCase.apply(.limitsAdopted(LimitsAdopted(pack: pack, limits: limits)))
        aCase.hear(registered(.medium), at: t0)
        #expect(aCase.clocks[.contactSafety]?.warnAt == t0.adding(hours: 36))
        let due = t0.adding(days: 20)
        #expect(aCase.reviewWarning(t0, due) == due.adding(days: -3))
        #expect(aCase.reviewWarning(due.adding(days: -2), due) == nil)
    }

    @Test func `clock plan: raised to high, the strictest limit holds and its text says which lost`() throws {
        var aCase = readyForAssessment(.low)
        let start = t0.adding(hours: 3)
        aCase.run { try $0.recordAssessment(form3(), by: siti, at: start) }
        let raised = t0.adding(days: 1)
        let change = Case.Event.riskLevelChanged(
            RiskLevelChanged(caseID: caseA, from: .low, to: .high, reason: "x", by: user("siti"), at: raised)
        )
        aCase.apply(change)
        let clock = try #require(aCase.clocks[.plan])
        #expect(clock.dueAt == raised.adding(days: 2))
        #expect(
            clock.rule
                == "2 d, X04, because raised to high at \(raised); stricter than 14 d, X04, until \(start.adding(days: 14))"
        )
        let once = aCase
        aCase.apply(change)
        #expect(aCase.clocks == once.clocks)
        // Raised a day before the old limit, that one is the stricter and says so.
        var late = readyForAssessment(.low)
        late.run { try $0.recordAssessment(form3(), by: siti, at: start) }
        let lastDay = start.adding(days: 13)
        late.apply(
            .riskLevelChanged(
                RiskLevelChanged(caseID: caseA, from: .low, to: .high, reason: "x", by: user("siti"), at: lastDay)
            )
        )
        #expect(late.clocks[.plan]?.dueAt == start.adding(days: 14))
        #expect(late.clocks[.plan]?.rule.contains("; stricter than 2 d, X04, until") == true)
    }

    @Test(arguments: ["follow_up", "post_monitoring", "withdrawal_acknowledgement", "definitive_manager", "plan"])
    func `every limit that passes says which rule set it and why`(name: String) throws {
        var aCase: Case
        let now = t0.adding(hours: 6)
        switch name {
        case "follow_up":
            aCase = inIntervention(.low)
            aCase.run { try $0.recordFollowUp(followUp(next: now.localDate.adding(days: 1)), by: siti, at: now) }
        case "post_monitoring": aCase = closed()
        case "withdrawal_acknowledgement":
            aCase = inIntervention(.low)
            aCase.run { try $0.withdrawConsent(reason: nil, by: siti, at: now) }
        case "definitive_manager":
            aCase = Case(id: caseA)
            aCase.hear(registered(.low), at: t0)
            aCase.hear(eligible(), at: now)
        default:
            aCase = readyForAssessment(.low)
            aCase.run { try $0.recordAssessment(form3(), by: siti, at: now) }
        }
        let clock = try #require(ClockName(rawValue: name))
        let rang = aCase.wait(until: t0.adding(months: 4)).flatMap(Case.notices(of:)).filter {
            $0.clock == clock && $0.kind != "deadline_warning"
        }
        let rule = try #require(rang.first?.rule)
        #expect(rule.contains(", because "))
        #expect(rang.first?.dueAt != nil)
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
        var random = SeededGenerator(seed: seed, salt: 31)
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
