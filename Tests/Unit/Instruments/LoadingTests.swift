import Instruments
import JSON
import Testing

@Suite struct LoadingTests {
    @Test(arguments: FormName.allCases)
    func `every form is there in its first version`(form: FormName) {
        #expect(Instruments.standard.instrument(form, version: 1)?.form == form)
    }

    @Test func `a broken file says everything that is wrong at once`() throws {
        var file = try JSONParser.parse(Instruments.files[6])
        var fields = try #require(file["fields"]?.array)
        var first = try #require(fields[3].object)
        first["code"] = "f7_r2_some_goals"
        first["section"] = "nowhere"
        fields[3] = .object(first)
        var second = try #require(fields[11].object)
        second["required"] = "f7_r2_some_goals or or f7_r9_other"
        fields[11] = .object(second)
        var third = try #require(fields[12].object)
        third["required"] = "f7_r9_other = 3"
        third["words"] = "none"
        fields[12] = .object(third)
        var object = try #require(file.object)
        object["fields"] = .array(fields)
        file = .object(object)
        let problems = #expect(throws: InstrumentProblems.self) { try Instrument(value: file) }
        let pointers = Set(problems?.problems.map(\.pointer) ?? [])
        #expect(
            pointers.isSuperset(of: [
                "/fields/4/code", "/fields/3/section", "/fields/11/required", "/fields/12/required", "/fields/12/words",
            ])
        )
        // The reasons that were renamed away are missed by whoever asks for them.
        #expect(problems?.problems.contains { $0.found == "f7_r1_all_goals" } == true)
    }

    @Test func `an unknown type is refused with the types there are`() throws {
        let text = String(decoding: Instruments.files[5], as: UTF8.self)
            .replacing("\"type\": \"date\"", with: "\"type\": \"datum\"")
        let problems = #expect(throws: InstrumentProblems.self) { try Instrument(json: Array(text.utf8)) }
        #expect(problems?.problems.allSatisfy { $0.expected.contains("date, time, enum") } == true)
        #expect(problems?.problems.count == 3)
    }

    @Test(arguments: [
        "f1_a = ", "(f1_a", "f1_a in b", "f1_a is there", "and", "not", "f1_a + x days", "sum(", "f1_a f1_b", "= 3",
    ])
    func `a condition that can't be read says where`(text: String) {
        #expect(throws: ConditionError.self) { try Condition(text) }
    }

    @Test func `deep parentheses are refused, not followed`() {
        let text = String(repeating: "(", count: 10_000) + "f1_a"
        #expect(throws: ConditionError.self) { try Condition(text) }
        #expect(throws: ConditionError.self) { try Condition(String(repeating: "not ", count: 10_000) + "f1_a") }
    }

    @Test func `every field has labels in both languages, a class and a place`() throws {
        for instrument in Instruments.standard.all {
            for field in instrument.fields {
                #expect(!field.label.en.isEmpty && !field.label.id.isEmpty, "\(field.code)")
                if case .at(let pointer) = field.place { #expect(pointer.hasPrefix("/"), "\(field.code)") }
            }
        }
    }

    @Test func `rule 25: only Form 1 knows a reporter, and nobody is asked for one`() {
        for instrument in Instruments.standard.all {
            let reporter = instrument.fields.filter { $0.privacy == .reporterIdentity }
            #expect(reporter.isEmpty || instrument.form == .form1)
            for field in reporter { #expect(!field.isAsked, "\(field.code)") }
        }
    }
}
