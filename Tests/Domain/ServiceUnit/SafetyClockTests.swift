import Testing
import Vocabulary

@testable import ServiceUnitDomain

@Suite struct SafetyClockTests {
    @Test
    func `rule 2 and clock protection: high at intake and 24 hours without action is a breach told to head_pksai`() {
        var aCase = Case(id: caseA)
        aCase.hear(registered(.high), at: t0)
        let before = aCase.wait(until: t0.adding(hours: 23))
        #expect(warned(before, .protection))
        #expect(!missed(before, .protection))
        let after = aCase.wait(until: t0.adding(hours: 24))
        #expect(missed(after, .protection))
        let told = after.flatMap(Case.notices(of:)).filter { $0.clock == .protection }
        #expect(told.first?.roles.contains(.headPksai) == true)
        #expect(told.first?.rule?.hasPrefix("24 h, X03, because") == true)
    }

    @Test
    func
        `rule 2, D08 protective_action_recorded and clock protection: a protective action or a signed handover within 24 hours is no breach`()
    {
        for stop in 0...1 {
            var aCase = Case(id: caseA)
            aCase.hear(registered(.high), at: t0)
            if stop == 0 {
                let action = ProtectiveAction(action: "made up", place: "made up")
                aCase.run { try $0.recordProtectiveAction(action, by: siti, at: t0.adding(hours: 20)) }
            } else {
                aCase.hear(handedOver(at: t0.adding(hours: 20)), at: t0.adding(hours: 21))
            }
            #expect(!missed(aCase.wait(until: t0.adding(hours: 30)), .protection))
        }
    }

    @Test func `rule 3: low raised to high on day 3 moves contact to the earlier of old due and upgrade plus 24 hours`()
    {
        var aCase = Case(id: caseA)
        aCase.hear(registered(.low), at: t0)
        #expect(aCase.clocks[.contactSafety]?.dueAt == t0.adding(hours: 120))
        aCase.hear(leveled(.high, at: t0.adding(days: 3)), at: t0.adding(days: 3))
        #expect(aCase.clocks[.contactSafety]?.dueAt == t0.adding(hours: 96))
        #expect(aCase.clocks[.protection]?.dueAt == t0.adding(hours: 96))

        var late = Case(id: caseA)
        late.hear(registered(.low), at: t0)
        late.hear(leveled(.high, at: t0.adding(hours: 110)), at: t0.adding(hours: 110))
        #expect(late.clocks[.contactSafety]?.dueAt == t0.adding(hours: 120))
    }

    @Test func `X02: an upgrade after the contact clock stopped starts a fresh one`() {
        var aCase = Case(id: caseA)
        aCase.hear(registered(.low), at: t0)
        aCase.run { try $0.recordSafetyAssessment(childSeen: true, childSpokenTo: false, safety, by: siti, at: t0) }
        #expect(!aCase.clocks.isRunning(.contactSafety))
        aCase.hear(leveled(.medium, at: t0.adding(days: 2)), at: t0.adding(days: 2))
        #expect(aCase.clocks[.contactSafety]?.dueAt == t0.adding(days: 5))
    }

    @Test func `X02: a downgrade never lengthens a running clock`() {
        var aCase = Case(id: caseA)
        aCase.hear(registered(.high), at: t0)
        let reason = "made up"
        aCase.run {
            try $0.changeRiskLevel(to: .low, consulted: user("siti"), reason: reason, by: head, at: t0.adding(hours: 1))
        }
        #expect(aCase.level == .low)
        #expect(aCase.clocks[.contactSafety]?.dueAt == t0.adding(hours: 24))
        #expect(aCase.clocks.isRunning(.protection))
    }

    @Test func `rule 5: medium runs to 72 hours from registration`() {
        var aCase = Case(id: caseA)
        aCase.hear(registered(nil), at: t0)
        #expect(aCase.clocks[.contactSafety] == nil)
        aCase.hear(leveled(.medium, at: t0.adding(hours: 2)), at: t0.adding(hours: 2))
        #expect(aCase.clocks[.contactSafety]?.dueAt == t0.adding(hours: 72))
        #expect(warned(aCase.wait(until: t0.adding(hours: 54)), .contactSafety))
    }

