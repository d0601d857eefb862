import Testing
import Vocabulary

@testable import ServiceUnitDomain

@Suite struct ConferenceTests {
    let now = t0.adding(days: 3)
    let partner = actor("fajar", .focalPoint)

    func scheduled(_ aCase: Case) -> Conference {
        var conference = Conference(id: conferenceID)
        conference.attempt {
            try $0.schedule(
                aCase,
                startsAt: self.now.adding(days: 1),
                place: "the centre",
                institutions: ["r11", "r12"],
                by: coordinator,
                at: self.now
            )
        }
        return conference
    }

    func invite(
        _ institution: String,
        _ aCase: Case,
        facts: String = "x",
        actions: [String] = ["a1"],
        naming known: KnownNames = KnownNames()
    ) -> (Conference) throws -> [Conference.Event] {
        {
            try $0.invite(
                institution,
                need: .psychology,
                actionIDs: actions,
                facts: facts,
                naming: known,
                aCase,
                by: siti,
                at: self.now
            )
        }
    }

    func held(_ aCase: Case) -> Conference {
        var conference = self.scheduled(aCase)
        conference.attempt(self.invite("r11", aCase))
        conference.attempt {
            try $0.hold(present: ["r11"], minutesNo: "NK-1", aCase, by: coordinator, at: self.now)
        }
        return conference
    }

    func takeOver(
        _ institution: String?,
        of aCase: Case = inIntervention(.low),
        due: LocalDate? = nil
    ) -> (Conference) throws -> [Conference.Event] {
        {
            try $0.takeOver(
                "a1",
                due: due ?? self.now.localDate.adding(days: 14),
                institution: institution,
                aCase,
                by: self.partner,
                at: self.now
            )
        }
    }

    @Test
    func `S07 conference_scheduled and S07 step 1: focal points named, consent covers sharing, by coordinator_pksai`() {
        let aCase = inIntervention(.low)
        let schedule = { (aCase: Case, institutions: [String], actor: Actor) in
            { (conference: Conference) throws -> [Conference.Event] in
                try conference.schedule(
                    aCase,
                    startsAt: self.now.adding(days: 1),
                    place: "x",
                    institutions: institutions,
                    by: actor,
                    at: self.now
                )
            }
        }
        var conference = Conference(id: conferenceID)
        #expect(conference.attempt(schedule(aCase, ["r11"], siti)) == .notAllowed)
        #expect(conference.attempt(schedule(aCase, [], coordinator)) == .missing)
        var silent = aCase
        silent.consent.sharingWithPartners = false
        #expect(conference.attempt(schedule(silent, ["r11"], coordinator)) == .noConsent)
        #expect(conference.attempt(schedule(aCase, ["r11"], coordinator)) == nil)
        #expect(conference.phase == .scheduled && conference.caseID == caseA)
    }

    @Test
    func
        `S07 focal_point_invited, S07 step 2 and rule 25: minimum facts of a named partner's actions; no place for a reporter`()
    {
        let aCase = inIntervention(.low)
        var conference = self.scheduled(aCase)
        #expect(conference.attempt(self.invite("r99", aCase)) == .invalid)
        #expect(conference.attempt(self.invite("r11", aCase, actions: ["zz"])) == .invalid)
        #expect(conference.attempt(self.invite("r11", aCase, facts: "")) == .missing)
        #expect(conference.attempt(self.invite("r11", aCase, facts: String(repeating: "x", count: 801))) == .invalid)
        #expect(conference.attempt(self.invite("r11", aCase)) == nil)
        #expect(conference.attempt(self.invite("r11", aCase)) == .wrongOrder)
        #expect(conference.phase == .invited)
    }

    @Test(arguments: [
        "Melati needs a bed", "the child (MELATI) is out of school", "rahmat sajalah beats her",
        "Bu Sitti cares for her",
        "NIK 7371 0155 0312 9002", "call 0811-900-9001",
    ])
    func `S07 focal_point_invited: facts that hold a name or number of the child or its family are refused`(
        facts: String
    ) {
        let known = KnownNames(
            ChildIdentity(
                name: "Putri Melati",
                nik: "7371015503129002",
                carerName: "Ibu Sitti",
                carerPhone: "08119009001"
            ),
            Family(father: Parent(name: "Rahmat"))
        )
        let aCase = inIntervention(.medium)
        var conference = self.scheduled(aCase)
        #expect(throws: CaseRejection.self) { try self.invite("r11", aCase, facts: facts, naming: known)(conference) }
        do {
            _ = try self.invite("r11", aCase, facts: facts, naming: known)(conference)
        } catch {
            let rejection = error as? CaseRejection
            #expect(rejection?.pointer == "/facts")
            #expect(rejection.map { !known.occur(in: $0.explanation) } == true)
        }
        let allowed = "a girl (putri) of 9, three weeks out of school since 2026-03-02"
        #expect(conference.attempt(self.invite("r11", aCase, facts: allowed, naming: known)) == nil)
    }

