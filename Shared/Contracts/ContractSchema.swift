public import JSON
internal import Vocabulary

/// The schema and the example of a message, as published.
public enum ContractSchema {
    /// The schema of a message, of what a query answers, or of what an event carries.
    public static func of(_ type: any Decodable.Type) -> JSONValue { JSONSchema.of(type, forms: self.form) }

    /// The same as a file that stands alone.
    ///
    /// - Parameters:
    ///   - name: The message's type; part of the schema's `$id`, which names it and leads nowhere.
    ///   - summary: What it is for, in a sentence.
    public static func alone(_ schema: JSONValue, name: String, summary: String) -> JSONValue {
        var file: JSONObject = [
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": .string("urn:pksai:message:\(name):1"),
            "title": .string(name), "description": .string(summary),
        ]
        for member in schema.object?.members ?? [] { file[member.key] = member.value }
        return .object(file)
    }

    /// A made-up message as a reader sees it: confidential values stand open.
    public static func example(_ value: some Encodable) throws -> JSONValue {
        let sealed = try JSONEncoding.encodeToValue(value, userInfo: [.confidentialSealer: ExampleSealer()])
        return ExampleSealer.opened(sealed)
    }

    /// Whether something in a message, or in what a query answers, is sealed until a reader opens it.
    public static func opens(_ type: any Decodable.Type) -> Bool {
        let mark = JSONValue.object(["sealed": true])
        return JSONSchema.of(type) { $0 is any ConfidentialType.Type ? mark : self.form($0) }.text.contains(mark.text)
    }

    /// How the vocabulary's own types are written.
    private static func form(_ type: any Decodable.Type) -> JSONValue? {
        if let confidential = type as? any ConfidentialType.Type { return self.of(confidential.opened) }
        if type is any UUIDIdentifier.Type {
            let pattern = "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$"
            return .object(["type": "string", "format": "uuid", "pattern": .string(pattern)])
        }
        if let number = type as? any RegisterNumber.Type {
            let pattern = "^\(number.prefix)-[0-9]{4}-(?!0+$)[0-9]{6,18}$"
            return .object(["type": "string", "pattern": .string(pattern)])
        }
        if type == Username.self { return .object(["type": "string", "pattern": "^[a-z][a-z0-9-]{1,40}$"]) }
        if type == DataSource.self { return .object(["type": "string", "pattern": "^[a-z][a-z0-9_]{0,39}$"]) }
        if type == Instant.self {
            let pattern =
                "^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}(:[0-9]{2}){2}([.][0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})$"
            return .object(["type": "string", "format": "date-time", "pattern": .string(pattern)])
        }
        if type == LocalDate.self {
            return .object(["type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"])
        }
        if type == ReportedChannel.self {
            return .object([
                "type": "string", "description": "another word is taken too, with a warning",
                "examples": .array(Channel.allCases.map { .string($0.rawValue) }),
            ])
        }
        return nil
    }
}

/// Tells what a confidential value is once it is open.
private protocol ConfidentialType { static var opened: any Decodable.Type { get } }
extension Confidential: ConfidentialType { static var opened: any Decodable.Type { Value.self } }

/// Examples hold made-up values only: what is sealed is kept readable, and put back when all is written.
private struct ExampleSealer: ConfidentialSealer {
    private static let mark = "example:"

    func seal<Value: Encodable>(_ value: Value, scope: SealingScope) throws -> SealedValue {
        let plain = try JSONEncoding.encodeToValue(value, userInfo: [.confidentialSealer: self])
        return SealedValue(scope: scope, box: Self.mark + plain.text)
    }

    static func opened(_ value: JSONValue) -> JSONValue {
        switch value {
        case .array(let elements): return .array(elements.map(self.opened))
        case .object(let object):
            if let box = object["box"]?.string, box.hasPrefix(self.mark),
                let plain = try? JSONParser.parse(Array(box.dropFirst(self.mark.count).utf8))
            {
                return self.opened(plain)
            }
            return .object(JSONObject(members: object.members.map { ($0.key, self.opened($0.value)) }))
        case .null, .bool, .integer, .number, .string: return value
        }
    }
}
