public import JSON
internal import Vocabulary

/// One thing that is wrong with a filled form, said without repeating any answer.
public struct FormProblem: Sendable, Hashable, Codable {
    /// A stable word: `missing`, `unsigned`, `invalid`, `items_missing`, `items_not_observed`, or the check's own.
    public var code: String
    /// Where: a JSON Pointer into the answers, or into the message that carries the form.
    public var pointer: String
    /// What belongs there.
    public var expected: String
    /// What is there: a type, perhaps with a length, or `missing`. Never an answer.
    public var found: String
}

/// What came of checking a form.
public struct FormFindings: Sendable, Equatable {
    /// What refuses it, in the form's order.
    public var problems: [FormProblem] = []
    /// What only looks odd.
    public var warnings: [FormProblem] = []
    /// Whether nothing refuses it.
    public var isClean: Bool { self.problems.isEmpty }
}

/// What is known besides the answers: values by name, such as `level`. What isn't in it counts as unknown.
public typealias FormContext = [String: JSONValue]

extension Instrument {
    /// Checks answers, keyed by field code, and says everything that is wrong at once.
    ///
    /// - Parameters:
    ///   - context: What is known of the case; conditions that hang on what is missing from it say nothing.
    ///   - unknown: Fields that were asked for and nobody knows.
    ///   - isComplete: Whether whatever is required must be there; false while a form is being filled.
    ///   - step: The later command whose fields are checked; nil: the form's own.
    ///   - inBody: Whether pointers lead into the message that carries the form instead of into the answers.
    public func check(
        _ answers: JSONObject,
        context: FormContext = [:],
        unknown: Set<String> = [],
        isComplete: Bool = true,
        step: String? = nil,
        inBody: Bool = false
    ) -> FormFindings {
        var checking = FormChecking(
            facts: Facts(instrument: self, answers: answers, context: self.completed(context, answers)),
            unknown: unknown,
            isComplete: isComplete,
            step: step,
            inBody: inBody
        )
        return checking.findings()
    }

    /// Checks the form in a message's body, where the fields' places say it stands.
    public func check(
        body: JSONValue,
        context: FormContext = [:],
        unknown: Set<String> = [],
        isComplete: Bool = true,
        step: String? = nil
    ) -> FormFindings {
        var findings = self.check(
            self.answers(in: body, step: step),
            context: context,
            unknown: unknown,
            isComplete: isComplete,
            step: step,
            inBody: true
        )
        findings.problems += self.strangers(in: body)
        return findings
    }

    /// The context with what follows from the scored items: `red_flag`, and `level_after` it and the new level.
    func completed(_ context: FormContext, _ answers: JSONObject) -> FormContext {
        guard self.scoring != nil else { return context }
        var context = context
        let flagged = !self.redFlags(in: answers, above: context["red_flag_above"]?.integer.map { Int($0) }).isEmpty
        context["red_flag"] = .bool(flagged)
        guard context["level_after"] == nil, let level = context["level"]?.string.flatMap({ RiskLevel(rawValue: $0) })
        else { return context }
        let new = flagged ? .high : answers["f3_new_risk"]?.string.flatMap { RiskLevel(rawValue: $0) }
        context["level_after"] = .string(max(level, new ?? level).rawValue)
        return context
    }
}

/// One check of one form.
private struct FormChecking {
    let facts: Facts
    let unknown: Set<String>
    let isComplete: Bool
    let step: String?
    let inBody: Bool
    private var result = FormFindings()

    init(facts: Facts, unknown: Set<String>, isComplete: Bool, step: String?, inBody: Bool) {
        self.facts = facts
        self.unknown = unknown
        self.isComplete = isComplete
        self.step = step
        self.inBody = inBody
    }

    private var instrument: Instrument { self.facts.instrument }

    mutating func findings() -> FormFindings {
        self.refuseStrangers()
        for field in self.instrument.fields where self.isAsked(field) {
            let answer = self.facts.answers[field.code] ?? .null
            if self.facts.answer(field.code) == nil {
                // Of the wrong kind, though there is nothing in it: `[]` for a text.
                if !answer.isNull, field.type != .score { self.checkType(answer, field, at: self.pointer(field)) }
                self.requireIfNeeded(field)
            } else {
                self.checkType(answer, field, at: self.pointer(field))
            }
        }
        self.checkUnknown()
        for check in self.instrument.checks { self.ask(check) }
        return self.result
    }

    private func isAsked(_ field: Field) -> Bool {
        if case .known = field.place { return false }
        return field.step == self.step
    }

    private func pointer(_ field: Field) -> String {
        guard self.inBody else { return "/" + JSONPointer.escape(field.code) }
        switch field.place {
        case .at(let pointer), .word(_, let pointer), .presence(let pointer): return pointer
        case .known: return ""
        }
    }

    private mutating func refuse(_ code: String, _ pointer: String, _ expected: String, _ found: String) {
        self.result.problems.append(FormProblem(code: code, pointer: pointer, expected: expected, found: found))
    }