    @Test(arguments: [
        ("Li Na", "the neighbours say that li na is alone"), ("Li Na", "a girl, Li, needs a bed"),
        ("Al Ika Yu", "ask for al ika at the door"), ("Putri", "a place for Putri and her brother"),
        ("Kasih Bunga", "KASIH BUNGA stays with an aunt"), ("Bayi Ibu Yu", "bring what ibu yu asked for"),
        ("Nur binti Al", "nur is out of school"), ("D'Ai", "they call her dai; D'Ai is nine"),
    ])
    func `S07 focal_point_invited: a name of short or everyday words is found as a name is written`(
        name: String,
        facts: String
    ) {
        let known = KnownNames(ChildIdentity(name: name), nil)
        #expect(known.occur(in: facts))
    }

    @Test(arguments: [
        ("Li Na", "Na is sodium. A girl of 9; li alone means nothing"),
        ("Di", "Di rumah tidak ada orang; di sekolah ada"),
        ("Putri", "a girl (putri) of 9"), ("Kasih Melati", "kasih makan, terima kasih; out of school since April"),
        ("April Melati", "out of school since April"), ("Bayi Ibu Yu", "the bayi ibu speaks of is fed"),
        ("Putri Melati binti Haji Umar", "her father is haji, her brother a putra"), ("", "a girl of 9"),
    ])
    func `S07 focal_point_invited: words that are only a part of a name, and name nobody alone, pass`(
        name: String,
        facts: String
    ) {
        #expect(!KnownNames(ChildIdentity(name: name), nil).occur(in: facts))
    }

    @Test func `S07 conference_held, S07 steps 3–4: at least one focal point, and child's and family's views on file`()
    {
        let aCase = inIntervention(.low)
        let hold = { (present: [String], aCase: Case) in
            { (conference: Conference) throws -> [Conference.Event] in
                try conference.hold(present: present, minutesNo: "NK-1", aCase, by: coordinator, at: self.now)
            }
        }
        var conference = self.scheduled(aCase)
        #expect(conference.attempt(hold(["r11"], aCase)) == .wrongOrder)
        conference.attempt(self.invite("r11", aCase))
        #expect(conference.attempt(hold([], aCase)) == .missing)
        #expect(conference.attempt(hold(["r12"], aCase)) == .invalid)
        #expect(conference.attempt(hold(["r11"], readyForAssessment(.low))) == .wrongOrder)
        #expect(conference.attempt(hold(["r11"], aCase)) == nil)
    }

    @Test
    func
        `rule 22, S07 intervention_taken_over, S07 step 5 and D08 intervention_recorded: the partner owns the action, the case stays with its manager`()
    {
        var aCase = inIntervention(.low)
        var conference = self.held(aCase)
        #expect(conference.attempt(self.takeOver("r12")) == .notYours)
        #expect(conference.attempt(self.takeOver("r11", due: self.now.localDate)) == .invalid)
        let events = (try? self.takeOver("r11")(conference)) ?? []
        for event in events {
            conference.apply(event)
            if case .interventionTakenOver(let taken) = event { aCase.apply(.interventionTakenOver(taken)) }
        }
        #expect(conference.phase == .takenOver)
        #expect(conference.attempt(self.takeOver("r11")) == .invalid)
        #expect(aCase.manager == user("siti"))
        #expect(aCase.clocks.isRunning(.review))
        let due = self.now.localDate.adding(days: 14)
        #expect(aCase.clocks[.interventionDue]?.dueAt == due.end(in: .wita))
        var late = aCase
        #expect(missed(late.wait(until: due.end(in: .wita)), .interventionDue))
        // The partner reports on its own action only; done ends the limit.
        let report = { (institution: String) in
            { (aCase: Case) throws -> [Case.Event] in
                try aCase.recordIntervention(
                    actionID: "a1",
                    kind: .rehabilitation,
                    status: .done,
                    result: "x",
                    institution: institution,
                    by: self.partner,
                    at: self.now
                )
            }
        }
        #expect(aCase.run(report("r12")) == .notYours)
        #expect(aCase.run(report("r11")) == nil)
        #expect(!aCase.clocks.isRunning(.interventionDue))
    }

