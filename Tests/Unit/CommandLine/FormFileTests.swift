import Contracts
import Instruments
import JSON
import Testing

@testable import pksai

@Suite struct FormFileTests {
    func read(_ text: String) throws -> FormFile { try FormFile(Array(text.utf8), instruments: .standard) }

    /// The fault of a file that can't be read.
    func fault(_ bytes: [UInt8]) -> FormFile.Fault? {
        do throws(FormFile.Fault) {
            _ = try FormFile(bytes, instruments: .standard)
            return nil
        } catch {
            return error
        }
    }

    let head = "form: form7\nversion: 1\nsubject: x\n"

    @Test func `what a person types becomes what the field wants`() throws {
        let file = try self.read(
            """
            form: form4
            version: 1
            subject: x
            answers:
              f4_kind: scheduled
              f4_summary: |
                two lines
                of talk
              f4_next_date: 2026-12-01
              f4_next_place: 123
              f4_last: tidak
              f4_family_present: [ibu, 12]
            """
        )
        #expect(file.answers["f4_summary"] == "two lines\nof talk\n")
        #expect(file.answers["f4_next_date"] == "2026-12-01")
        #expect(file.answers["f4_next_place"] == "123")
        #expect(file.answers["f4_last"] == false)
        #expect(file.answers["f4_family_present"] == ["ibu", "12"])
        #expect(file.line(of: "/f4_summary") == 6)
        #expect(file.line(of: "/f4_nothing") == 4)
    }

    @Test func `every problem has its line`() throws {
        let answers = """
            answers:
              f7_r2_some_goals: true
              f7_r3_moved_unknown: false
              f7_r6_died: false
              f7_note:
              f7_knows_contact: maybe
              f7_zzz: 1

            """
        let text = self.head + answers
        let file = try self.read(text)
        let form = try #require(Instruments.standard.current(.form7))
        let findings = form.check(file.answers, context: file.context)
        let lines = findings.problems.map { "\(file.line(of: $0.pointer) ?? 0) \($0.pointer)" }
        #expect(lines.contains("8 /f7_note"))
        #expect(lines.contains("9 /f7_knows_contact"))
        #expect(lines.contains("10 /f7_zzz"))
        #expect(lines.contains("4 /f7_understands_closed"))
    }

    @Test(arguments: [
        ("form: form9\nversion: 1\nsubject: x\n", 1), ("form: form7\nversion: 99\nsubject: x\n", 2),
        ("form: form7\nversion: 1\n", 1), ("form: form7\nversion: 1\nsubject: x\nsomething: 1\n", 4),
        ("form: form7\nversion: 1\nsubject: x\nanswers: [\n", 5), ("a: 1\na: 2\n", 2), ("- 1\n", 1), ("", 1),
        ("form: form7\nversion: 1\nsubject: x\nanswers:\n\t- 1\n", 5),
    ])
    func `a file that is no form says so by line`(text: String, line: Int) {
        #expect(self.fault(Array(text.utf8))?.line.map { abs($0 - line) <= 1 } == true)
    }

    @Test func `odd encodings are named by line, never a crash`() {
        #expect(self.fault(Array(self.head.utf8) + [0x61, 0xFF, 0xFE, 0x0A])?.line == 4)
        #expect(self.fault([0xFF, 0xFE, 0x61, 0x00])?.line == 1)
        #expect(self.fault(Array(self.head.utf8) + [0x00])?.line == 4)
        #expect(self.fault([0xEF, 0xBB, 0xBF] + Array(self.head.utf8)) == nil)
    }

