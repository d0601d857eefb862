import Instruments
import JSON
import Testing
import Vocabulary

@testable import ServiceUnitDomain

@Suite struct AssessmentTests {
    @Test func `rule 15: an adverse item ticked 1 is bad and must be in the plan, ticked 3 is good`() {
        #expect(readyForAssessment(.low).badItems(of: form3(bad: ["b1_4"]), .standard) == ["b1_4"])
        #expect(readyForAssessment(.low).badItems(of: form3(), .standard).isEmpty)
    }

    let six = ["b1_1", "b1_2", "b1_3", "b1_4", "b1_5", "b2_1"]

    @Test
    func
        `rule 16, S05 red_flag_raised, S05 risk_level_changed and S05 assessment_completed: five bad items of a category raise no flag, six raise it and the level`()
    {
        var five = readyForAssessment(.low)
        #expect(five.run { try $0.recordAssessment(form3(bad: Array(self.six.prefix(5))), by: siti, at: t0) } == nil)
        #expect(five.level == .low && five.stage == .planning)
        var flag = readyForAssessment(.low)
        let now = t0.adding(days: 1)
        #expect(flag.run { try $0.recordAssessment(form3(bad: self.six), by: siti, at: now) } == nil)
        #expect(flag.level == .high)
        #expect(flag.clocks[.contactSafety]?.dueAt == now.adding(hours: 24))
        #expect(flag.clocks[.protection]?.dueAt == now.adding(hours: 24))
        #expect(flag.clocks[.plan]?.dueAt == now.adding(days: 2))
    }

    @Test func `rule 16: three and three over two categories raise no flag; d2_7 never counts`() throws {
        var spread = readyForAssessment(.low)
        let bad = ["b1_1", "b1_2", "b1_3", "c1_1", "c1_2", "c1_3"]
        #expect(spread.run { try $0.recordAssessment(form3(bad: bad), by: siti, at: t0) } == nil)
        #expect(spread.level == .low)
        let environment = ["d1_1", "d1_2", "d1_3", "d1_4", "d1_5", "d2_7"]
        let form = try #require(Instruments.standard.current(.form3)).filled(["form": form3(bad: environment)])
        #expect(form.redFlags().isEmpty)
    }

