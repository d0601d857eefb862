import RuleTestSupport
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

    /// A call and its claim (§14, on call).
    private static let machine = StateMachine<Case, UrgentTrack.Phase?>(
        { $0.urgent?.phase },
        ways: [
            nil: [.raised], .raised: [.held, .settled, .moved], .held: [.raised, .settled, .moved],
            .settled: [.raised], .moved: [.raised],
        ],
        stops: [
            .oncallReraise: ["urgentCaseClaimed", "urgentCaseSettled"],
            .oncallAct: [
                "urgentCaseReleased", "urgentClaimLapsed", "contactAttempted", "urgentCaseSettled",
                "safetyAssessmentRecorded",
            ],
        ],
        starts: [
            .oncallReraise: ["urgentCaseRaised", "urgentCaseEscalated"],
            .oncallAct: ["urgentCaseClaimed", "urgentHandoverAccepted"],
        ]
    )

    @Test(arguments: 0..<200) func `never two holders, never nobody responsible, whatever the sequence`(seed: Int) {
        var life = RandomLife(Case(id: caseA), in: Self.machine, from: t0, seed: seed, salt: 101)
        let first = self.randomDuty(&life.random)
        life.take(life.subject.take(registered(.high), at: t0, duty: first))
        var holder: Username?
        for _ in 0..<150 {
            let duty = self.randomDuty(&life.random)
            var events = life.pass(0...12) { $0.ring($1, generation: $2, at: $3, duty: duty) }
            events += life.attempt(self.steps.map { step in { try step($0, $1, duty) } })
            // Between two events of one decision nobody can look, but each change of hands is one event.
            for event in events {
                switch event {
                case .urgentCaseClaimed(let claimed):
                    life.expect(holder == nil, "claimed while \(holder?.text ?? "") holds it")
                    holder = claimed.by
                case .urgentHandoverAccepted(let accepted):
                    life.expect(holder == accepted.from, "handed over by somebody else")
                    holder = accepted.by
                case .urgentCaseReleased(let released):
                    life.expect(holder == released.by, "released by somebody else")
                    holder = nil
                case .urgentClaimLapsed(let lapsed):
                    life.expect(holder == lapsed.by, "somebody else's claim lapsed")
                    holder = nil
                case .urgentCaseSettled: holder = nil
                default: break
                }
            }
            let aCase = life.subject
            life.expect(aCase.urgent?.holder == holder, "the holder is not who took it")
            switch aCase.urgent?.phase {
            case .raised:
                // Somebody is being called, and the ladder goes on if nobody answers.
                life.expect(aCase.clocks.isRunning(.oncallReraise), "nobody is called any more")
                life.expect(!aCase.clocks.isRunning(.oncallAct), "a limit to act for nobody")
                life.expect(aCase.urgent?.offer == nil, "offered by nobody")
            case .held:
                life.expect(holder != nil && !aCase.clocks.isRunning(.oncallReraise), "held, and others are called")
                let acts = aCase.clocks.isRunning(.oncallAct) || aCase.urgent?.contactAttempted == true
                life.expect(acts, "held without a limit to act")
            case .settled, .moved, nil: life.record("an open high case is always somebody's")
            }
        }
        life.end()
    }
}
