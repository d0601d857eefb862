import Testing
import Vocabulary

@testable import ServiceUnitDomain

/// Turns from an hour before to ten hours after ``t0``.
func turn(_ id: String, _ worker: String, _ subdistricts: [String] = [], from: Int = -1, hours: Int = 11)
    -> Roster.Entry
{
    Roster.Entry(
        id: id,
        worker: user(worker),
        from: t0.adding(hours: from),
        until: t0.adding(hours: from + hours),
        subdistricts: subdistricts,
        letterNo: "07/ST/2026",
        signedBy: user("kadir")
    )
}

func roster(_ entries: Roster.Entry...) -> Roster {
    Roster(id: .only).applying(entries.map { .rosterEntrySet($0) })
}

func duty(
    _ roster: Roster?,
    workers: [String] = ["siti", "budi"],
    supervisors: [String] = ["sari"],
    coordinators: [String] = ["kadir"],
    heads: [String] = ["hana"]
) -> Duty {
    Duty(
        roster: roster,
        holders: [
            .worker: workers.map(user), .coordinatorSw: supervisors.map(user),
            .coordinatorPksai: coordinators.map(user), .headPksai: heads.map(user), .agencyHead: [],
        ]
    )
}

@Suite struct RosterTests {
    private let city = Subdistricts.makassar

    private func set(_ entry: Roster.Entry, roles: Set<Role> = [.onCallWorker], by actor: Actor = coordinator)
        -> CaseRejection?
    {
        do {
            _ = try Roster(id: .only).set(entry, workerRoles: roles, city: self.city, by: actor, at: t0)
            return nil
        } catch { return error }
    }

    @Test func `who is gone leaves the turns that are on or to come, not those that are over`() {
        let kept = roster(
            turn("past", "siti", from: -9, hours: 8),
            turn("on", "siti"),
            turn("next", "siti", from: 20),
            turn("other", "budi")
        )
        #expect(kept.turns(of: user("siti"), beyond: [], at: t0).map(\.id) == ["on", "next"])
        #expect(kept.turns(of: user("siti"), beyond: [.socialWorker], at: t0).count == 2)
        #expect(kept.turns(of: user("siti"), beyond: [.onCallWorker], at: t0).isEmpty)
    }

    @Test func `D15: the roster is signed by who signs assignment letters, and names its letter`() throws {
        #expect(self.set(turn("a", "siti", ["panakkukang"])) == nil)
        #expect(self.set(turn("a", "siti"), by: head) == nil)
        for nobody in [siti, supervisor, tksk, secretary] {
            #expect(self.set(turn("a", "siti"), by: nobody)?.reason == .notAllowed)
        }
        var unsigned = turn("a", "siti")
        unsigned.letterNo = " "
        #expect(self.set(unsigned)?.pointer == "/letter_no")
        let events = try Roster(id: .only).set(
            turn("a", "siti", ["panakkukang"]),
            workerRoles: [.onCallWorker],
            city: self.city,
            by: coordinator,
            at: t0
        )
        #expect(Roster(id: .only).applying(events).entries.first?.subdistricts == ["Panakkukang"])
    }

    @Test func `a turn is an on-call worker's, ends after it begins, and is for subdistricts of the city`() {
        #expect(self.set(turn("a", "siti"), roles: [.socialWorker])?.pointer == "/worker")
        #expect(self.set(turn("a", "siti", from: 0, hours: 0))?.pointer == "/until")
        #expect(self.set(turn("a", "siti", from: -50, hours: 10))?.pointer == "/until")
        #expect(self.set(turn("a", "siti", from: 0, hours: 32 * 24))?.pointer == "/until")
        #expect(self.set(turn("a", "siti", ["Wajo", "Gotham"]))?.pointer == "/subdistricts/1")
    }

    @Test func `setting a turn twice changes nothing; removing one takes it away; an unknown one is refused`() throws {
        let kept = roster(turn("a", "siti"), turn("b", "budi"))
        #expect(
            try kept.set(turn("a", "siti"), workerRoles: [.onCallWorker], city: self.city, by: coordinator, at: t0)
                == []
        )
        let after = kept.applying(try kept.remove("a", by: coordinator, at: t0))
        #expect(after.entries.map(\.id) == ["b"])
        #expect(throws: CaseRejection.self) { try after.remove("a", by: coordinator, at: t0) }
        #expect(throws: CaseRejection.self) { try after.remove("b", by: siti, at: t0) }
    }

    @Test func `on duty is whose turn is on and covers the place; an unknown place is everybody's`() {
        let kept = duty(roster(turn("a", "siti", ["Panakkukang"]), turn("b", "budi", ["Tallo"]), turn("c", "eka")))
        #expect(kept.called(.worker, "Panakkukang", at: t0) == [user("siti")])
        #expect(kept.called(.worker, nil, at: t0) == [user("budi"), user("siti")])
        #expect(kept.called(.worker, "Panakkukang", at: t0.adding(hours: 11)) == [])
        #expect(kept.called(.coordinatorSw, "Panakkukang", at: t0) == [user("sari")])
        #expect(duty(nil).called(.worker, "Tallo", at: t0) == [user("budi"), user("siti")])
    }
}

@Suite struct LadderTests {
    private func raised(_ duty: Duty) -> (aCase: Case, events: [Case.Event]) {
        var aCase = Case(id: caseA)
        let events = aCase.take(registered(.high), at: t0, duty: duty)
        for event in events { aCase.apply(event) }
        return (aCase, events)
    }

