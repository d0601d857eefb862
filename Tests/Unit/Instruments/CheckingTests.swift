import Instruments
import JSON
import Testing

@Suite struct CheckingTests {
    func form(_ name: FormName) throws -> Instrument { try #require(Instruments.standard.current(name)) }

    @Test func `F7: the body of the command and the answers are two ways to write one form`() throws {
        let form = try self.form(.form7)
        let body: JSONValue = [
            "case_id": "x", "reasons": ["some_goals"],
            "form": ["note": "said", "knows_contact": true, "understands_closed": false],
        ]
        let answers = form.answers(in: body)
        #expect(answers["f7_r2_some_goals"] == true)
        #expect(answers["f7_r1_all_goals"] == false)
        #expect(answers["f7_note"] == "said")
        #expect(form.body(of: answers, in: ["case_id": "x"]) == body)
        #expect(form.check(body: body).isClean)
    }

    @Test func `F7: problems point into the message that carries the form`() throws {
        let findings = try self.form(.form7).check(body: ["reasons": ["some_goals"], "form": ["knows_contact": "yes"]])
        #expect(
            findings.problems.map { "\($0.code) \($0.pointer)" } == [
                "missing /form/note", "invalid /form/knows_contact", "missing /form/understands_closed",
            ]
        )
    }

