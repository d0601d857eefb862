/// JSON Schema (2020-12) of types that decode from JSON: taken from their own `init(from:)`, so it can't differ from
/// what is accepted.
///
/// Members decoded with `decodeIfPresent` may be missing or null; others are required. A closed vocabulary lists its
/// words, a small integer its range. Members that no type asks for are allowed.
public enum JSONSchema {
    /// Says what a type looks like that writes itself in a form of its own; nil for every other.
    public typealias Forms = @Sendable (any Decodable.Type) -> JSONValue?

    /// The schema of a type.
    ///
    /// - Parameter forms: Is asked first, for every type met. A string with a form of its own that isn't named there says
    ///   so in `description`.
    public static func of(_ type: any Decodable.Type, forms: @escaping Forms = { _ in nil }) -> JSONValue {
        Context(forms: forms, depth: 0).schema(of: type)
    }

    /// Where a schema is being made.
    struct Context {
        let forms: Forms
        let depth: Int

        private var deeper: Context { Context(forms: self.forms, depth: self.depth + 1) }

        func schema(of type: any Decodable.Type) -> JSONValue {
            if type == JSONValue.self || type == EncodedJSON.self || self.depth > 16 { return .object([:]) }
            if let form = self.forms(type) { return form }
            if let primitive = type as? any JSONPrimitive.Type { return Self.primitive(primitive) }
            if let words = Expectation.listedWords(of: type) {
                return .object(["type": "string", "enum": .array(words.map { .string($0) })])
            }
            if let optional = type as? any OptionalType.Type {
                return JSONSchema.nullable(self.deeper.schema(of: optional.wrapped))
            }
            if let array = type as? any SchemaArray.Type {
                return .object(["type": "array", "items": self.deeper.schema(of: array.element)])
            }
            if let dictionary = type as? any SchemaDictionary.Type {
                return .object(["type": "object", "additionalProperties": self.deeper.schema(of: dictionary.value)])
            }
            return self.record(type)
        }

        private func record(_ type: any Decodable.Type) -> JSONValue {
            let recorder = SchemaRecorder(context: self.deeper)
            // It throws where a form of its own refuses the placeholder: what was asked for until then is what counts.
            _ = try? type.init(from: recorder)
            if recorder.isObject {
                var members: JSONObject = ["type": "object"]
                if !recorder.properties.isEmpty {
                    members["properties"] = .object(JSONObject(members: recorder.properties))
                }
                if !recorder.required.isEmpty {
                    members["required"] = .array(recorder.required.map { .string($0) })
                }
                return .object(members)
            }
            guard let single = recorder.single else { return .object([:]) }
            return JSONSchema.described(single, Expectation.of(type))
        }

        private static func primitive(_ type: any JSONPrimitive.Type) -> JSONValue {
            guard let range = type.integerRange else { return .object(["type": .string(type.expectation)]) }
            return .object([
                "type": "integer", "minimum": .integer(range.lowerBound), "maximum": .integer(range.upperBound),
            ])
        }
    }

    /// The same or null.
    static func nullable(_ schema: JSONValue) -> JSONValue {
        guard case .object(var object) = schema, !object.isEmpty else { return schema }
        guard case .string(let type)? = object["type"] else {
            if object["type"] != nil { return schema }
            return .object(["anyOf": [schema, ["type": "null"]]])
        }
        object["type"] = [.string(type), "null"]
        if let words = object["enum"]?.array { object["enum"] = .array(words + [.null]) }
        return .object(object)
    }

    private static func described(_ schema: JSONValue, _ expectation: String) -> JSONValue {
        guard case .object(var object) = schema, object["type"] == "string", object["enum"] == nil,
            expectation != "string"
        else { return schema }
        object["description"] = .string(expectation)
        return .object(object)
    }
}

extension JSONPrimitive {
    /// The range of an integer that takes fewer than 64 signed bits.
    fileprivate static var integerRange: ClosedRange<Int64>? {
        guard let type = Self.self as? any FixedWidthInteger.Type, type != Int.self, type != Int64.self else {
            return nil
        }
        return type.bounds
    }
}

extension FixedWidthInteger {
    fileprivate static var bounds: ClosedRange<Int64> { Int64(clamping: Self.min)...Int64(clamping: Self.max) }
}

protocol SchemaArray { static var element: any Decodable.Type { get } }
extension Array: SchemaArray where Element: Decodable { static var element: any Decodable.Type { Element.self } }
extension Set: SchemaArray where Element: Decodable { static var element: any Decodable.Type { Element.self } }
protocol SchemaDictionary { static var value: any Decodable.Type { get } }
extension Dictionary: SchemaDictionary where Key: Decodable, Value: Decodable {
    static var value: any Decodable.Type { Value.self }
}
