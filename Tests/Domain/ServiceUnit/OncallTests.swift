import Testing
import Vocabulary

@testable import ServiceUnitDomain

@Suite struct OncallTests {
    func raised() -> Case {
        var aCase = Case(id: caseA)
        aCase.hear(registered(.high), at: t0)
        return aCase
    }

    @Test func `a high complaint calls out the workers at once, a low one nobody`() {
        #expect(self.raised().urgent?.rung == .worker)
        #expect(self.raised().urgent?.raiseNo == 1)
        var low = Case(id: caseA)
        low.hear(registered(.low), at: t0)
        #expect(low.urgent == nil)
        low.hear(flagged(at: t0.adding(minutes: 5)), at: t0.adding(minutes: 5))
        #expect(low.urgent?.phase == .raised)
    }

    @Test func `D15: the first claim wins, under the standing letter; the second learns who; a repeat changes nothing`()
    {
        var aCase = self.raised()
        #expect(aCase.run { try $0.claim(by: siti, at: t0.adding(minutes: 1)) } == nil)
        let now = t0.adding(minutes: 2)
        #expect(throws: CaseRejection.self) { try aCase.claim(by: budi, at: now) }
        do { _ = try aCase.claim(by: budi, at: now) } catch { #expect(error.explanation.contains("siti")) }
        #expect((try? aCase.claim(by: siti, at: now)) == [])
        #expect(aCase.worker?.letterNo == Case.Assignment.standingLetter)
        #expect(!aCase.clocks.isRunning(.oncallReraise))
        #expect(aCase.clocks[.oncallAct]?.dueAt == t0.adding(minutes: 31))
    }

    @Test func `unclaimed, it is called again after 5 minutes, twice on a rung, then a rung up to the last`() {
        var aCase = self.raised()
        let events = aCase.wait(until: t0.adding(minutes: 45))
        let rungs = events.compactMap { if case .urgentCaseRaised(let raise) = $0 { raise.rung } else { nil } }
        #expect(
            rungs == [
                .worker, .coordinatorSw, .coordinatorSw, .coordinatorPksai, .coordinatorPksai, .headPksai, .headPksai,
                .agencyHead, .agencyHead,
            ]
        )
        #expect(aCase.urgent?.raiseNo == 10)
        #expect(aCase.wait(until: t0.adding(minutes: 50)).count == 1)
        #expect(aCase.run { try $0.claim(by: siti, at: t0.adding(minutes: 51)) } == nil)
    }

    @Test func `passed, it is called again at once`() {
        var aCase = self.raised()
        aCase.run { try $0.pass(by: siti, at: t0.adding(minutes: 1)) }
        #expect(aCase.urgent?.raiseNo == 2)
        aCase.run { try $0.pass(by: budi, at: t0.adding(minutes: 2)) }
        #expect(aCase.urgent?.rung == .coordinatorSw)
        #expect(aCase.clocks[.oncallReraise]?.dueAt == t0.adding(minutes: 7))
    }

    @Test func `a claim without a contact attempt in 30 minutes lapses and is called again`() {
        var aCase = self.raised()
        aCase.run { try $0.claim(by: siti, at: t0) }
        let events = aCase.wait(until: t0.adding(minutes: 30))
        #expect(events.contains { if case .urgentClaimLapsed = $0 { true } else { false } })
        #expect(aCase.urgent?.phase == .raised)
        #expect(aCase.worker == nil)
        #expect(aCase.run { try $0.claim(by: budi, at: t0.adding(minutes: 31)) } == nil)
    }

    @Test func `a contact attempt keeps the claim`() {
        var aCase = self.raised()
        aCase.run { try $0.claim(by: siti, at: t0) }
        #expect(aCase.run { try $0.recordContactAttempt(reached: false, note: nil, by: budi, at: t0) } == .notYours)
        aCase.run {
            try $0.recordContactAttempt(reached: false, note: "no answer", by: siti, at: t0.adding(minutes: 5))
        }
        let events = aCase.wait(until: t0.adding(hours: 2))
        #expect(!events.contains { if case .urgentClaimLapsed = $0 { true } else { false } })
        #expect(aCase.urgent?.holder == user("siti"))
    }

