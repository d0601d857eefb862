import Testing
import Vocabulary

@testable import ServiceUnitDomain

@Suite struct HandOverTests {
    private let kept = duty(roster(turn("a", "siti"), turn("b", "budi")))

    private func held() -> Case {
        var aCase = Case(id: caseA)
        aCase.hear(registered(.high), at: t0)
        aCase.run { try $0.claim(by: siti, at: t0.adding(minutes: 1), duty: self.kept) }
        return aCase
    }

    private func offer(
        _ aCase: Case,
        to: String = "budi",
        by actor: Actor = siti,
        note: String = "made up",
        after: Int = 2
    )
        throws -> [Case.Event]
    {
        try aCase.offerHandOver(
            to: user(to),
            workerRoles: budi.roles,
            note: note,
            duty: self.kept,
            by: actor,
            at: t0.adding(minutes: after)
        )
    }

    @Test func `offered, the case stays the holder's; accepted, it is the other's in one event`() throws {
        var aCase = self.held()
        #expect(aCase.run { try self.offer($0) } == nil)
        #expect(aCase.urgent?.holder == user("siti"))
        #expect(aCase.clocks.isRunning(.oncallAct))
        let events = try aCase.acceptHandOver(duty: self.kept, by: budi, at: t0.adding(minutes: 3))
        #expect(events.count == 1)
        for event in events { aCase.apply(event) }
        #expect(aCase.urgent?.phase == .held)
        #expect(aCase.urgent?.holder == user("budi"))
        #expect(aCase.worker == Case.Assignment(worker: user("budi"), letterNo: "standing 07/ST/2026"))
        #expect(aCase.clocks[.oncallAct]?.dueAt == t0.adding(minutes: 33))
        // Accepted again it changes nothing; the former holder is told who has it.
        #expect(try aCase.acceptHandOver(duty: self.kept, by: budi, at: t0.adding(minutes: 4)) == [])
        #expect(aCase.run { try $0.release(by: siti, at: t0.adding(minutes: 4)) } == .notHeld)
    }

    @Test func `declined, it stays the holder's and may be offered to another`() {
        var aCase = self.held()
        aCase.run { try self.offer($0) }
        #expect(aCase.run { try $0.declineHandOver(reason: "busy", by: budi, at: t0.adding(minutes: 3)) } == nil)
        #expect(aCase.urgent?.holder == user("siti"))
        #expect(
            aCase.run { try $0.acceptHandOver(duty: self.kept, by: budi, at: t0.adding(minutes: 4)) } == .notOffered
        )
    }

    @Test func `only the holder offers, only the one asked accepts, a note is needed, and time is limited`() {
        var aCase = self.held()
        #expect(aCase.run { try self.offer($0, by: budi) } == .notHeld)
        #expect(aCase.run { try self.offer($0, to: "siti") } == .invalid)
        #expect(aCase.run { try self.offer($0, note: " ") } == .missing)
        #expect(aCase.run { try self.offer($0, by: tksk) } == .decidesNothing)
        #expect(aCase.run { try self.offer($0, to: "eka") } == .offDuty)
        aCase.run { try self.offer($0) }
        let eka = actor("eka", .onCallWorker)
        #expect(aCase.run { try $0.acceptHandOver(duty: self.kept, by: eka, at: t0.adding(minutes: 3)) } == .notOffered)
        aCase.run { try $0.recordContactAttempt(reached: true, note: nil, by: siti, at: t0.adding(minutes: 5)) }
        #expect(aCase.run { try $0.acceptHandOver(duty: self.kept, by: budi, at: t0.adding(hours: 2)) } == .notOffered)
        #expect(aCase.urgent?.holder == user("siti"))
    }

    @Test func `an offer ends with the claim it came from`() {
        var aCase = self.held()
        aCase.run { try self.offer($0) }
        aCase.run { try $0.release(by: siti, at: t0.adding(minutes: 3)) }
        #expect(aCase.urgent?.offer == nil)
        #expect(
            aCase.run { try $0.acceptHandOver(duty: self.kept, by: budi, at: t0.adding(minutes: 4)) } == .notOffered
        )
        #expect(aCase.run { try $0.claim(by: budi, at: t0.adding(minutes: 4), duty: self.kept) } == nil)
    }

    @Test func `a coordinator's letter stays with the worker it names`() {
        var aCase = self.held()
        aCase.run {
            try $0.assignWorker(user("siti"), workerRoles: siti.roles, letterNo: "ST-9", by: coordinator, at: t0)
        }
        aCase.run { try self.offer($0) }
        aCase.run { try $0.acceptHandOver(duty: self.kept, by: budi, at: t0.adding(minutes: 3)) }
        #expect(aCase.worker?.letterNo == "ST-9")
        #expect(aCase.urgent?.holder == user("budi"))
    }
}

@Suite struct ResponsibilityPropertyTests {
    private typealias Step = (Case, Instant, Duty) throws -> [Case.Event]