    @Test func `a rung with nobody on it is skipped at once, and each skip is an event`() {
        let (aCase, events) = self.raised(duty(roster(turn("b", "budi", ["Tallo"])), supervisors: []))
        #expect(aCase.urgent?.rung == .coordinatorPksai)
        #expect(aCase.urgent?.called == [user("kadir")])
        let skips = events.compactMap { if case .urgentCaseEscalated(let up) = $0 { up } else { nil } }
        #expect(skips.map(\.from) == [.worker, .coordinatorSw])
        #expect(skips.allSatisfy { $0.reason == .empty && $0.at == t0 })
    }

    @Test func `with nobody anywhere above, the last rung is called; with nobody known at all, the first`() {
        let nobody = duty(roster(turn("b", "budi", ["Tallo"])), supervisors: [], coordinators: [], heads: [])
        #expect(self.raised(nobody).aCase.urgent?.rung == .agencyHead)
        let unknown = duty(nil, workers: [], supervisors: [], coordinators: [], heads: [])
        #expect(self.raised(unknown).aCase.urgent?.rung == .worker)
    }

    @Test func `the first call is for those on duty there, the second for anybody on duty, never for who is off`() {
        let kept = duty(roster(turn("a", "siti", ["Panakkukang"]), turn("b", "budi", ["Tallo"])))
        var (aCase, _) = self.raised(kept)
        let now = t0.adding(minutes: 1)
        do {
            _ = try aCase.claim(by: budi, at: now, duty: kept)
            Issue.record("budi is on duty elsewhere")
        } catch {
            #expect(error.reason == .otherSubdistrict)
            #expect(error.explanation.contains("siti is on duty there"))
            #expect(error.explanation.contains(t0.adding(minutes: 5).description))
        }
        let eka = actor("eka", .socialWorker, .onCallWorker)
        #expect(aCase.run { try $0.claim(by: eka, at: now, duty: kept) } == .offDuty)
        #expect(aCase.run { try $0.pass(by: siti, at: now, duty: kept) } == nil)
        #expect(aCase.urgent?.raiseNo == 2)
        #expect(aCase.run { try $0.claim(by: eka, at: now, duty: kept) } == .offDuty)
        #expect(aCase.run { try $0.claim(by: budi, at: now, duty: kept) } == nil)
        #expect(aCase.worker?.letterNo == "standing 07/ST/2026")
        #expect(aCase.basis(of: user("budi"), budi.roles, kept, at: now).contains("elsewhere"))
    }

    @Test func `the rungs above need no turn`() {
        let kept = duty(roster(turn("a", "siti", ["Panakkukang"])))
        var (aCase, _) = self.raised(kept)
        #expect(aCase.run { try $0.claim(by: supervisor, at: t0.adding(minutes: 1), duty: kept) } == nil)
        #expect(aCase.urgent?.holder == user("sari"))
    }

    @Test func `a claim not acted on in time goes back up the ladder, past a rung that emptied meanwhile`() throws {
        let kept = duty(roster(turn("a", "siti", ["Panakkukang"], from: -1, hours: 2)), supervisors: [])
        var (aCase, _) = self.raised(kept)
        aCase.run { try $0.claim(by: siti, at: t0.adding(minutes: 50), duty: kept) }
        let due = t0.adding(minutes: 80)
        let clock = try #require(aCase.clocks[.oncallAct])
        #expect(clock.dueAt == due)
        for event in aCase.ring(.oncallAct, generation: clock.generation, at: due, duty: kept) { aCase.apply(event) }
        #expect(aCase.urgent?.phase == .raised)
        // siti's turn ended after an hour and nobody is coordinator_sw.
        #expect(aCase.urgent?.rung == .coordinatorPksai)
        #expect(aCase.worker == nil)
    }

    @Test func `an urgent case is for whoever has a turn, for all while no roster is kept, for the rungs above always`()
    {
        let kept = roster(turn("a", "siti", [], from: -1, hours: 2))
        #expect(kept.lets(siti, takeAt: t0) && !kept.lets(budi, takeAt: t0))
        #expect(!kept.lets(siti, takeAt: t0.adding(hours: 3)))
        #expect(kept.lets(supervisor, takeAt: t0.adding(hours: 3)))
        let none = Roster(id: .only)
        #expect(none.lets(budi, takeAt: t0) && !none.lets(tksk, takeAt: t0))
    }

    @Test func `a call that was shown is recorded once, whoever shows it again`() throws {
        var (aCase, _) = self.raised(duty(nil))
        #expect(try aCase.recordDisplayed(raiseNo: 1, by: siti, at: t0).count == 1)
        aCase.run { try $0.recordDisplayed(raiseNo: 1, by: siti, at: t0) }
        #expect(try aCase.recordDisplayed(raiseNo: 1, by: siti, at: t0.adding(minutes: 1)) == [])
        #expect(aCase.urgent?.displayedTo == [user("siti")])
        #expect(aCase.run { try $0.recordDisplayed(raiseNo: 2, by: siti, at: t0) } == .notRaised)
        #expect(aCase.run { try $0.recordDisplayed(raiseNo: 1, by: tksk, at: t0) } == .decidesNothing)
        aCase.run { try $0.pass(by: siti, at: t0.adding(minutes: 1), duty: nil) }
        #expect(aCase.urgent?.displayedTo == [])
    }
}
