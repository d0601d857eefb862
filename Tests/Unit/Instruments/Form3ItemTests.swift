import Instruments
import JSON
import Testing

/// Form 3's data held to what domain.md §7.3.2 counts.
@Suite struct Form3ItemTests {
    let form: Instrument
    init() throws { self.form = try #require(Instruments.standard.current(.form3)) }

    func codes(_ include: (Field) -> Bool) -> [String] { self.form.items.filter(include).map(\.code) }

    @Test func `F3: 70 scored items, 25 and 25 and 20`() {
        #expect(self.form.items.count == 70)
        #expect(self.codes { self.form.category(of: $0) == "B" }.count == 25)
        #expect(self.codes { self.form.category(of: $0) == "C" }.count == 25)
        #expect(self.codes { self.form.category(of: $0) == "D" }.count == 20)
        #expect(Set(self.codes { _ in true }).count == 70)
    }

    @Test func `F3: nine items are seen, four of the child and five of the home`() {
        #expect(self.codes { $0.observation == .child } == ["b1_1", "b1_4", "b5_1", "b5_2"])
        #expect(self.codes { $0.observation == .home } == ["c1_3", "c1_4", "c1_5", "c1_6", "c2_1"])
    }

    @Test func `F3: nine items are adverse, five have no printed value, one says 4, one raises no flag`() {
        let adverse = ["b1_4", "b2_3", "b3_5", "b3_7", "c2_6", "d1_2", "d1_3", "d1_4", "d4_4"]
        #expect(self.codes(\.isAdverse) == adverse)
        #expect(self.codes { $0.printed == 1 } == adverse)
        #expect(self.codes { $0.printed == nil } == ["c3_1", "c5_3", "d1_1", "d2_7", "d4_6"])
        #expect(self.codes { $0.printed == 4 } == ["c1_5"])
        #expect(self.codes { !$0.countsForRedFlag } == ["d2_7"])
    }

    @Test func `F3: three rows are text only`() {
        for code in ["b4_2", "d3_2", "d5_1"] { #expect(self.form.field(code)?.type == .text) }
    }

    func answers(_ values: [String: JSONValue] = [:]) -> JSONObject {
        var answers = JSONObject(members: self.form.items.map { ($0.code, 3) })
        answers["b3_6"] = ["not_applicable": "no trauma"]
        answers["f3_birth_certificate"] = true
        for code in ["f3_child_views", "f3_carer_views", "f3_strengths", "f3_concerns"] { answers[code] = "said" }
        answers["f3_revise_risk"] = false
        answers["f3_conclusion"] = "continue"
        answers["f3_info_sheet_given"] = true
        for (code, value) in values { answers[code] = value }
        return answers
    }

    let context: FormContext = ["home_visited": true, "child_met": true, "level": "medium", "child_sex": "female"]

    @Test func `F3: a filled form is clean`() {
        let findings = self.form.check(self.answers(), context: self.context)
        #expect(findings.isClean && findings.warnings.isEmpty)
    }

    @Test func `F3: all problems at once, each with its pointer, and never a value`() {
        let findings = self.form.check(
            self.answers([
                "b1_1": 7, "b1_2": .null, "b1_3": ["value": 2, "not_applicable": "secret"], "b2_1": "secret",
                "b2_2": ["not_applicable": "  "], "f3_conclusion": "secret", "f3_carer_views": "   ",
                "f3_child_views": .null, "f3_secret": 1, "f3_nik": "7371000000009001",
            ]),
            context: self.context
        )
        #expect(
            findings.problems.map { "\($0.code) \($0.pointer)" }.sorted() == [
                "invalid /b1_1", "invalid /b1_3", "invalid /b2_1", "invalid /f3_conclusion", "invalid /f3_nik",
                "invalid /f3_secret", "items_missing /b1_2", "items_missing /b2_2", "missing /f3_carer_views",
                "missing /f3_child_views",
            ]
        )
        for problem in findings.problems where problem.pointer != "/f3_secret" {
            #expect(!"\(problem.expected) \(problem.found)".contains("secret"))
        }
    }

    @Test func `rule 17: what wasn't seen can't be scored, what isn't known says nothing`() {
        var context = self.context
        context["home_visited"] = false
        let unseen = self.form.check(self.answers(), context: context).problems
        #expect(unseen.map(\.pointer) == ["/c1_3", "/c1_4", "/c1_5", "/c1_6", "/c2_1"])
        #expect(unseen.allSatisfy { $0.code == "items_not_observed" })
        context["child_met"] = false
        context["home_visited"] = true
        #expect(
            self.form.check(self.answers(), context: context).problems.map(\.pointer)
                == ["/b1_1", "/b1_4", "/b5_1", "/b5_2"]
        )
        #expect(self.form.check(self.answers(), context: [:]).isClean)
    }

