public import JSON
public import Vocabulary

/// A form as a rule reads it: an instrument with answers.
public struct FilledForm: Sendable {
    /// What is asked.
    public let instrument: Instrument
    /// What is answered, by field code.
    public let answers: JSONObject
    /// The command whose fields these are, if not the form's own.
    public let step: String?
    /// What the message holds where the form stands and no field asks for.
    let strangers: [FormProblem]

    /// Checks it; pointers lead into the message that carries it.
    ///
    /// - Parameter context: What is known of the case; nil is unknown.
    public func check(
        _ context: KeyValuePairs<String, (any Encodable)?> = [:],
        unknown: Set<String> = [],
        isComplete: Bool = true
    ) -> FormFindings {
        var known: FormContext = [:]
        for (name, value) in context { known[name] = value.flatMap { try? JSONEncoding.encodeToValue($0) } }
        var findings = self.instrument.check(
            self.answers,
            context: known,
            unknown: unknown,
            isComplete: isComplete,
            step: self.step,
            inBody: true
        )
        findings.problems += self.strangers
        return findings
    }

    /// The fields that are answered, themselves or by what may stand in their place.
    public var answered: Set<FieldCode> {
        let facts = Facts(instrument: self.instrument, answers: self.answers, context: [:])
        return Set(
            self.instrument.fields.filter { field in
                ([field.code] + field.alternatives).contains { facts.answer($0) != nil }
            }.map { FieldCode(rawValue: $0.code) }
        )
    }

    /// The items that must be in the plan or waived, in the form's order.
    public var badItems: [String] { self.instrument.badItems(in: self.answers) }

    /// The categories that raise the red flag; see ``Instrument/redFlags(in:above:)``.
    public func redFlags(above: Int? = nil) -> [Instrument.RedFlag] {
        self.instrument.redFlags(in: self.answers, above: above)
    }

    /// The suggested value of each domain: its lowest item.
    public var suggestedDomainScores: [String: Int] { self.instrument.suggestedDomainScores(in: self.answers) }
}

extension Instrument {
    /// The form in the members of the message that carries it, such as `form` and `reasons`.
    public func filled(_ members: KeyValuePairs<String, (any Encodable)?>, step: String? = nil) -> FilledForm {
        var body = JSONObject()
        for (name, value) in members { body[name] = value.flatMap { try? JSONEncoding.encodeToValue($0) } }
        return FilledForm(
            instrument: self,
            answers: self.answers(in: .object(body), step: step),
            step: step,
            strangers: self.strangers(in: .object(body))
        )
    }
}

extension FormFindings {
    /// The problems as a rejection tells them.
    public var doubts: [Doubt] {
        self.problems.map { Doubt(pointer: $0.pointer, expected: $0.expected, found: $0.found) }
    }

    /// The stable word of the whole: a rule's own before `missing` and `invalid`; nil if nothing is wrong.
    public var code: String? {
        (self.problems.first { $0.code != "missing" && $0.code != "invalid" } ?? self.problems.first)?.code
    }

    /// All of it in a sentence: the first few by place and what belongs there.
    public func explanation(of instrument: Instrument) -> String {
        let first = self.problems.prefix(6).map { "\($0.pointer): \($0.expected)" }.joined(separator: "; ")
        let rest = self.problems.count > 6 ? "; and \(self.problems.count - 6) more" : ""
        return "\(instrument.form.rawValue) version \(instrument.version): \(first)\(rest)"
    }
}

extension Instruments {
    /// The scored items of Form 3's current version, in the form's order.
    public static var items: [Field] { Self.standard.current(.form3)?.items ?? [] }
}