    /// Answers to what isn't asked.
    private mutating func refuseStrangers() {
        for member in self.facts.answers.members {
            let pointer = "/" + JSONPointer.escape(member.key)
            guard let field = self.instrument.field(member.key) else {
                let form = "\(self.instrument.form.rawValue) version \(self.instrument.version)"
                self.refuse("invalid", pointer, "a field of \(form)", "unknown field")
                continue
            }
            guard !self.isAsked(field), !Facts.isEmpty(member.value) else { continue }
            let whose = field.step.map { "filled with \($0)" } ?? "taken from the record"
            self.refuse("invalid", pointer, "nothing: \(whose)", member.value.outline)
        }
    }

    private mutating func requireIfNeeded(_ field: Field) {
        guard self.isComplete, field.required?.evaluate(self.facts) == true, !self.unknown.contains(field.code) else {
            return
        }
        if field.alternatives.contains(where: { self.facts.answer($0) != nil }) { return }
        // An empty list is an answer where the file says it may be.
        if field.minimum == 0, field.type == .list || field.type == .rows,
            self.facts.answers[field.code]?.array != nil
        {
            return
        }
        let isScore = field.type == .score
        self.refuse(
            isScore ? "items_missing" : field.type == .sign ? "unsigned" : "missing",
            self.pointer(field),
            isScore
                ? "\(self.scale), or not_applicable with a reason" : "\(field.label.en) (\(self.expectation(field)))",
            (self.facts.answers[field.code] ?? .null).isNull ? "missing" : "empty"
        )
    }

    private mutating func checkUnknown() {
        for code in self.unknown.sorted() where self.instrument.field(code)?.mayBeUnknown != true {
            let words = self.instrument.fields.filter(\.mayBeUnknown).map(\.code).joined(separator: ", ")
            self.refuse("invalid", "/unknown_fields", "any of \(words)", "another field")
        }
    }

    private mutating func ask(_ check: Consistency) {
        guard let field = self.instrument.field(check.blames), self.isAsked(field) else { return }
        if let when = check.when, when.evaluate(self.facts) != true { return }
        guard check.holds.evaluate(self.facts) == false else { return }
        let found = (self.facts.answers[field.code] ?? .null).outline
        let problem = FormProblem(
            code: check.code,
            pointer: self.pointer(field),
            expected: check.label.en,
            found: found == "null" ? "missing" : found
        )
        switch check.severity {
        case .error: self.result.problems.append(problem)
        case .warning: self.result.warnings.append(problem)
        }
    }

    private var scaleMaximum: Int {
        self.facts.context["scale_max"]?.integer.map { Int($0) } ?? self.instrument.scoring?.maximum ?? 0
    }
    private var scale: String { "1 to \(self.scaleMaximum)" }

    /// What a field takes, in a few words.
    private func expectation(_ field: Field) -> String { field.type == .score ? self.scale : field.expectation }

    private mutating func checkType(_ answer: JSONValue, _ field: Field, at pointer: String) {
        func wrong() { self.refuse("invalid", pointer, self.expectation(field), answer.outline) }
        switch field.type {
        case .str, .text, .sign:
            guard let text = answer.string, text.count <= field.length, Self.isWritable(text, field.type) else {
                return wrong()
            }
        case .nik:
            guard let text = answer.string, text.count <= field.length else { return wrong() }
            if NIK(text) == nil, !Facts.isEmpty(answer) {
                self.result.warnings.append(
                    FormProblem(code: "doubtful", pointer: pointer, expected: "16 digits", found: answer.outline)
                )
            }
        case .int:
            guard let number = answer.integer, number >= field.minimum ?? 0, number <= field.maximum ?? 1_000_000 else {
                return wrong()
            }
        case .bool: if answer.bool == nil { wrong() }
        case .date: if answer.string.flatMap({ LocalDate($0) }) == nil { wrong() }
        case .time: if !Self.isTime(answer.string) { wrong() }
        case .enum: if !field.words.contains(where: { $0.value == answer.string }) { wrong() }
        case .set: self.checkSet(answer, field, at: pointer)
        case .list: self.checkList(answer, field, at: pointer)
        case .rows: self.checkRows(answer, field, at: pointer)
        case .grid: self.checkGrid(answer, field, at: pointer)
        case .score: self.checkScore(answer, field, at: pointer)
        }
    }

    private static func isWritable(_ text: String, _ type: FieldType) -> Bool {
        type == .text || !text.contains { $0.isNewline }
    }