    @Test(arguments: ["visit", "consent", "protection"])
    func `a visit, Form 2 or a protective action is a contact attempt too, and keeps the claim`(act: String) {
        var aCase = self.raised()
        aCase.run { try $0.claim(by: siti, at: t0) }
        aCase.run {
            let now = t0.adding(minutes: 20)
            return switch act {
            case "visit": try $0.recordHomeVisit(childMet: false, report: "nobody at home", by: siti, at: now)
            case "consent": try $0.recordConsent(consent(.willing(sharingWithPartners: true)), by: siti, at: now)
            default:
                try $0.recordProtectiveAction(
                    ProtectiveAction(action: "made up", place: "made up"),
                    by: siti,
                    at: now
                )
            }
        }
        let events = aCase.wait(until: t0.adding(hours: 2))
        #expect(!events.contains { if case .urgentClaimLapsed = $0 { true } else { false } })
        #expect(aCase.urgent?.holder == user("siti"))
    }

    @Test func `released, it is called again; only the holder may`() {
        var aCase = self.raised()
        aCase.run { try $0.claim(by: siti, at: t0) }
        #expect(aCase.run { try $0.release(by: budi, at: t0) } == .notHeld)
        #expect(aCase.run { try $0.release(by: siti, at: t0.adding(minutes: 3)) } == nil)
        #expect(aCase.urgent?.phase == .raised)
        #expect(aCase.urgent?.raiseNo == 2)
    }

    @Test func `rule 29: a TKSK takes no urgent case`() {
        var aCase = self.raised()
        #expect(aCase.run { try $0.claim(by: tksk, at: t0) } == .decidesNothing)
        #expect(aCase.run { try $0.claim(by: secretary, at: t0) } == .notAllowed)
    }

    @Test func `child seen and out of danger: nobody is called any more; a new emergency calls again`() {
        var aCase = self.raised()
        aCase.run { try $0.recordSafetyAssessment(childSeen: true, childSpokenTo: false, safety, by: siti, at: t0) }
        #expect(aCase.urgent?.phase == .raised)
        let action = ProtectiveAction(action: "made up", place: "made up")
        aCase.run { try $0.recordProtectiveAction(action, by: siti, at: t0.adding(minutes: 2)) }
        #expect(aCase.urgent?.phase == .settled)
        #expect(!aCase.clocks.isRunning(.oncallReraise))
        aCase.hear(flagged(at: t0.adding(hours: 9)), at: t0.adding(hours: 9))
        #expect(aCase.urgent?.phase == .raised)
        #expect(aCase.clocks[.protection]?.dueAt == t0.adding(hours: 33))
    }

    @Test func `D04: a linked complaint's claim and clocks move to the case it joins; the earlier due time wins`() {
        var target = Case(id: caseB)
        let other = ComplaintID(childID.uuid)
        target.hear(registered(.medium, id: caseB, complaintID: other, serial: 9000), at: t0)
        var alias = Case(id: caseA)
        alias.hear(registered(.high, at: t0.adding(hours: 1)), at: t0.adding(hours: 1))
        alias.run { try $0.claim(by: siti, at: t0.adding(hours: 1)) }
        let linked = ComplaintLinkedToCase(
            complaintID: complaint,
            caseID: caseA,
            linkedTo: caseB,
            childID: childID,
            at: t0.adding(hours: 2)
        )
        let (own, joined) = Case.link(linked, alias: alias, target: target, at: t0.adding(hours: 2))
        alias = alias.applying(own)
        target = target.applying(joined)
        #expect(alias.clocks.all.allSatisfy { !$0.clock.isRunning })
        #expect(alias.stage == .linked)
        #expect(target.urgent?.holder == user("siti"))
        #expect(target.clocks.isRunning(.oncallAct))
        #expect(target.level == .high)
        #expect(target.clocks[.contactSafety]?.dueAt == t0.adding(hours: 25))
        #expect(target.clocks[.protection]?.dueAt == t0.adding(hours: 25))
        #expect(alias.run { try $0.claim(by: budi, at: t0.adding(hours: 3)) } == .moved)
        #expect(target.run { try $0.claim(by: budi, at: t0.adding(hours: 3)) } == .alreadyHeld)
        // Told again, nothing changes.
        #expect(Case.link(linked, alias: alias, target: target, at: t0.adding(hours: 4)).target.isEmpty)
        for case .caseJoined(let said) in own { #expect(target.absorb(said, at: t0.adding(hours: 4)).isEmpty) }
        // A later word of the linked complaint goes on to the case.
        let later = alias.take(flagged(at: t0.adding(hours: 5)), at: t0.adding(hours: 5))
        #expect(later.contains { if case .caseJoined = $0 { true } else { false } })
    }
}
