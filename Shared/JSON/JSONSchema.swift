/// JSON Schema (2020-12) of types that decode from JSON: taken from their own `init(from:)`, so it can't differ from
/// what is accepted.
public enum JSONSchema {
    /// The schema of a type.
    ///
    /// Members decoded with `decodeIfPresent` may be missing or null; others are required. A closed vocabulary lists its
    /// words; a string with a form of its own says so in `description`.
    public static func of(_ type: any Decodable.Type) -> JSONValue { self.of(type, depth: 0) }

    static func of(_ type: any Decodable.Type, depth: Int) -> JSONValue {
        if type == JSONValue.self || depth > 12 { return .object([:]) }
        if let primitive = type as? any JSONPrimitive.Type {
            return .object(["type": .string(self.name(primitive.expectation))])
        }
        if let words = Expectation.words(of: type) {
            let listed = words.dropFirst("one of ".count).split(separator: ", ").map { JSONValue.string(String($0)) }
            return .object(["type": "string", "enum": .array(listed)])
        }
        if let optional = type as? any OptionalType.Type {
            return self.nullable(self.of(optional.wrapped, depth: depth + 1))
        }
        if let array = type as? any SchemaArray.Type {
            return .object(["type": "array", "items": self.of(array.element, depth: depth + 1)])
        }
        if let dictionary = type as? any SchemaDictionary.Type {
            return .object(["type": "object", "additionalProperties": self.of(dictionary.value, depth: depth + 1)])
        }
        return self.record(type, depth)
    }

    static func nullable(_ schema: JSONValue) -> JSONValue {
        guard case .object(let object) = schema, !object.isEmpty else { return schema }
        return .object(["anyOf": [schema, ["type": "null"]]])
    }

    private static func record(_ type: any Decodable.Type, _ depth: Int) -> JSONValue {
        let recorder = SchemaRecorder(depth: depth)
        // It throws where a form of its own refuses the placeholder: what was asked for until then is what counts.
        _ = try? type.init(from: recorder)
        if recorder.isObject {
            var members: [(String, JSONValue)] = [
                ("type", "object"), ("properties", .object(JSONObject(members: recorder.properties))),
            ]
            if !recorder.required.isEmpty {
                members.append(("required", .array(recorder.required.map { .string($0) })))
            }
            return .object(JSONObject(members: members))
        }
        if let single = recorder.single { return self.described(single, Expectation.of(type)) }
        return .object([:])
    }

    private static func described(_ schema: JSONValue, _ expectation: String) -> JSONValue {
        guard case .object(let object) = schema, object["type"] == "string", object["enum"] == nil,
            expectation != "string"
        else { return schema }
        return .object(["type": "string", "description": .string(expectation)])
    }

    private static func name(_ expectation: String) -> String {
        ["boolean", "integer", "number", "string"].first { expectation.hasPrefix($0) } ?? "string"
    }
}

protocol SchemaArray { static var element: any Decodable.Type { get } }
extension Array: SchemaArray where Element: Decodable { static var element: any Decodable.Type { Element.self } }
extension Set: SchemaArray where Element: Decodable { static var element: any Decodable.Type { Element.self } }
protocol SchemaDictionary { static var value: any Decodable.Type { get } }
extension Dictionary: SchemaDictionary where Key: Decodable, Value: Decodable {
    static var value: any Decodable.Type { Value.self }
}