    @Test func `F3: an item that isn't asked of this child takes no value`() {
        var context = self.context
        context["child_sex"] = "male"
        #expect(self.form.check(self.answers(), context: context).problems.map(\.pointer) == ["/b1_6"])
        #expect(self.form.check(self.answers(["b3_6": 2]), context: self.context).problems.map(\.pointer) == ["/b3_6"])
        #expect(self.form.check(self.answers(["b3_6": 2, "b3_5": 1]), context: self.context).isClean)
    }

    @Test func `rule 15: an adverse item ticked 1 is bad, ticked 3 good, never inverted`() {
        #expect(self.form.badItems(in: self.answers(["b1_4": 1])) == ["b1_4"])
        #expect(self.form.badItems(in: self.answers(["b1_4": 3])).isEmpty)
    }

    @Test func `rule 16: five bad items of a category raise no flag, six do, three and three don't`() {
        func bad(_ codes: [String]) -> [Instrument.RedFlag] {
            self.form.redFlags(in: self.answers(Dictionary(uniqueKeysWithValues: codes.map { ($0, 2) })))
        }
        #expect(bad(["b1_1", "b1_2", "b1_3", "b1_4", "b1_5"]).isEmpty)
        let six = ["b1_1", "b1_2", "b1_3", "b1_4", "b1_5", "b2_1"]
        #expect(bad(six).map(\.category) == ["B"])
        #expect(bad(six).first?.items == six)
        #expect(bad(["b1_1", "b1_2", "b1_3", "c1_1", "c1_2", "c2_2"]).isEmpty)
        #expect(bad(["d1_1", "d1_2", "d1_3", "d1_4", "d1_5", "d2_7"]).isEmpty)
    }

    @Test func `F3: a domain's value is suggested as its lowest item's`() {
        let suggested = self.form.suggestedDomainScores(in: self.answers(["b1_3": 1, "b1_2": 2]))
        #expect(suggested["b1"] == 1)
        #expect(suggested["b2"] == 3)
        #expect(suggested["d5"] == nil)
    }

    @Test func `F3: refer and close not while high, close only at none or low`() {
        func check(_ conclusion: JSONValue, _ level: JSONValue, _ more: [String: JSONValue] = [:]) -> [String] {
            var context = self.context
            context["level"] = level
            let answers = self.answers(more.merging(["f3_conclusion": conclusion]) { $1 })
            return self.form.check(answers, context: context).problems.map(\.code)
        }
        #expect(check("refer_and_close", "high") == ["level_too_high"])
        #expect(check("refer_and_close", "medium").isEmpty)
        #expect(check("close", "medium") == ["level_too_high"])
        #expect(check("close", "low").isEmpty)
        let raised: [String: JSONValue] = ["f3_revise_risk": true, "f3_new_risk": "high", "f3_immediate_action": true]
        #expect(check("refer_and_close", "medium", raised) == ["level_too_high"])
    }

    @Test func `F3: a new level high asks whether to act at once`() {
        let answers = self.answers(["f3_revise_risk": true, "f3_new_risk": "high"])
        let problems = self.form.check(answers, context: self.context).problems
        #expect(problems.map(\.pointer) == ["/f3_immediate_action"])
        #expect(
            self.form.check(self.answers(["f3_revise_risk": true]), context: self.context).problems.map(\.pointer)
                == ["/f3_new_risk"]
        )
    }
}
