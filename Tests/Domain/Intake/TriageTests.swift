import IntakeDomain
import Instruments
import Testing
import Vocabulary

@Suite struct TriageTests {
    private let calm = InitialAssessment(vulnerable: false)

    @Test func `rule 4, S01 deadline_missed and clock initial_assessment: a warning after 24 hours, a breach after 48`()
        throws
    {
        let waiting = registered(report())
        #expect(waiting.ring(.initialAssessment, generation: 1, at: now.adding(hours: 23)).isEmpty)
        let warned = waiting.applying(waiting.ring(.initialAssessment, generation: 1, at: now.adding(hours: 24)))
        #expect(warned.clocks[.initialAssessment]?.phase == .warned)
        let missed = warned.applying(warned.ring(.initialAssessment, generation: 1, at: now.adding(hours: 48)))
        #expect(missed.clocks[.initialAssessment]?.phase == .missed)
        #expect(missed.ring(.initialAssessment, generation: 1, at: now.adding(hours: 49)).isEmpty)
    }

    @Test func `rule 4: in an emergency the breach is at 24 hours`() {
        let urgent = registered(report(emergency: true))
        let rung = urgent.applying(urgent.ring(.initialAssessment, generation: 1, at: now.adding(hours: 24)))
        #expect(rung.clocks[.initialAssessment]?.phase == .missed)
    }

    @Test
    func `rule 4 and S01 emergency_flagged: an emergency flagged later moves the breach to 24 hours from registration`()
        throws
    {
        let waiting = registered(report())
        let events = try waiting.supplement(
            Supplement(emergency: true),
            form: try waiting.form,
            isOwner: true,
            policy: .init(),
            at: now.adding(hours: 3)
        )
        #expect(waiting.applying(events).clocks[.initialAssessment]?.dueAt == now.adding(hours: 24))
        #expect(waiting.applying(events).isUrgent)
    }

    @Test
    func `rule 5, S01 initial_assessment_recorded and S01 step 2: an assessment closes the initial assessment's clock`()
        throws
    {
        let waiting = registered(report())
        let events = try waiting.assess(
            Judgement(self.calm, riskLevel: .medium),
            form: try waiting.form,
            by: officer,
            at: now.adding(hours: 2)
        )
        let assessed = waiting.applying(events)
        #expect(!assessed.clocks.isRunning(.initialAssessment))
        #expect(assessed.status == .withIdentification)
        #expect(assessed.actBy(ProcedureLimits()) == now.adding(hours: 72))
    }

