import Testing
import Vocabulary

@testable import ServiceUnitDomain

/// A case is never held by nobody: who goes leaves it to the ladder, or to a list that the coordinators are alarmed of.
@Suite struct HoldingTests {
    private let all = duty(nil)

    private func raised(_ duty: Duty) -> Case {
        var aCase = Case(id: caseA)
        for event in aCase.take(registered(.high), at: t0, duty: duty) { aCase.apply(event) }
        return aCase
    }

    private func lapse(_ events: [Case.Event]) -> UrgentClaimLapsed? {
        events.compactMap { if case .urgentClaimLapsed(let lapsed) = $0 { lapsed } else { nil } }.first
    }

    @Test func `a removed holder's claim lapses at once with the reason, and the case is called out again`() throws {
        var aCase = self.raised(self.all)
        aCase.run { try $0.claim(by: siti, at: t0, duty: self.all) }
        aCase.run { try $0.recordContactAttempt(reached: true, note: nil, by: siti, at: t0) }
        let now = t0.adding(minutes: 3)
        #expect(aCase.holds(of: user("siti"), beyond: []) == [.claim])
        let events = aCase.lose(user("siti"), leaving: [], at: now, duty: duty(nil, workers: ["budi"]))
        #expect(self.lapse(events)?.reason == .left)
        let after = aCase.applying(events)
        #expect(after.urgent?.phase == .raised && after.urgent?.holder == nil && after.worker == nil)
        #expect(after.urgent?.called == [user("budi")] && after.urgent?.since == now)
        #expect(after.vacancy == nil, "the ladder has it")
        #expect(after.lose(user("siti"), leaving: [], at: now, duty: self.all) == [], "told again, nothing is left")
        let told = Case.notices(of: try #require(events.first)).first
        #expect(told?.message.contains("can have it no more") == true)
    }

    @Test func `who keeps a role that may claim keeps the claim; who loses all of them does not`() {
        var aCase = self.raised(self.all)
        aCase.run { try $0.claim(by: siti, at: t0, duty: self.all) }
        #expect(aCase.lose(user("siti"), leaving: [.onCallWorker], at: t0, duty: self.all).isEmpty)
        #expect(self.lapse(aCase.lose(user("siti"), leaving: [.secretary], at: t0, duty: self.all)) != nil)
        #expect(aCase.lose(user("budi"), leaving: [], at: t0, duty: self.all).isEmpty)
    }

    @Test func `an offer lapses when who made it or who may take it goes, and the other side is told`() throws {
        var held = self.raised(self.all)
        held.run { try $0.claim(by: siti, at: t0, duty: self.all) }
        held.run {
            try $0.offerHandOver(
                to: user("budi"),
                workerRoles: budi.roles,
                note: "made up",
                duty: self.all,
                by: siti,
                at: t0
            )
        }
        func lapsed(_ events: [Case.Event]) -> [Username] {
            events.compactMap { if case .urgentHandoverLapsed(let lapsed) = $0 { lapsed.other } else { nil } }
        }
        #expect(held.holds(of: user("budi"), beyond: []) == [.offer])
        #expect(held.holds(of: user("siti"), beyond: []) == [.claim, .offer])
        #expect(held.holds(of: user("budi"), beyond: [.onCallWorker]).isEmpty)
        let toBudi = held.lose(user("budi"), leaving: [.socialWorker], at: t0, duty: self.all)
        #expect(lapsed(toBudi) == [user("siti")])
        let kept = held.applying(toBudi)
        #expect(kept.urgent?.offer == nil && kept.urgent?.holder == user("siti"))
        #expect(kept.lose(user("budi"), leaving: [], at: t0, duty: self.all).isEmpty, "told again, nothing is left")
        let ofSiti = held.lose(user("siti"), leaving: [], at: t0, duty: duty(nil, workers: ["budi"]))
        #expect(lapsed(ofSiti) == [user("budi")])
        #expect(held.applying(ofSiti).urgent?.phase == .raised)
    }

    @Test func `clock reassignment: tells the coordinators at once, and has a limit for somebody to have the case`() {
        var aCase = inIntervention(.low)
        let now = t0.adding(days: 20)
        #expect(aCase.holds(of: user("siti"), beyond: []).contains(.manager))
        #expect(aCase.lose(user("siti"), leaving: [.socialWorker], at: now, duty: self.all).isEmpty)
        for event in aCase.lose(user("siti"), leaving: [], at: now, duty: self.all) { aCase.apply(event) }
        #expect(aCase.manager == nil && aCase.vacancy?.left == user("siti") && aCase.stage == .inIntervention)
        #expect(aCase.clocks[.reassignment]?.dueAt == now.adding(hours: 24))
        for (at, kind) in [(now, "deadline_warning"), (now.adding(hours: 24), "deadline_missed")] {
            let clock = aCase.clocks[.reassignment]
            #expect(clock?.nextRing == at)
            let events = aCase.ring(.reassignment, generation: clock?.generation ?? 0, at: at)
            for event in events { aCase.apply(event) }
            let notice = events.flatMap { Case.notices(of: $0) }.first
            #expect(notice?.kind == kind && notice?.roles == [.coordinatorSw, .coordinatorPksai])
            #expect(notice?.rule?.contains("siti") == true && notice?.message.contains("--vacant") == true)
        }
        #expect(aCase.isWorkedOn(by: user("siti")) == false)
        // Nobody is left to hand it over, so no handover record is asked for.
        aCase.run {
            try $0.assignManager(user("budi"), workerRoles: [.socialWorker], reason: nil, by: coordinator, at: now)
        }
        #expect(aCase.vacancy == nil && aCase.clocks[.reassignment]?.phase == .stopped)
    }

    @Test func `a case in danger that loses its worker is called out again`() {
        var aCase = Case(id: caseA)
        for event in aCase.take(registered(.high), at: t0, duty: self.all) { aCase.apply(event) }
        aCase.run {
            try $0.assignWorker(user("siti"), workerRoles: [.socialWorker], letterNo: "ST-1", by: coordinator, at: t0)
        }
        aCase.run { try $0.claim(by: siti, at: t0, duty: self.all) }
        for event in aCase.lose(user("siti"), leaving: [], at: t0.adding(minutes: 9), duty: self.all) {
            aCase.apply(event)
        }
        #expect(aCase.urgent?.phase == .raised && aCase.worker == nil && aCase.vacancy != nil)
    }

    @Test func `a call goes on at once when nobody stands on its rung any more, and not before`() {
        let kept = roster(turn("a", "siti"))
        let aCase = self.raised(duty(kept))
        #expect(aCase.urgent?.rung == .worker && aCase.goOn(at: t0, duty: duty(kept)).isEmpty)
        let now = t0.adding(minutes: 1)
        // siti is removed, or her turn is taken out of the roster.
        for empty in [
            duty(kept, workers: ["budi"]),
            duty(
                kept.applying([
                    .rosterEntryRemoved(
                        Roster.Removed(id: "a", by: user("kadir"), at: now)
                    )
                ])
            ),
        ] {
            let events = aCase.lose(user("siti"), leaving: [], at: now, duty: empty)
            let after = aCase.applying(events)
            #expect(after.urgent?.rung == .coordinatorSw && after.urgent?.since == now)
            #expect(
                events.contains { if case .urgentCaseEscalated(let up) = $0 { up.reason == .empty } else { false } }
            )
        }
    }

    @Test func `a turn that ends before the call's limit ends the wait`() {
        let kept = roster(turn("a", "siti", from: -1, hours: 1), turn("b", "budi", from: 10, hours: 2))
        let start = t0.adding(minutes: -2)
        var aCase = Case(id: caseA)
        for event in aCase.take(registered(.high, at: start), at: start, duty: duty(kept)) { aCase.apply(event) }
        #expect(aCase.urgent?.rung == .worker)
        #expect(aCase.clocks[.oncallReraise]?.dueAt == t0)
        let generation = aCase.clocks[.oncallReraise]?.generation ?? 0
        for event in aCase.ring(.oncallReraise, generation: generation, at: t0, duty: duty(kept)) { aCase.apply(event) }
        #expect(aCase.urgent?.rung == .coordinatorSw)
        #expect(aCase.clocks[.oncallReraise]?.dueAt == t0.adding(minutes: 5))
        // One turn after the other is one wait.
        let chain = roster(turn("a", "siti", from: -1, hours: 1), turn("b", "budi", from: 0, hours: 2))
        #expect(duty(chain).empties(.worker, nil, from: start) == t0.adding(hours: 2))
        #expect(duty(nil).empties(.worker, nil, from: start) == nil)
    }
}
