public import JSON

// A form's answers travel inside the command that records it; each field says where.
extension Instrument {
    /// The answers in a message's body, by field code.
    public func answers(in body: JSONValue, step: String? = nil) -> JSONObject {
        var answers = JSONObject()
        for field in self.fields where field.step == step {
            switch field.place {
            case .known: break
            case .at(let pointer): if let value = body.value(at: pointer) { answers[field.code] = value }
            case .word(let word, let pointer):
                guard let words = body.value(at: pointer)?.array else { continue }
                answers[field.code] = .bool(words.contains(.string(word)))
            case .presence(let pointer):
                answers[field.code] = .bool(!(body.value(at: pointer) ?? .null).isNull)
            }
        }
        return answers
    }

    /// A message's body with the answers where their fields say; what is empty is left out.
    ///
    /// - Parameter body: What else the message says, such as `case_id`.
    public func body(of answers: JSONObject, in body: JSONObject = [:]) -> JSONValue {
        var result = JSONValue.object(body)
        for field in self.fields {
            guard let answer = answers[field.code], !answer.isNull else { continue }
            switch field.place {
            case .known, .presence: break
            case .at(let pointer):
                result.set(Self.written(answer, field), at: JSONValue.steps(pointer)[...])
            case .word(let word, let pointer):
                let words = result.value(at: pointer)?.array ?? []
                let more = answer.bool == true ? [JSONValue.string(word)] : []
                result.set(.array(words + more), at: JSONValue.steps(pointer)[...])
            }
        }
        return result
    }

    /// What stands in the message's form and belongs to no field: an item there is none of, a value on a text row.
    func strangers(in body: JSONValue) -> [FormProblem] {
        guard let form = body["form"] else { return [] }
        var places: Set<String> = []
        for field in self.fields {
            switch field.place {
            case .at(let pointer), .word(_, let pointer), .presence(let pointer): places.insert(pointer)
            case .known: break
            }
        }
        return Self.leaves(form, at: "/form", before: places).map { pointer, value in
            let name = "\(self.form.rawValue) version \(self.version)"
            return FormProblem(code: "invalid", pointer: pointer, expected: "a field of \(name)", found: value.outline)
        }
    }

    /// Values no place leads to; nothing empty.
    private static func leaves(
        _ value: JSONValue,
        at pointer: String,
        before places: Set<String>
    ) -> [(String, JSONValue)] {
        if places.contains(pointer) || Facts.isEmpty(value) { return [] }
        guard case .object(let object) = value else { return [(pointer, value)] }
        return object.members.flatMap { member in
            self.leaves(member.value, at: "\(pointer)/\(JSONPointer.escape(member.key))", before: places)
        }
    }

    /// The field whose answer stands at a pointer into the message, or around it.
    public func field(at pointer: String) -> Field? {
        self.fields.first { field in
            switch field.place {
            case .at(let place), .word(_, let place), .presence(let place):
                pointer == place || pointer.hasPrefix(place + "/")
            case .known: false
            }
        }
    }

    /// A score as the message wants it, `{"value": 3}`.
    private static func written(_ answer: JSONValue, _ field: Field) -> JSONValue {
        guard field.type == .score, answer.object == nil else { return answer }
        return .object(["value": answer])
    }
}

extension JSONValue {
    /// The value at a JSON Pointer, if there is one.
    func value(at pointer: String) -> JSONValue? {
        Self.steps(pointer).reduce(JSONValue?.some(self)) { value, step in value?[step] }
    }

    static func steps(_ pointer: String) -> [String] {
        pointer.split(separator: "/").map { step in
            step.split(separator: "~1", omittingEmptySubsequences: false).joined(separator: "/")
                .split(separator: "~0", omittingEmptySubsequences: false).joined(separator: "~")
        }
    }

    /// Puts a value where the steps lead, making objects on the way.
    mutating func set(_ value: JSONValue, at steps: ArraySlice<String>) {
        guard let step = steps.first else {
            self = value
            return
        }
        var object = self.object ?? JSONObject()
        var inner = object[step] ?? .object(JSONObject())
        inner.set(value, at: steps.dropFirst())
        object[step] = inner
        self = .object(object)
    }
}