    @Test func `F2: a message that can't be read as one still hears what its form says of the rest, all at once`() {
        let body: JSONValue = [
            "case_id": "x", "decision": "willing", "capacity": "uncle", "informed": false,
            "form": ["signer_name": "", "place": "Makassar", "date": "yesterday"],
        ]
        let unread = [Problem(pointer: "/capacity", expected: "one of parent, guardian, companion", found: "string")]
        let problems = Instruments.standard.problems(in: body, of: "record_consent", beside: unread)
        #expect(problems.first == unread.first)
        #expect(
            problems.map(\.pointer).sorted() == [
                "/capacity", "/form/date", "/form/signer_address", "/form/signer_birth_date", "/form/signer_name",
                "/form/signer_phone", "/informed", "/purpose_explained", "/sharing_with_partners",
                "/suspected_perpetrator",
            ]
        )
        func places(_ command: String) -> [String] {
            let unread = [Problem(pointer: "/case_id", expected: "string", found: "missing")]
            return Instruments.standard.problems(in: [:], of: command, beside: unread).dropFirst().map(\.pointer)
        }
        // What closing asks is not what proposing asks.
        #expect(places("approve_closure") == ["/all_discussed"])
        // Filled in bit by bit: nothing is missing from one message.
        #expect(places("complete_form_1").isEmpty)
        #expect(places("show_case").isEmpty)
        // A body that can be read is the rule's to judge.
        #expect(Instruments.standard.problems(in: [:], of: "record_consent", beside: []).isEmpty)
    }

    @Test func `rule 27: closure needs a reason, and reaching 18 alone isn't one with a mental-development reason`()
        throws
    {
        let form = try self.form(.form7)
        let told: JSONValue = ["note": "x", "knows_contact": true, "understands_closed": true]
        #expect(form.check(body: ["reasons": [], "form": told]).problems.map(\.code) == ["missing"])
        var late = try #require(told.object)
        late["mental_development_reason"] = "x"
        let alone = form.check(body: ["reasons": ["age_18"], "form": .object(late)])
        #expect(alone.problems.map(\.code) == ["age_not_automatic"])
        #expect(form.check(body: ["reasons": ["age_18", "all_goals"], "form": .object(late)]).isClean)
        let undiscussed = form.check(body: ["all_discussed": false], step: "approve_closure")
        #expect(undiscussed.problems.map(\.pointer) == ["/all_discussed"])
    }

    @Test func `F7: moved away or died, nobody is asked whether they understand`() throws {
        let form = try self.form(.form7)
        for reason in ["moved_unknown", "died"] {
            #expect(form.check(body: ["reasons": [.string(reason)], "form": ["note": "x"]]).isClean)
        }
    }

    @Test func `F7: transferred needs a handover, no need a low level`() throws {
        let form = try self.form(.form7)
        let told: JSONValue = ["note": "x", "knows_contact": true, "understands_closed": true]
        func codes(_ reason: JSONValue, _ context: FormContext) -> [String] {
            form.check(body: ["reasons": [reason], "form": told], context: context).problems.map(\.code)
        }
        #expect(codes("transferred", ["handed_over": false]) == ["wrong_order"])
        #expect(codes("transferred", ["handed_over": true]).isEmpty)
        #expect(codes("no_need", ["level": "medium"]) == ["level_too_high"])
        #expect(codes("no_need", ["level": "low"]).isEmpty)
    }

    @Test func `F8: an empty list is an answer, an unmet goal asks to whom it goes, every side signs`() throws {
        let form = try self.form(.form8)
        var filled: JSONObject = [
            "last_contact": "2026-11-01", "service_start": "2026-08-01", "reason_service": "x",
            "agreed_problem_goals": "x", "interventions": ["x"], "progress": "x", "unmet_goals": [],
            "onward_referral": [], "reason_termination": "x", "place": "x", "date": "2026-11-02",
            "signed_by_client": "x", "signed_by_worker": "x", "signed_by_head": "x", "signed_by_community": "x",
        ]
        func problems(_ context: FormContext = ["today": "2026-11-22", "reason": "all_goals"]) -> [String] {
            form.check(body: ["form": .object(filled)], context: context).problems.map { "\($0.code) \($0.pointer)" }
        }
        #expect(problems().isEmpty)
        filled["unmet_goals"] = ["x"]
        #expect(problems() == ["missing /form/onward_referral"])
        filled["unmet_goals"] = nil
        filled["signed_by_client"] = " "
        filled["signed_by_head"] = nil
        filled["last_contact"] = "2026-07-01"
        #expect(
            problems() == [
                "missing /form/unmet_goals", "unsigned /form/signed_by_client", "unsigned /form/signed_by_head",
                "dates /form/last_contact",
            ]
        )
        filled["unmet_goals"] = []
        #expect(!problems(["reason": "died"]).contains("unsigned /form/signed_by_client"))
    }

    @Test func `F1, F2, F6 and F8: no date is after today but that of a next review or meeting`() throws {
        let ahead: Set<String> = ["f3_review_date", "f4_next_date"]
        for name in FormName.allCases {
            let form = try self.form(name)
            for field in form.fields where field.type == .date {
                if case .known = field.place { continue }
                func found(_ day: JSONValue) -> [String] {
                    let findings = form.check(
                        [field.code: day],
                        context: ["today": "2026-11-22"],
                        isComplete: false,
                        step: field.step
                    )
                    return (findings.problems + findings.warnings).filter { $0.code == "date_ahead" }.map(\.pointer)
                }
                #expect(found("2026-11-22").isEmpty, "\(field.code)")
                #expect(found("2026-11-23") == (ahead.contains(field.code) ? [] : ["/\(field.code)"]), "\(field.code)")
            }
        }
        let unborn = try self.form(.form1).check(
            ["f1_child_sex": "unborn", "f1_birth_date": "2026-12-24"],
            context: ["today": "2026-11-22"],
            isComplete: false
        )
        #expect(unborn.warnings.isEmpty && unborn.isClean)
    }

    @Test func `F2: a decision not informed is void, a refusal ends with advice, deferring asks why only`() throws {
        let form = try self.form(.form2)
        let deferred: JSONObject = [
            "f2_decision": "deferred", "f2_signer_capacity": "parent", "f2_informed": false,
            "f2_purpose_explained": false, "f2_suspected_perpetrator": false,
        ]
        #expect(form.check(deferred).problems.map(\.pointer) == ["/f2_reason_deferred"])
        var refused = deferred
        refused["f2_decision"] = "not_willing"
        let codes = Set(form.check(refused, context: ["urgent": false]).problems.map(\.code))
        #expect(codes == ["missing", "not_informed", "purpose_not_explained"])
        #expect(form.check(refused, context: ["urgent": false]).problems.contains { $0.pointer == "/f2_advice" })
        #expect(!form.check(refused, context: ["urgent": true]).problems.contains { $0.pointer == "/f2_advice" })
        refused["f2_suspected_perpetrator"] = true
        #expect(form.check(refused).problems.contains { $0.code == "suspected_perpetrator" })
    }

    @Test func `F1: what is mandatory can be unknown, a substitute is enough, counts that differ are doubted`() throws {
        let form = try self.form(.form1)
        var answers: JSONObject = [
            "f1_place": "x", "f1_date": "2026-11-22", "f1_child_nickname": "x", "f1_child_sex": "male",
            "f1_estimated_age": 4, "f1_place_found": "x", "f1_cared_by": "mother_only", "f1_situation": "x",
            "f1_categories": ["neglect_victim"], "f1_vulnerable": true, "f1_vulnerability_types": ["social"],
            "f1_recommendation": "x",
        ]
        #expect(form.check(answers).isClean)
        answers["f1_child_nickname"] = nil
        answers["f1_cared_by"] = "not_biological"
        #expect(form.check(answers).problems.map(\.pointer) == ["/f1_child_name", "/f1_household_head"])
        #expect(form.check(answers, unknown: ["f1_child_name", "f1_household_head"]).isClean)
        #expect(!form.check(answers, unknown: ["f1_child_name", "f1_household_head", "f1_situation"]).isClean)
        #expect(form.check(answers, isComplete: false).isClean)
        answers["f1_children_count"] = 3
        answers["f1_children_by_age_sex"] = ["3-5": ["male": 1, "female": 1]]
        answers["f1_child_nik"] = "12"
        #expect(
            form.check(answers, isComplete: false).warnings.map(\.pointer) == ["/f1_child_nik", "/f1_children_count"]
        )
    }

    @Test func `F1: level none with harm asks for a supervisor's note, vulnerable for local help`() throws {
        let form = try self.form(.form1)
        let judged: JSONValue = ["risk_level": "none"]
        let harm = form.check(body: judged, context: ["categories": ["violence_victim"]], step: "assess_complaint")
        #expect(harm.problems.map(\.pointer) == ["/supervisor_note"])
        let other = form.check(body: judged, context: ["categories": ["health_problem"]], step: "assess_complaint")
        #expect(other.isClean)
    }

    @Test func `F4 and F6: what must be said is asked for`() throws {
        let follow = try self.form(.form4).check(body: ["form": ["family_present": []]], context: ["closing": false])
        #expect(
            follow.problems.map(\.pointer) == [
                "/kind", "/place", "/purpose", "/form/summary", "/form/child_views", "/form/conclusion",
                "/form/agreed_actions", "/next_date", "/form/next_time", "/form/next_place",
            ]
        )
        let closing = try self.form(.form4).check(body: ["form": ["family_present": []]], context: ["closing": true])
        #expect(!closing.problems.contains { $0.pointer.contains("next") })
        let after = try self.form(.form6).check(
            body: [
                "form": [
                    "place": "x", "date": "2026-11-01", "participants": ["x"], "goals_kept": false,
                    "still_vulnerable": true, "at_risk": true, "recommendation": "x",
                ]
            ]
        )
        #expect(after.problems.map(\.pointer) == ["/form/goals_note", "/form/vulnerable_note", "/form/risk_note"])
    }

    @Test func `a second version beside the first is another form`() throws {
        var file = try #require(try JSONParser.parse(Instruments.files[6]).object)
        file["version"] = 2
        file["fields"] = .array(
            try #require(file["fields"]?.array).map { field in
                guard field["code"] == "f7_comm_note", var object = field.object else { return field }
                object["required"] = "always"
                return .object(object)
            }
        )
        let instruments = Instruments.standard.adding(try Instrument(value: .object(file)))
        #expect(instruments.current(.form7)?.version == 2)
        let body: JSONValue = ["reasons": ["all_goals"], "form": ["knows_contact": true, "understands_closed": true]]
        let first = try #require(instruments.instrument(.form7, version: 1))
        let second = try #require(instruments.instrument(.form7, version: 2))
        #expect(first.check(body: body).isClean)
        #expect(second.check(body: body).problems.map(\.pointer) == ["/form/communication_note"])
    }

    @Test(arguments: FormName.allCases)
    func `whatever is written in a field, the checker says so and doesn't trap`(name: FormName) throws {
        let form = try self.form(name)
        let odd: [JSONValue] = [
            nil, true, 0, -1, 9_223_372_036_854_775_807, 1.5, "", "\u{202E}x\u{0000}", "x\ny",
            .string(String(repeating: "é", count: 30_000)), [], [[]], [nil, 1, "x"], [:], ["a": ["b": -1]],
            ["value": 99], ["not_applicable": 3], ["<1": ["male": 1000]],
        ]
        for value in odd {
            let answers = JSONObject(members: form.fields.map { ($0.code, value) })
            _ = form.check(answers)
            _ = form.check(body: form.body(of: answers))
            _ = form.badItems(in: answers)
            _ = form.redFlags(in: answers)
        }
    }
}