    @Test func `huge and deep files are refused, not followed`() {
        #expect(self.fault([UInt8](repeating: 0x61, count: 2 << 20)) != nil)
        #expect(self.fault(Array(("answers: " + String(repeating: "[", count: 400_000)).utf8))?.line == 1)
        #expect(self.fault(Array(String(repeating: "- ", count: 400_000).utf8))?.line == 1)
        #expect(self.fault(Array(String(repeating: "? ", count: 400_000).utf8))?.line == 1)
        let steps = (0..<900).map { String(repeating: " ", count: $0) + "a:" }.joined(separator: "\n")
        #expect(self.fault(Array(steps.utf8)) != nil)
        var laughs = "a0: &a0 [x, x]\n"
        for level in 1...12 { laughs += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1), *a\(level - 1)]\n" }
        #expect(self.fault(Array(laughs.utf8)) != nil)
    }

    @Test(arguments: FormName.allCases)
    func
        `F1 and F2 and F3 and F4 and F5 and F6 and F7 and F8: a new form can be read back, and names every field asked`(
            name: FormName
        ) throws
    {
        let form = try #require(Instruments.standard.current(name))
        var file = FormFile(form: name, version: 1, subject: "it's: \"odd\" #1")
        file.context["level"] = "low"
        let text = FormTemplate(instrument: form, file: file, known: ["child_name": "A\nB: c"]).text
        let back = try self.read(text)
        #expect(back.subject == file.subject)
        #expect(back.context["level"] == "low")
        let asked = form.fields.filter(\.isAsked)
        #expect(
            back.answers.keys
                == form.sections.flatMap { section in
                    asked.filter { $0.section == section.code }.map(\.code)
                }
        )
        for field in asked { #expect(text.contains(field.label.id) && text.contains(field.label.en), "\(field.code)") }
        let problems = form.check(back.answers).problems.filter { $0.code == "invalid" }
        #expect(problems.isEmpty)
    }

    @Test(arguments: [FormName.form3, .form7, .form8])
    func `S05 step 1 and S12 step 4: a form is prepared with what its case already tells`(name: FormName) throws {
        let answer: JSONValue = [
            "child": ["nickname": "Ani", "birth_date": "2015-03-15"],
            "overview": ["registration_no": "PKSAI/2026/9001", "manager": "siti"],
        ]
        let known = FormDesk.known(answer)
        let form = try #require(Instruments.standard.current(name))
        let file = FormFile(form: name, version: form.version, subject: "x")
        let prepared = FormTemplate(instrument: form, file: file, known: known).text
        let blank = FormTemplate(instrument: form, file: file, known: [:]).text
        #expect(prepared.contains("Ani") && !blank.contains("Ani"))
        // What is on record is shown, not asked again.
        #expect(try self.read(prepared).answers.keys == self.read(blank).answers.keys)
    }

    @Test func `a form sent is the message of its command`() throws {
        let text =
            self.head + "answers:\n  f7_r1_all_goals: ya\n  f7_knows_contact: ya\n  f7_understands_closed: tidak\n"
        let file = try self.read(text)
        let form = try #require(Instruments.standard.current(.form7))
        #expect(
            form.body(of: file.answers, in: ["case_id": "x"]) == [
                "case_id": "x", "reasons": ["all_goals"],
                "form": ["knows_contact": true, "understands_closed": false],
            ]
        )
    }

    /// A form's message without the answer to one question.
    private func message<Message: MessageContract>(
        _ type: Message.Type,
        _ name: FormName,
        without code: String
    ) throws -> Message? {
        let form = try #require(Instruments.standard.current(name))
        let example = try JSONEncoding.encodeToValue(Message.example)
        var answers = form.answers(in: example)
        answers[code] = nil
        var body: JSONObject = [:]
        body["case_id"] = example["case_id"]
        return JSONDecoding.decode(type, from: form.body(of: answers, in: body)).value
    }

    @Test func `what a form need not answer, its message need not hold`() throws {
        func open(_ name: FormName) throws -> [Field] {
            try #require(Instruments.standard.current(name)).fields.filter {
                $0.isAsked && $0.step == nil && ($0.required == nil || $0.code == "f8_onward_referral")
            }
        }
        for field in try open(.form4) {
            #expect(try self.message(RecordFollowUp.self, .form4, without: field.code) != nil, "\(field.code)")
        }
        for field in try open(.form6) {
            #expect(try self.message(RecordPostMonitoring.self, .form6, without: field.code) != nil, "\(field.code)")
        }
        for field in try open(.form8) {
            #expect(try self.message(TerminateCase.self, .form8, without: field.code) != nil, "\(field.code)")
        }
        #expect(try open(.form4).map(\.code).contains("f4_others_present"))
    }
}
