import JSON

/// JSON Schema in miniature, written apart from what makes the schemas: as much of 2020-12 as they use.
struct SchemaChecker {
    /// A keyword it doesn't know; a schema that uses one can't be judged.
    struct UnknownKeyword: Error { let keyword: String }

    static let annotations: Set<String> = ["$schema", "$id", "title", "description", "examples", "format"]

    func accepts(_ value: JSONValue, _ schema: JSONValue) throws -> Bool {
        for keyword in schema.object?.members ?? [] where !Self.annotations.contains(keyword.key) {
            guard try self.holds(keyword.key, keyword.value, value, schema) else { return false }
        }
        return true
    }

    private func holds(
        _ keyword: String,
        _ rule: JSONValue,
        _ value: JSONValue,
        _ schema: JSONValue
    ) throws -> Bool {
        switch keyword {
        case "type": return (rule.array ?? [rule]).contains { self.isA(value, $0.string) }
        case "enum": return (rule.array ?? []).contains(value)
        case "const": return rule == value
        case "minimum": return (value.number ?? .infinity) >= (rule.number ?? 0)
        case "maximum": return (value.number ?? -.infinity) <= (rule.number ?? 0)
        case "pattern":
            guard let text = value.string, let pattern = rule.string else { return true }
            return try Regex(pattern).firstMatch(in: text) != nil
        case "required": return (rule.array ?? []).allSatisfy { value.object == nil || value[$0.string ?? ""] != nil }
        case "properties":
            return try (rule.object?.members ?? []).allSatisfy { property in
                try value[property.key].map { try self.accepts($0, property.value) } ?? true
            }
        case "additionalProperties":
            return try (value.object?.members ?? []).allSatisfy { member in
                try schema["properties"]?[member.key] != nil || self.accepts(member.value, rule)
            }
        case "items": return try (value.array ?? []).allSatisfy { try self.accepts($0, rule) }
        case "anyOf": return try (rule.array ?? []).contains { try self.accepts(value, $0) }
        default: throw UnknownKeyword(keyword: keyword)
        }
    }

    private func isA(_ value: JSONValue, _ type: String?) -> Bool {
        switch (type, value) {
        case ("null", .null), ("boolean", .bool), ("integer", .integer), ("number", .integer), ("number", .number),
            ("string", .string), ("array", .array), ("object", .object):
            true
        case ("integer", .number(let number)): number == number.rounded()
        default: false
        }
    }
}

/// A value with one thing changed.
struct Mutation: CustomStringConvertible {
    let pointer: String
    let change: String
    let value: JSONValue
    var description: String { "\(self.pointer.isEmpty ? "the whole" : self.pointer) \(self.change)" }

    /// Every member and element of the value once left out and once replaced by each kind of value.
    static func all(of value: JSONValue) -> [Mutation] {
        let others: [JSONValue] = [nil, true, 7, 2.5, "?\u{1}", [], [:], [7], ["no_such_word"]]
        let replaced = others.map { Mutation(pointer: "", change: "replaced by \($0.text)", value: $0) }
        switch value {
        case .object(let object):
            return replaced
                + object.members.flatMap { member -> [Mutation] in
                    var without = object
                    without[member.key] = nil
                    let inner = self.all(of: member.value).map { mutation in
                        var changed = object
                        changed[member.key] = mutation.value
                        return mutation.under(member.key, .object(changed))
                    }
                    return inner + [Mutation(pointer: "/\(member.key)", change: "left out", value: .object(without))]
                }
        case .array(let elements):
            return replaced
                + elements.indices.flatMap { index in
                    self.all(of: elements[index]).map { mutation in
                        var changed = elements
                        changed[index] = mutation.value
                        return mutation.under(String(index), .array(changed))
                    }
                }
        case .null, .bool, .integer, .number, .string: return replaced
        }
    }

    private func under(_ step: String, _ whole: JSONValue) -> Mutation {
        Mutation(pointer: "/\(step)\(self.pointer)", change: self.change, value: whole)
    }
}