    @Test func `rule 16: a red flag is lowered only by head_pksai with reason`() {
        var aCase = readyForAssessment(.low)
        aCase.run { try $0.recordAssessment(form3(bad: self.six), by: siti, at: t0.adding(hours: 3)) }
        aCase.hear(leveled(.low, at: t0.adding(hours: 4)), at: t0.adding(hours: 4))
        #expect(aCase.level == .high)
        let now = t0.adding(hours: 5)
        #expect(
            aCase.run { try $0.changeRiskLevel(to: .low, consulted: user("siti"), reason: "", by: head, at: now) }
                == .missing
        )
        #expect(
            aCase.run { try $0.changeRiskLevel(to: .low, consulted: nil, reason: "x", by: head, at: now) } == .missing
        )
        #expect(
            aCase.run { try $0.changeRiskLevel(to: .low, consulted: user("siti"), reason: "x", by: head, at: now) }
                == nil
        )
        #expect(aCase.level == .low)
    }

    @Test func `rule 17, D13, S05 step 3 and S05 home_visit_completed: items to be seen can't be scored unseen`() {
        var aCase = readyForAssessment(.low)
        aCase.homeVisited = false
        #expect(aCase.run { try $0.recordAssessment(form3(), by: siti, at: t0) } == .itemsNotObserved)
        var form = form3()
        for code in ["c1_3", "c1_4", "c1_5", "c1_6", "c2_1"] { form.answers[code] = Form3.Answer(notApplicable: "x") }
        #expect(aCase.run { try $0.recordAssessment(form, by: siti, at: t0) } == nil)
        aCase.childMetInPerson = false
        #expect(aCase.run { try $0.recordAssessment(form, by: siti, at: t0) } == .itemsNotObserved)
    }

    @Test func `S05 assessment_completed: every item is valued 1 to 3 or has a reason; nothing else is in the table`() {
        var aCase = readyForAssessment(.low)
        var missing = form3()
        missing.answers["d4_6"] = nil
        #expect(aCase.run { try $0.recordAssessment(missing, by: siti, at: t0) } == .itemsMissing)
        missing.answers["d4_6"] = Form3.Answer(value: 4)
        #expect(aCase.run { try $0.recordAssessment(missing, by: siti, at: t0) } == .invalid)
        missing.answers["d4_6"] = Form3.Answer(value: 3)
        missing.answers["b4_2"] = Form3.Answer(value: 3)
        #expect(aCase.run { try $0.recordAssessment(missing, by: siti, at: t0) } == .invalid)
    }

    @Test func `F3: everything that is wrong comes back at once, by pointer`() throws {
        let aCase = readyForAssessment(.low)
        var form = form3()
        form.answers["d4_6"] = nil
        form.answers["b1_1"] = Form3.Answer(value: 9)
        form.answers["z9_9"] = Form3.Answer(value: 1)
        form.carerViews = "  "
        form.birthCertificate = nil
        let rejection = #expect(throws: CaseRejection.self) { try aCase.recordAssessment(form, by: siti, at: t0) }
        #expect(rejection?.reason == .itemsMissing)
        #expect(
            rejection?.problems.map(\.pointer) == [
                "/form/birth_certificate", "/form/answers/b1_1", "/form/answers/d4_6", "/form/carer_views",
                "/form/answers/z9_9/value",
            ]
        )
    }

    /// Form 3 as it may be one day: a new item, and notes that must be written.
    func secondVersion() throws -> Instruments {
        var file = try #require(try JSONParser.parse(Instruments.files[2]).object)
        file["version"] = 2
        let fields = try #require(file["fields"]?.array).map { field -> JSONValue in
            guard field["code"] == "f3_professional_views", var object = field.object else { return field }
            object["required"] = "always"
            return .object(object)
        }
        let item: JSONValue = [
            "code": "d5_2", "section": "environment", "en": "knows whom to call", "id": "tahu siapa dihubungi",
            "type": "score", "class": "SH", "required": "always", "domain": "d5",
        ]
        file["fields"] = .array(fields + [item])
        return Instruments.standard.adding(try Instrument(value: .object(file)))
    }

    @Test func `F3: a case keeps the version it began with, a new case takes the new one`() throws {
        let later = try self.secondVersion()
        var old = readyForAssessment(.low)
        #expect(old.forms?["form3"] == 1)
        #expect(old.run { try $0.recordAssessment(form3(), instruments: later, by: siti, at: t0) } == nil)
        #expect(old.forms?["form3"] == 1)

        var new = readyForAssessment(.low)
        new.forms = nil
        let refused = #expect(throws: CaseRejection.self) {
            try new.recordAssessment(form3(), instruments: later, by: siti, at: t0)
        }
        #expect(refused?.problems.map(\.pointer) == ["/form/professional_views", "/form/answers/d5_2"])
        var form = form3()
        form.professionalViews = "made up"
        form.answers["d5_2"] = Form3.Answer(value: 1)
        #expect(new.run { try $0.recordAssessment(form, instruments: later, by: siti, at: t0) } == nil)
        #expect(new.forms?["form3"] == 2)
        // The new item is one that the plan must meet; the old case has never heard of it.
        let plan = [action("a1", items: ["d5_2"])]
        let review = t0.localDate.adding(days: 20)
        #expect(new.run { try $0.draftPlan(plan, reviewDate: review, instruments: later, by: siti, at: t0) } == nil)
        #expect(
            old.run { try $0.draftPlan(plan, reviewDate: review, instruments: later, by: siti, at: t0) } == .invalid
        )
        let gone = #expect(throws: CaseRejection.self) { try new.recordAssessment(form, by: siti, at: t0) }
        #expect(gone?.reason == .invalid)
    }

    @Test func `F2: the signer says who they are, and everything missing comes back at once`() {
        var aCase = Case(id: caseA)
        aCase.hear(registered(.low), at: t0)
        aCase.hear(eligible(), at: t0)
        aCase.run {
            try $0.assignWorker(user("siti"), workerRoles: siti.roles, letterNo: "ST", by: coordinator, at: t0)
        }
        var decision = consent(.willing(sharingWithPartners: true))
        decision.form?.signerBirthDate = nil
        decision.form?.signerAddress = " "
        decision.form?.signerPhone = nil
        let rejection = #expect(throws: CaseRejection.self) { try aCase.recordConsent(decision, by: siti, at: t0) }
        #expect(
            rejection?.problems.map(\.pointer) == [
                "/form/signer_birth_date", "/form/signer_address", "/form/signer_phone",
            ]
        )
    }

    @Test
    func `X23 and D11: no ending while high, and none above low`() {
        var high = readyForAssessment(.high)
        #expect(
            high.run { try $0.recordAssessment(form3(conclusion: .referAndClose), by: siti, at: t0) } == .levelTooHigh
        )
        var medium = readyForAssessment(.medium)
        #expect(medium.run { try $0.recordAssessment(form3(conclusion: .close), by: siti, at: t0) } == .levelTooHigh)
    }

    @Test
    func `D03 and S05 close_proposed: a conclusion to end stops the plan clock; a rejected closure starts it anew`() {
        var aCase = readyForAssessment(.low)
        aCase.run { try $0.recordAssessment(form3(conclusion: .close), by: siti, at: t0.adding(hours: 3)) }
        #expect(aCase.stage == .closing && !aCase.clocks.isRunning(.plan))
        aCase.run { try $0.rejectClosure(reason: "x", by: head, at: t0.adding(days: 2)) }
        #expect(aCase.clocks[.plan]?.dueAt == t0.adding(days: 16))
    }

    @Test
    func
        `rule 18, S05 plan_drafted, S05 plan_approved and S05 step 4: a bad item neither in the plan nor waived blocks approval`()
    {
        var aCase = readyForAssessment(.low)
        let form = form3(bad: ["b1_3", "c2_4"])
        aCase.run { try $0.recordAssessment(form, by: siti, at: t0) }
        let actions = [action(items: ["c2_4"])]
        let date = t0.localDate.adding(days: 30)
        #expect(aCase.run { try $0.draftPlan(actions, reviewDate: date, by: siti, at: t0) } == nil)
        let open = { (aCase: Case) in
            try aCase.approvePlan(form: form, actions: actions, waivers: [], by: supervisor, at: t0)
        }
        do { _ = try open(aCase) } catch { #expect((error as? CaseRejection)?.explanation.contains("b1_3") == true) }
        #expect(aCase.run(open) == .itemsUncovered)
        let waiver = Waiver(item: "b1_3", reason: "made up")
        #expect(aCase.run { try $0.waiveItem(waiver, by: siti, at: t0) } == .notAllowed)
        #expect(aCase.run { try $0.waiveItem(waiver, by: supervisor, at: t0) } == nil)
        #expect(
            aCase.run { try $0.approvePlan(form: form, actions: actions, waivers: [waiver], by: supervisor, at: t0) }
                == nil
        )
        #expect(aCase.stage == .inIntervention)
    }

    @Test func `a supervisor doesn't approve a plan of their own`() {
        var aCase = readyForAssessment(.low)
        aCase.run { try $0.recordAssessment(form3(), by: supervisor, at: t0) }
        let date = t0.localDate.adding(days: 30)
        aCase.run { try $0.draftPlan([action()], reviewDate: date, by: supervisor, at: t0) }
        #expect(
            aCase.run { try $0.approvePlan(form: form3(), actions: [], waivers: [], by: supervisor, at: t0) }
                == .notAllowed
        )
        #expect(aCase.run { try $0.approvePlan(form: form3(), actions: [], waivers: [], by: head, at: t0) } == nil)
    }

    @Test func `rule 19 and clock plan: no plan 49 hours after a high assessment is a breach; medium at 14 days`() {
        var high = readyForAssessment(.high)
        high.run { try $0.recordAssessment(form3(), by: siti, at: t0.adding(hours: 3)) }
        #expect(!missed(high.wait(until: t0.adding(hours: 50)), .plan))
        #expect(missed(high.wait(until: t0.adding(hours: 52)), .plan))
        var medium = readyForAssessment(.medium)
        medium.run { try $0.recordAssessment(form3(), by: siti, at: t0) }
        let week = medium.wait(until: t0.adding(days: 13))
        #expect(warned(week, .plan))
        #expect(!missed(week, .plan))
        #expect(missed(medium.wait(until: t0.adding(days: 14)), .plan))
    }

    @Test
    func
        `rule 20, D08 review_completed and clock review: the next review follows level and stability, never later than 3 months`()
    {
        for (level, stable, due) in [
            (RiskLevel.high, false, t0.adding(days: 11)), (.high, true, t0.adding(days: 17)),
            (.medium, false, t0.adding(days: 10).adding(months: 1)),
            (.low, true, t0.adding(days: 10).adding(months: 3)),
        ] {
            var aCase = inIntervention(level)
            let now = t0.adding(days: 10)
            let refused = aCase.run {
                try $0.recordReview(level: level, stable: stable, progress: "x", nextDate: nil, by: siti, at: now)
            }
            #expect(refused == nil)
            #expect(aCase.clocks[.review]?.dueAt == due, "\(level) \(stable)")
        }
        var agreed = inIntervention(.low)
        let date = t0.localDate.adding(days: 20)
        agreed.run { try $0.recordReview(level: .low, stable: true, progress: "x", nextDate: date, by: siti, at: t0) }
        #expect(agreed.clocks[.review]?.dueAt == date.end(in: .wita))
    }

    @Test func `a review raises the level at once but never lowers it`() {
        var aCase = inIntervention(.medium)
        #expect(
            aCase.run { try $0.recordReview(level: .low, stable: true, progress: "x", nextDate: nil, by: siti, at: t0) }
                == .notAllowed
        )
        let now = t0.adding(days: 9)
        aCase.run { try $0.recordReview(level: .high, stable: false, progress: "x", nextDate: nil, by: siti, at: now) }
        #expect(aCase.level == .high)
        #expect(aCase.clocks[.protection]?.dueAt == now.adding(hours: 24))
        #expect(aCase.clocks[.review]?.dueAt == now.adding(days: 1))
    }
}