    @Test func `D14: an agency's none waits with the low clock running, and an agency never lowers`() {
        var none = Case(id: caseA)
        none.hear(registered(RiskLevel.none), at: t0)
        #expect(none.clocks[.contactSafety]?.dueAt == t0.adding(hours: 120))
        var high = Case(id: caseA)
        high.hear(registered(.high), at: t0)
        high.hear(leveled(.low, at: t0.adding(hours: 1), provisional: true), at: t0.adding(hours: 1))
        #expect(high.level == .high)
    }

    @Test func `D10: not eligible stops contact, but never a case in danger`() {
        var low = Case(id: caseA)
        low.hear(registered(.low), at: t0)
        low.hear(notEligible(at: t0.adding(hours: 2)), at: t0.adding(hours: 2))
        #expect(low.isOver)
        #expect(!low.clocks.isRunning(.contactSafety))
        #expect(low.stage == .notEligible)
        var high = Case(id: caseA)
        high.hear(registered(.high), at: t0)
        high.hear(notEligible(at: t0.adding(hours: 2)), at: t0.adding(hours: 2))
        #expect(!high.isOver)
        #expect(high.clocks.isRunning(.protection))
    }

    @Test
    func
        `X13 and clock definitive_manager: the definitive manager is due within a week of eligibility, also if named first`()
    {
        var aCase = Case(id: caseA)
        aCase.hear(registered(.low), at: t0)
        aCase.hear(eligible(), at: t0.adding(hours: 1))
        #expect(missed(aCase.wait(until: t0.adding(days: 8)), .definitiveManager))
        var early = Case(id: caseA)
        early.hear(registered(.low), at: t0)
        early.run { try $0.assignManager(user("siti"), workerRoles: siti.roles, reason: nil, by: coordinator, at: t0) }
        early.hear(eligible(), at: t0.adding(hours: 1))
        #expect(!early.clocks.isRunning(.definitiveManager))
    }

    @Test func `rule 30: whatever the order, and told twice, the state is the same`() {
        let told = [
            registered(.low), leveled(.medium, at: t0.adding(hours: 3)), flagged(at: t0.adding(hours: 5)),
            eligible(), numbered(), handedOver(at: t0.adding(hours: 9)),
            .meetingAwaited(
                MeetingAwaited(
                    caseID: caseA,
                    meetingID: meetingID,
                    endsAt: t0.adding(days: 2),
                    at: t0.adding(minutes: 30)
                )
            ),
            .informationVerified(
                InformationVerified(
                    complaintID: complaint,
                    caseID: caseA,
                    sources: [],
                    childLocated: true,
                    at: t0.adding(hours: 4)
                )
            ),
            .childDataRegistered(
                ChildDataRegistered(complaintID: complaint, caseID: caseA, childID: childID, at: t0.adding(hours: 4))
            ),
        ]
        var expected = Case(id: caseA)
        for event in told { expected.hear(event, at: t0.adding(hours: 10)) }
        var random = SystemRandomNumberGenerator()
        for _ in 0..<200 {
            var aCase = Case(id: caseA)
            for event in (told + told).shuffled(using: &random) { aCase.hear(event, at: t0.adding(hours: 10)) }
            #expect(aCase.clocks[.contactSafety] == expected.clocks[.contactSafety])
            #expect(aCase.clocks[.protection] == expected.clocks[.protection])
            #expect(aCase.clocks[.definitiveManager] == expected.clocks[.definitiveManager])
            #expect(aCase.level == expected.level)
            #expect(aCase.timeline == expected.timeline)
            #expect(aCase.codes == expected.codes)
            #expect(aCase.registrationNo == expected.registrationNo)
        }
        for event in told { #expect(expected.take(event, at: t0.adding(hours: 11)).isEmpty) }
    }
}