    private let steps: [Step] = [
        { try $0.claim(by: siti, at: $1, duty: $2) }, { try $0.claim(by: budi, at: $1, duty: $2) },
        { try $0.claim(by: supervisor, at: $1, duty: $2) }, { try $0.pass(by: siti, at: $1, duty: $2) },
        { try $0.pass(by: budi, at: $1, duty: $2) }, { try $0.release(by: siti, at: $1, duty: $2) },
        { try $0.release(by: budi, at: $1, duty: $2) }, { try $0.release(by: supervisor, at: $1, duty: $2) },
        { aCase, now, _ in try aCase.recordContactAttempt(reached: false, note: nil, by: siti, at: now) },
        { aCase, now, _ in try aCase.recordDisplayed(raiseNo: aCase.urgent?.raiseNo ?? 0, by: budi, at: now) },
        {
            try $0.offerHandOver(
                to: user("budi"),
                workerRoles: budi.roles,
                note: "x",
                duty: $2,
                by: siti,
                at: $1
            )
        },
        {
            try $0.offerHandOver(
                to: user("budi"),
                workerRoles: budi.roles,
                note: "x",
                duty: $2,
                by: supervisor,
                at: $1
            )
        },
        {
            try $0.offerHandOver(
                to: user("siti"),
                workerRoles: siti.roles,
                note: "x",
                duty: $2,
                by: budi,
                at: $1
            )
        },
        { try $0.acceptHandOver(duty: $2, by: budi, at: $1) }, { try $0.acceptHandOver(duty: $2, by: siti, at: $1) },
        { aCase, now, _ in try aCase.declineHandOver(reason: "x", by: budi, at: now) },
        { $0.take(leveled(.high, at: $1), at: $1, duty: $2) }, { $0.take(flagged(at: $1), at: $1, duty: $2) },
    ]

    /// Random rosters: sometimes nobody is on duty, sometimes a rung is empty.
    private func randomDuty(_ random: inout SeededGenerator) -> Duty {
        let turns = [turn("a", "siti", ["Panakkukang"]), turn("b", "budi", ["Tallo"]), turn("c", "budi")]
            .filter { _ in Bool.random(using: &random) }
        let kept = Bool.random(using: &random) ? Roster(id: .only).applying(turns.map { .rosterEntrySet($0) }) : nil
        return duty(
            kept,
            supervisors: Bool.random(using: &random) ? ["sari"] : [],
            coordinators: Bool.random(using: &random) ? ["kadir"] : []
        )
    }

    @Test(arguments: 0..<200) func `never two holders, never nobody responsible, whatever the sequence`(seed: Int) {
        var random = SeededGenerator(state: UInt64(seed) &+ 101)
        var aCase = Case(id: caseA)
        var now = t0
        for event in aCase.take(registered(.high), at: now, duty: self.randomDuty(&random)) { aCase.apply(event) }
        var holder: Username?
        for _ in 0..<150 {
            let duty = self.randomDuty(&random)
            now = now.adding(minutes: Int.random(in: 0...12, using: &random))
            var events: [Case.Event] = []
            if let due = aCase.clocks.all.filter({ $0.name == .oncallReraise || $0.name == .oncallAct })
                .first(where: { $0.clock.nextRing.map { $0 <= now } ?? false })
            {
                events = aCase.ring(due.name, generation: due.clock.generation, at: now, duty: duty)
            } else {
                let step = self.steps[Int.random(in: 0..<self.steps.count, using: &random)]
                events = (try? step(aCase, now, duty)) ?? []
            }
            // Event by event: between two of one decision nobody can look, but each change of hands is one event.
            for event in events {
                aCase.apply(event)
                switch event {
                case .urgentCaseClaimed(let claimed):
                    #expect(holder == nil)
                    holder = claimed.by
                case .urgentHandoverAccepted(let accepted):
                    #expect(holder == accepted.from)
                    holder = accepted.by
                case .urgentCaseReleased(let released):
                    #expect(holder == released.by)
                    holder = nil
                case .urgentClaimLapsed(let lapsed):
                    #expect(holder == lapsed.by)
                    holder = nil
                case .urgentCaseSettled: holder = nil
                default: break
                }
            }
            #expect(aCase.urgent?.holder == holder)
            switch aCase.urgent?.phase {
            case .raised:
                // Somebody is being called, and the ladder goes on if nobody answers.
                #expect(aCase.clocks.isRunning(.oncallReraise))
                #expect(!aCase.clocks.isRunning(.oncallAct))
                #expect(aCase.urgent?.offer == nil)
            case .held:
                #expect(holder != nil)
                #expect(!aCase.clocks.isRunning(.oncallReraise))
                #expect(aCase.clocks.isRunning(.oncallAct) || aCase.urgent?.contactAttempted == true)
            case .settled, .moved, nil: Issue.record("an open high case is always somebody's")
            }
        }
    }
}