    @Test
    func
        `D08 consent_withdrawn and clock intervention_due: what a partner took over ends with the consent, its date too`()
    {
        var aCase = inIntervention(.low)
        var conference = self.held(aCase)
        for event in (try? self.invite("r11", aCase)(self.scheduled(aCase))) ?? [] {
            if let known = event.ofCase { aCase.apply(known) }
        }
        for event in (try? self.takeOver("r11")(conference)) ?? [] {
            conference.apply(event)
            if let known = event.ofCase { aCase.apply(known) }
        }
        #expect(aCase.clocks.isRunning(.interventionDue) && aCase.owns("a1", "r11") && !aCase.replanning)
        let kept = aCase
        #expect(aCase.run { try $0.withdrawConsent(reason: nil, by: siti, at: self.now) } == nil)
        #expect(!aCase.clocks.isRunning(.interventionDue))
        #expect(aCase.withdrawal?.waiting.contains("r11") == true, "it is told, and says that it stopped")
        #expect(!aCase.owns("a1", "r11") && aCase.replanning, "the action is nobody's until the plan is made anew")
        var late = aCase
        #expect(!missed(late.wait(until: self.now.adding(days: 60)), .interventionDue))
        // To protect all the same gives the partner nothing back.
        #expect(aCase.run { try $0.decideWithdrawal(protect: true, reason: "x", by: head, at: self.now) } == nil)
        let report = { (aCase: Case) throws -> [Case.Event] in
            try aCase.recordIntervention(
                actionID: "a1",
                status: .done,
                result: "x",
                institution: "r11",
                by: self.partner,
                at: self.now
            )
        }
        #expect(aCase.run(report) == .notYours)
        var done = kept
        #expect(done.run(report) == nil)
        #expect(done.run { try $0.withdrawConsent(reason: nil, by: siti, at: self.now) } == nil)
        #expect(!done.replanning, "what was done stays done")
    }

    @Test func `D08 consent_withdrawn and S07 intervention_taken_over: nothing is taken over once consent is gone`() {
        var aCase = inIntervention(.low)
        var conference = self.held(aCase)
        var consented = conference
        #expect(consented.attempt(self.takeOver("r11", of: aCase)) == nil)
        aCase.run { try $0.withdrawConsent(reason: nil, by: siti, at: self.now) }
        #expect(conference.attempt(self.takeOver("r11", of: aCase)) == .noConsent)
    }

    @Test func `S07 intervention_declined: with a reason, leads to a new plan`() {
        var aCase = inIntervention(.low)
        var conference = self.held(aCase)
        let decline = { (reason: String) in
            { (conference: Conference) throws -> [Conference.Event] in
                try conference.decline("a1", reason: reason, institution: "r11", by: self.partner, at: self.now)
            }
        }
        #expect(conference.attempt(decline(" ")) == .missing)
        for event in (try? decline("no therapist")(conference)) ?? [] {
            conference.apply(event)
            if case .interventionDeclined(let declined) = event { aCase.apply(.interventionDeclined(declined)) }
        }
        #expect(conference.phase == .replanning)
        #expect(aCase.replanning)
        #expect(aCase.manager == user("siti"))
    }

    @Test func `S07 conference_documented and S07 step 6: once everybody present has answered`() {
        let aCase = inIntervention(.low)
        var conference = self.held(aCase)
        #expect(conference.attempt { try $0.document(by: archivist, at: self.now) } == .wrongOrder)
        conference.attempt(self.takeOver("r11"))
        #expect(conference.attempt { try $0.document(by: siti, at: self.now) } == .notAllowed)
        #expect(conference.attempt { try $0.document(by: archivist, at: self.now) } == nil)
        #expect(conference.phase == .documented)
    }

    @Test func `S06 conference_requested: by the case's own people or the meeting`() {
        let aCase = inIntervention(.low)
        var conference = Conference(id: conferenceID)
        #expect(conference.attempt { try $0.request(aCase, by: budi, at: self.now) } == .notYours)
        #expect(conference.attempt { try $0.request(aCase, by: siti, at: self.now) } == nil)
        #expect(conference.attempt { try $0.request(aCase, by: secretary, at: self.now) } == .wrongOrder)
    }
}
