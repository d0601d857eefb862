internal import JSON
internal import Vocabulary

/// What conditions are asked against: answers by field code, and what is known besides.
struct Facts {
    let instrument: Instrument
    let answers: JSONObject
    let context: [String: JSONValue]

    /// A value that can be compared.
    enum Value: Equatable {
        case number(Int64)
        case text(String)
        case bool(Bool)
        case date(LocalDate)
        case words([String])
    }

    /// The answer of a field, if there is one: nothing empty, nothing blank.
    func answer(_ code: String) -> JSONValue? {
        // `nil` would be JSON's null here: it is a literal of the type.
        guard let answer = self.answers[code], !Self.isEmpty(answer) else { return Optional.none }
        return answer
    }

    /// Whether an answer says nothing.
    static func isEmpty(_ value: JSONValue) -> Bool {
        switch value {
        case .null: true
        case .string(let text): !text.contains { !$0.isWhitespace }
        case .array(let elements): elements.isEmpty
        case .object(let object): object.members.allSatisfy { self.isEmpty($0.value) }
        case .bool, .integer, .number: false
        }
    }

    func value(_ operand: Condition.Operand, like other: Value? = nil) -> Value? {
        switch operand {
        case .field(let code):
            guard let field = self.instrument.field(code), let answer = self.answer(code) else { return nil }
            return Self.value(field.type == .score ? ScoreAnswer(answer).value : answer, as: field.type)
        case .note(let code): return self.answer(code).flatMap { ScoreAnswer($0).note }.map { .text($0) }
        case .context(let name):
            guard let known = self.context[name], !known.isNull else { return nil }
            let type = self.instrument.context.first { $0.name == name }?.type
            return Self.value(known, as: type ?? .str)
        case .sum(let code):
            guard case .object(let bands)? = self.answer(code) else { return nil }
            return .number(
                bands.members.reduce(0) { sum, band in
                    sum + (band.value.object?.members.reduce(0) { $0 + ($1.value.integer ?? 0) } ?? 0)
                }
            )
        case .count(let code): return .number(Int64(self.answer(code)?.array?.count ?? 0))
        case .constant(let text): return Self.constant(text, like: other)
        case .later(let operand, let days, let months):
            guard case .date(let date)? = self.value(operand) else { return nil }
            return .date(date.adding(days: days).adding(months: months))
        }
    }

    private static func value(_ value: JSONValue?, as type: FieldType) -> Value? {
        switch value {
        case .integer(let number): .number(number)
        case .bool(let bool): .bool(bool)
        case .string(let text): type == .date ? LocalDate(text).map { .date($0) } : .text(text)
        case .array(let elements): .words(elements.compactMap(\.string))
        case .null, .number, .object, nil: nil
        }
    }

    private static func constant(_ text: String, like other: Value?) -> Value? {
        switch other {
        case .number: Int64(text).map { .number($0) }
        case .bool: text == "true" ? .bool(true) : text == "false" ? .bool(false) : nil
        case .date: LocalDate(text).map { .date($0) }
        case .text, .words, nil: .text(text)
        }
    }
}

extension Condition {
    /// True, false, or nil where it hangs on what nobody knows.
    func evaluate(_ facts: Facts) -> Bool? {
        switch self {
        case .always: return true
        case .all(let parts):
            let values = parts.map { $0.evaluate(facts) }
            return values.contains(false) ? false : values.contains(nil) ? nil : true
        case .any(let parts):
            let values = parts.map { $0.evaluate(facts) }
            return values.contains(true) ? true : values.contains(nil) ? nil : false
        case .not(let part): return part.evaluate(facts).map { !$0 }
        case .filled(let operand):
            // What the context doesn't hold is unknown; a field that isn't filled is just that.
            if case .context = operand { return facts.value(operand).map { _ in true } }
            if case .field(let code) = operand, facts.instrument.field(code)?.type != .score {
                return facts.answer(code) != nil
            }
            return facts.value(operand) != nil
        case .holds(let operand):
            guard case .bool(let bool)? = facts.value(operand) else { return nil }
            return bool
        case .compare(let left, let sign, let right): return Self.compare(left, sign, right, facts)
        case .oneOf(let operand, let others):
            guard let value = facts.value(operand) else { return nil }
            return others.contains { facts.value($0, like: value) == value }
        case .has(let operand, let other):
            guard case .words(let words)? = facts.value(operand) else {
                // Nothing ticked holds nothing.
                if case .field = operand { return false }
                return nil
            }
            guard case .text(let word)? = facts.value(other) else { return nil }
            return words.contains(word)
        }
    }

    private static func compare(_ left: Operand, _ sign: Comparison, _ right: Operand, _ facts: Facts) -> Bool? {
        guard let first = facts.value(left), let second = facts.value(right, like: first) else { return nil }
        let order: Int
        switch (first, second) {
        case (.number(let one), .number(let other)): order = one < other ? -1 : one > other ? 1 : 0
        case (.date(let one), .date(let other)): order = one < other ? -1 : one > other ? 1 : 0
        case (.text(let one), .text(let other)): order = one < other ? -1 : one > other ? 1 : 0
        case (.bool(let one), .bool(let other)): order = one == other ? 0 : 1
        default: return nil
        }
        switch sign {
        case .equal: return order == 0
        case .unequal: return order != 0
        case .less: return order < 0
        case .atMost: return order <= 0
        case .more: return order > 0
        case .atLeast: return order >= 0
        }
    }
}

/// The answer of a scored item: `3`, or `{value, not_applicable, note, boxes}`.
struct ScoreAnswer {
    var value: JSONValue?
    var notApplicable: String?
    var note: String?

    init(_ answer: JSONValue) {
        switch answer {
        case .object(let object):
            if let value = object["value"], !value.isNull { self.value = value }
            self.notApplicable = object["not_applicable"]?.string.flatMap { Facts.isEmpty(.string($0)) ? nil : $0 }
            self.note = object["note"]?.string.flatMap { Facts.isEmpty(.string($0)) ? nil : $0 }
        case .null: break
        default: self.value = answer
        }
    }
}