    @Test(arguments: [Role.tksk, .psm])
    func `rule 29: a TKSK or PSM sets no level, forwards nothing and closes nothing`(_ role: Role) throws {
        let waiting = registered(report())
        let form = try waiting.form
        let actor = Actor(username: "tono", roles: [role])
        #expect(throws: Complaint.Rejection.decidesNothing(ask: Complaint.assessors)) {
            try waiting.assess(Judgement(self.calm, riskLevel: .low), form: form, by: actor, at: now)
        }
        #expect(throws: Complaint.Rejection.decidesNothing(ask: Complaint.assessors)) {
            try waiting.forward(form: form, by: actor, at: now)
        }
        #expect(throws: Complaint.Rejection.decidesNothing(ask: [.intakeOfficer, .headPksai])) {
            try waiting.closeWithAdvice("rest", form: form, by: actor, at: now)
        }
        #expect(throws: Complaint.Rejection.decidesNothing(ask: [.intakeOfficer, .socialWorker])) {
            try waiting.completeForm1(Supplement(), form: form, by: actor, policy: .init(), at: now)
        }
    }

    @Test func `others are told whose task it is`() throws {
        let waiting = registered(report())
        #expect(throws: Complaint.Rejection.notAllowed(needed: Complaint.assessors)) {
            try waiting.assess(
                Judgement(self.calm, riskLevel: .low),
                form: try waiting.form,
                by: Actor(username: "ops-1", roles: [.ops]),
                at: now
            )
        }
    }

    @Test func `less than the suggested high needs a reason`() throws {
        let harmed = registered(report(categories: [.neglectVictim]))
        let form = try harmed.form
        var judgement = Judgement(
            InitialAssessment(vulnerable: true, vulnerabilityTypes: [.social]),
            riskLevel: .medium
        )
        #expect(throws: Complaint.Rejection.reasonNeeded) {
            try harmed.assess(judgement, form: form, by: officer, at: now)
        }
        judgement.reason = "the grandmother took the child in"
        #expect(throws: Never.self) { try harmed.assess(judgement, form: form, by: officer, at: now) }
    }

    @Test func `none with harm needs a supervisor's note`() throws {
        let harmed = registered(report(categories: [.violenceVictim]))
        let form = try harmed.form
        var judgement = Judgement(self.calm, riskLevel: .none)
        #expect(throws: Complaint.Rejection.supervisorNoteNeeded) {
            try harmed.assess(judgement, form: form, by: officer, at: now)
        }
        judgement.supervisorNote = "an old story, checked with the school"
        #expect(throws: Never.self) { try harmed.assess(judgement, form: form, by: officer, at: now) }
    }

    @Test
    func `S01 complaint_closed_with_advice: none ends with advice; a vulnerable child needs local help considered`()
        throws
    {
        let waiting = registered(report())
        let none = Judgement(InitialAssessment(vulnerable: true, vulnerabilityTypes: [.economic]), riskLevel: .none)
        let assessed = waiting.applying(try waiting.assess(none, form: try waiting.form, by: officer, at: now))
        #expect(assessed.status == .assessed)
        let form = try assessed.form
        #expect(throws: Complaint.Rejection.localHelpNotConsidered) {
            try assessed.closeWithAdvice("PUSPAGA", form: form, by: officer, at: now)
        }
        let closed = assessed.applying(
            try assessed.closeWithAdvice("PUSPAGA", localHelp: "rice aid", form: form, by: officer, at: now)
        )
        #expect(closed.status == .closedWithAdvice)
        #expect(closed.clocks.earliestDue() == nil)
    }

    @Test func `S01 complaint_closed_with_advice: only none ends with advice`() throws {
        let waiting = registered(report(.low))
        #expect(throws: Complaint.Rejection.alreadyForwarded) {
            try waiting.closeWithAdvice("rest", form: try waiting.form, by: officer, at: now)
        }
    }

    @Test
    func
        `S01 complaint_forwarded and S01 step 3: forwarding needs the mandatory part of Form 1, or that it is marked as unknown`()
        throws
    {
        let waiting = registered(report())
        let none = Judgement(InitialAssessment(vulnerable: false, recommendation: "watch"), riskLevel: .none)
        let assessed = waiting.applying(try waiting.assess(none, form: try waiting.form, by: officer, at: now))
        let refused = #expect(throws: Complaint.Rejection.self) {
            try assessed.forward(form: try assessed.form, by: officer, at: now)
        }
        let gaps = ["/child/name", "/child/sex", "/child/birth_date", "/child/address/street", "/family/cared_by"]
        #expect(refused?.problems.map(\.pointer) == gaps)
        let filled = assessed.applying(
            try assessed.completeForm1(
                Supplement(child: ChildIdentity(nickname: "Ani", sex: .female)),
                unknown: ["f1_address", "f1_birth_date", "f1_cared_by"],
                place: "made up",
                date: now.localDate,
                signed: true,
                form: try assessed.form,
                by: officer,
                policy: .init(),
                at: now
            )
        )
        #expect(filled.signedBy == Username("nur"))
        let sent = filled.applying(try filled.forward(form: try filled.form, by: officer, at: now))
        #expect(sent.status == .withIdentification)
    }

    @Test func `D14: after forwarding only the head lowers a level, with a reason`() throws {
        let sent = registered(report(.high))
        let form = try sent.form
        var lower = Judgement(self.calm, riskLevel: .low)
        #expect(throws: Complaint.Rejection.loweringNeedsHead) {
            try sent.assess(lower, form: form, by: officer, at: now)
        }
        #expect(throws: Complaint.Rejection.reasonNeeded) { try sent.assess(lower, form: form, by: head, at: now) }
        lower.reason = "seen at school, safe"
        let lowered = sent.applying(try sent.assess(lower, form: form, by: head, at: now))
        #expect(lowered.riskLevel == .low)
    }

    @Test func `what is judged can't be marked as unknown`() throws {
        let waiting = registered(report())
        #expect(throws: Complaint.Rejection.cannotBeUnknown(["f1_vulnerable"])) {
            try waiting.completeForm1(
                Supplement(),
                unknown: ["f1_vulnerable"],
                form: try waiting.form,
                by: officer,
                policy: .init(),
                at: now
            )
        }
    }
}
