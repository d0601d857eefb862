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

    private func assign(_ name: String, _ letter: String, after: Int) -> (Case) throws -> [Case.Event] {
        {
            try $0.assignWorker(
                user(name),
                workerRoles: siti.roles,
                letterNo: letter,
                by: coordinator,
                at: t0.adding(minutes: after)
            )
        }
    }

    @Test
    func `D15: whoever takes the urgent case over is its worker; a letter that names another is void and says why`()
        throws
    {
        var aCase = self.held()
        #expect(aCase.run(self.assign("siti", "ST-9", after: 1)) == nil)
        aCase.run { try self.offer($0) }
        let events = try aCase.acceptHandOver(duty: self.kept, by: budi, at: t0.adding(minutes: 3))
        for event in events { aCase.apply(event) }
        #expect(aCase.urgent?.holder == user("budi"))
        #expect(aCase.worker == Case.Assignment(worker: user("budi"), letterNo: "standing 07/ST/2026"))
        #expect(aCase.run { try $0.recordHomeVisit(childMet: true, report: "x", by: siti, at: t0) } == .notYours)
        let voided = try #require(events.last)
        let news = try #require(aCase.news(of: voided))
        #expect(news.people == [user("siti")])
        #expect(news.notice.roles == [.coordinatorPksai])
        #expect(news.notice.message.contains("ST-9") && news.notice.message.contains("budi has the urgent case"))
    }

    @Test func `D15: a claim makes its holder the worker, whomever an earlier letter names`() {
        var aCase = Case(id: caseA)
        aCase.hear(registered(.high), at: t0)
        #expect(aCase.run(self.assign("siti", "ST-9", after: 0)) == nil)
        #expect(aCase.run { try $0.claim(by: budi, at: t0.adding(minutes: 1), duty: self.kept) } == nil)
        #expect(aCase.worker == Case.Assignment(worker: user("budi"), letterNo: "standing 07/ST/2026"))
        // One's own letter stays when one claims.
        var own = Case(id: caseA)
        own.hear(registered(.high), at: t0)
        own.run(self.assign("siti", "ST-9", after: 0))
        own.run { try $0.claim(by: siti, at: t0.adding(minutes: 1), duty: self.kept) }
        #expect(own.worker?.letterNo == "ST-9")
    }

    @Test func `§2.2: a coordinator's letter hands a held case to the worker it names, who has the whole time to act`()
    {
        var aCase = self.held()
        #expect(aCase.run(self.assign("budi", "ST-10", after: 10)) == nil)
        #expect(aCase.urgent?.holder == user("budi"))
        #expect(aCase.worker == Case.Assignment(worker: user("budi"), letterNo: "ST-10"))
        #expect(aCase.clocks[.oncallAct]?.dueAt == t0.adding(minutes: 40))
        #expect(aCase.run { try $0.release(by: siti, at: t0.adding(minutes: 11)) } == .notHeld)
        // Who was reached already need not be reached anew.
        var reached = self.held()
        reached.run { try $0.recordContactAttempt(reached: true, note: nil, by: siti, at: t0.adding(minutes: 2)) }
        reached.run(self.assign("budi", "ST-10", after: 10))
        #expect(reached.urgent?.holder == user("budi"))
        #expect(!reached.clocks.isRunning(.oncallAct))
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
        { aCase, now, _ in
            try aCase.assignWorker(
                user("siti"),
                workerRoles: siti.roles,
                letterNo: "ST-\(now)",
                by: coordinator,
                at: now
            )
        },
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
                "safetyAssessmentRecorded", "homeVisitCompleted", "consentFormRecorded", "protectiveActionRecorded",
            ],
        ],
        starts: [
            .oncallReraise: ["urgentCaseRaised", "urgentCaseEscalated"],
            .oncallAct: ["urgentCaseClaimed", "urgentHandoverAccepted", "caseWorkerAssigned"],
        ]
    )

    @Test(arguments: 0..<200)
    func `never two holders, never nobody responsible, the letter names the holder, whatever the sequence`(seed: Int) {
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
                case .caseWorkerAssigned(let assigned): if holder != nil { holder = assigned.worker }
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
                life.expect(aCase.worker?.worker == holder, "the letter names another than the holder")
            case .settled, .moved, nil: life.record("an open high case is always somebody's")
            }
        }
        life.end()
    }
}