    private static func isTime(_ text: String?) -> Bool {
        let parts = (text ?? "").split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy { 48...57 ~= $0 } }),
            let hour = Int(parts[0]), let minute = Int(parts[1])
        else { return false }
        return hour < 24 && minute < 60
    }

    private mutating func checkSet(_ answer: JSONValue, _ field: Field, at pointer: String) {
        guard let elements = answer.array else {
            return self.refuse("invalid", pointer, field.expectation, answer.outline)
        }
        var seen: Set<String> = []
        for (index, element) in elements.enumerated() {
            guard let word = element.string, field.words.contains(where: { $0.value == word }) else {
                self.refuse("invalid", "\(pointer)/\(index)", field.expectation, element.outline)
                continue
            }
            if !seen.insert(word).inserted {
                self.refuse("invalid", "\(pointer)/\(index)", "each once", "a repetition")
            }
        }
    }

    private mutating func checkList(_ answer: JSONValue, _ field: Field, at pointer: String) {
        guard let elements = answer.array, elements.count <= field.length else {
            return self.refuse("invalid", pointer, field.expectation, answer.outline)
        }
        for (index, element) in elements.enumerated() where element.string == nil || Facts.isEmpty(element) {
            self.refuse("invalid", "\(pointer)/\(index)", "text", element.isNull ? "null" : element.outline)
        }
    }

    private mutating func checkRows(_ answer: JSONValue, _ field: Field, at pointer: String) {
        guard let rows = answer.array, rows.count <= field.length else {
            return self.refuse("invalid", pointer, field.expectation, answer.outline)
        }
        for (index, row) in rows.enumerated() {
            guard let members = row.object else {
                self.refuse("invalid", "\(pointer)/\(index)", field.expectation, row.outline)
                continue
            }
            for column in field.columns {
                let place = "\(pointer)/\(index)/\(JSONPointer.escape(column.code))"
                if let value = members[column.code], !Facts.isEmpty(value) {
                    self.checkType(value, column, at: place)
                } else if self.isComplete, column.required?.evaluate(self.facts) == true {
                    self.refuse("missing", place, "\(column.label.en) (\(column.expectation))", "missing")
                }
            }
            for member in members.members where !field.columns.contains(where: { $0.code == member.key }) {
                let place = "\(pointer)/\(index)/\(JSONPointer.escape(member.key))"
                self.refuse("invalid", place, field.expectation, "unknown column")
            }
        }
    }

    private mutating func checkGrid(_ answer: JSONValue, _ field: Field, at pointer: String) {
        guard let bands = answer.object else {
            return self.refuse("invalid", pointer, field.expectation, answer.outline)
        }
        for band in bands.members {
            let place = "\(pointer)/\(JSONPointer.escape(band.key))"
            guard field.bands.contains(band.key), let cells = band.value.object else {
                self.refuse("invalid", place, field.expectation, band.value.outline)
                continue
            }
            for cell in cells.members {
                let known = field.words.contains { $0.value == cell.key }
                if known, let number = cell.value.integer, (0...200).contains(number) { continue }
                self.refuse(
                    "invalid",
                    "\(place)/\(JSONPointer.escape(cell.key))",
                    known ? "a count" : field.expectation,
                    cell.value.outline
                )
            }
        }
    }

    /// A value on the scale, or not applicable with a reason; seen where it must be seen (rule 17).
    private mutating func checkScore(_ answer: JSONValue, _ field: Field, at pointer: String) {
        let score = ScoreAnswer(answer)
        let either = "\(self.scale), or not_applicable with a reason"
        switch (score.value, score.notApplicable) {
        case (nil, nil):
            let need = self.isComplete && field.required?.evaluate(self.facts) == true
            if need { self.refuse("items_missing", pointer, either, "missing") }
            return
        case (_?, _?): return self.refuse("invalid", pointer, either, "both")
        case (nil, _?): return
        case (let value?, nil):
            guard let number = value.integer, number >= 1, number <= Int64(self.scaleMaximum) else {
                return self.refuse("invalid", pointer, self.scale, value.outline)
            }
        }
        if field.applies?.evaluate(self.facts) == false {
            self.refuse("invalid", pointer, "not_applicable with a reason: it isn't asked here", "a value")
        }
        guard let observation = field.observation else { return }
        let seen = self.facts.context[observation == .home ? "home_visited" : "child_met"]?.bool
        guard seen == false else { return }
        let needs = observation == .home ? "a home visit" : "a meeting with the child"
        self.refuse("items_not_observed", pointer, "\(needs) recorded first (rule 17)", "a value")
    }
}

extension Field {
    /// What it takes, in a few words.
    public var expectation: String {
        switch self.type {
        case .str: "one line of text, at most \(self.length) characters"
        case .text: "text, at most \(self.length) characters"
        case .int: "a whole number" + (self.maximum.map { " from \(self.minimum ?? 0) to \($0)" } ?? "")
        case .bool: "true or false"
        case .date: "a date, YYYY-MM-DD"
        case .time: "a time, HH:MM"
        case .enum: "one of " + self.words.map(\.value).joined(separator: ", ")
        case .set: "any of " + self.words.map(\.value).joined(separator: ", ")
        case .list: "a list of lines"
        case .rows: "rows of " + self.columns.map(\.code).joined(separator: ", ")
        case .grid:
            "counts by \(self.bands.joined(separator: ", ")) and \(self.words.map(\.value).joined(separator: ", "))"
        case .score: "a value on the scale, or not_applicable with a reason"
        case .sign: "the name of who signs"
        case .nik: "16 digits"
        }
    }
}
