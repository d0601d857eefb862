import Testing
import Vocabulary

@testable import ServiceUnitDomain

@Suite struct AssessmentTests {
    @Test func `the table has 70 scored items, 9 observed, 9 adverse`() {
        #expect(Form3Item.all.count == 70)
        #expect(Form3Item.all.filter { $0.category == .childNeeds }.count == 25)
        #expect(Form3Item.all.filter { $0.category == .caregiving }.count == 25)
        #expect(Form3Item.all.filter { $0.category == .environment }.count == 20)
        #expect(Form3Item.all.filter { $0.observation != nil }.count == 9)
        #expect(
            Form3Item.all.filter { $0.observation == .home }.map(\.code) == ["c1_3", "c1_4", "c1_5", "c1_6", "c2_1"]
        )
        #expect(
            Form3Item.all.filter(\.isAdverse).map(\.code)
                == ["b1_4", "b2_3", "b3_5", "b3_7", "c2_6", "d1_2", "d1_3", "d1_4", "d4_4"]
        )
    }

    @Test func `rule 15: an adverse item ticked 1 is bad and counts, ticked 3 is good`() {
        #expect(form3(bad: ["b1_4"]).badItems == ["b1_4"])
        #expect(form3(bad: ["b1_4"]).flaggedItems(of: .childNeeds) == ["b1_4"])
        #expect(form3().badItems.isEmpty)
    }

    let six = ["b1_1", "b1_2", "b1_3", "b1_4", "b1_5", "b2_1"]

    @Test func `rule 16: five bad items of a category raise no flag, six raise it and the level`() {
        var five = readyForAssessment(.low)
        #expect(five.run { try $0.recordAssessment(form3(bad: Array(self.six.prefix(5))), by: siti, at: t0) } == nil)
        #expect(five.level == .low)
        var flag = readyForAssessment(.low)
        let now = t0.adding(days: 1)
        #expect(flag.run { try $0.recordAssessment(form3(bad: self.six), by: siti, at: now) } == nil)
        #expect(flag.level == .high)
        #expect(flag.clocks[.contactSafety]?.dueAt == now.adding(hours: 24))
        #expect(flag.clocks[.protection]?.dueAt == now.adding(hours: 24))
        #expect(flag.clocks[.plan]?.dueAt == now.adding(days: 2))
    }

    @Test func `rule 16: three and three over two categories raise no flag; d2_7 never counts`() {
        var spread = readyForAssessment(.low)
        let bad = ["b1_1", "b1_2", "b1_3", "c1_1", "c1_2", "c1_3"]
        #expect(spread.run { try $0.recordAssessment(form3(bad: bad), by: siti, at: t0) } == nil)
        #expect(spread.level == .low)
        let environment = ["d1_1", "d1_2", "d1_3", "d1_4", "d1_5", "d2_7"]
        #expect(form3(bad: environment).flaggedItems(of: .environment).count == 5)
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

    @Test func `rule 17: items to be seen can't be scored unseen`() {
        var aCase = readyForAssessment(.low)
        aCase.homeVisited = false
        #expect(aCase.run { try $0.recordAssessment(form3(), by: siti, at: t0) } == .itemsNotObserved)
        var form = form3()
        for code in ["c1_3", "c1_4", "c1_5", "c1_6", "c2_1"] { form.answers[code] = Form3.Answer(notApplicable: "x") }
        #expect(aCase.run { try $0.recordAssessment(form, by: siti, at: t0) } == nil)
        aCase.childMetInPerson = false
        #expect(aCase.run { try $0.recordAssessment(form, by: siti, at: t0) } == .itemsNotObserved)
    }

    @Test func `every item is valued 1 to 3 or has a reason; nothing else is in the table`() {
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

    @Test func `a domain's suggestion is its lowest item`() {
        let scores = form3(bad: ["b2_3"]).suggestedDomainScores
        #expect(scores["b2"] == 1)
        #expect(scores["b1"] == 3)
    }

    @Test func `X23 and D11: no ending while high, and none above low`() {
        var high = readyForAssessment(.high)
        #expect(
            high.run { try $0.recordAssessment(form3(conclusion: .referAndClose), by: siti, at: t0) } == .levelTooHigh
        )
        var medium = readyForAssessment(.medium)
        #expect(medium.run { try $0.recordAssessment(form3(conclusion: .close), by: siti, at: t0) } == .levelTooHigh)
    }

    @Test func `D03: a conclusion to end stops the plan clock; a rejected closure starts it anew`() {
        var aCase = readyForAssessment(.low)
        aCase.run { try $0.recordAssessment(form3(conclusion: .close), by: siti, at: t0.adding(hours: 3)) }
        #expect(!aCase.clocks.isRunning(.plan))
        aCase.run { try $0.rejectClosure(reason: "x", by: head, at: t0.adding(days: 2)) }
        #expect(aCase.clocks[.plan]?.dueAt == t0.adding(days: 16))
    }

    @Test func `rule 18: a bad item neither in the plan nor waived blocks approval`() {
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

    @Test func `rule 19: no plan 49 hours after a high assessment is a breach; medium at 14 days`() {
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

    @Test func `rule 20: the next review follows level and stability, never later than 3 months`() {
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
        #expect(agreed.clocks[.review]?.dueAt == date.end)
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
