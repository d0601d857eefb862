import Contracts
import Foundation
import JSON
import Testing
import Vocabulary

/// Something with a schema, an example and a Swift type.
struct ContractCase: Sendable, CustomTestStringConvertible {
    let name: String
    let schema: JSONValue
    let example: JSONValue
    /// What the type decodes and encodes again; nil if it refuses the value.
    let decode: @Sendable (JSONValue) throws -> JSONValue?

    var testDescription: String { self.name }

    init<Value: Codable & Sendable>(_ name: String, _ type: Value.Type, _ example: Value) throws {
        self.name = name
        self.schema = ContractSchema.of(type)
        self.example = try ContractSchema.example(example)
        self.decode = { value in try JSONDecoding.decode(type, from: value).value.map(ContractSchema.example) }
    }

    static func of<M: MessageContract>(_ type: M.Type) throws -> ContractCase {
        try ContractCase(type.type, type, type.example)
    }
    static func answer<Q: QueryContract>(to type: Q.Type) throws -> ContractCase {
        try ContractCase("\(type.type).answer", Q.Answer.self, type.answerExample)
    }
    static func answer<Q: RuntimeQueryContract>(toRuntime type: Q.Type) throws -> ContractCase {
        try ContractCase("\(type.type).answer", Q.Answer.self, type.answerExample)
    }

    /// What units answer with sealed members reads open at the reader's: its type is the unit's alone.
    static let opened: Set<String> = ["show_referral.answer", "show_draft.answer"]

    static var all: [ContractCase] {
        get throws {
            try MessageCatalog.all.map { try Self.of($0) }
                + MessageCatalog.queries.map { try Self.answer(to: $0) }
                + MessageCatalog.runtimeQueries.map { try Self.answer(toRuntime: $0) }
                + [ContractCase(EventMessage.type, EventMessage.self, EventMessage.example)]
        }
    }
}

@Suite struct SchemaTests {
    let checker = SchemaChecker()

    @Test func `every example is read by its type and written again as it was`() throws {
        for contract in try ContractCase.all where !ContractCase.opened.contains(contract.name) {
            #expect(try contract.decode(contract.example) == contract.example, "\(contract.name)")
        }
    }

    @Test func `every schema accepts its example and names each of its members`() throws {
        for contract in try ContractCase.all {
            #expect(try self.checker.accepts(contract.example, contract.schema), "\(contract.name)")
            for pointer in self.unnamed(contract.example, contract.schema, "") {
                Issue.record("\(contract.name): the schema does not know \(pointer)")
            }
        }
        #expect(try self.checker.accepts(ContractSchema.example(EventMessage.example), EventMessage.schema))
    }

    @Test func `a schema refuses what the type refuses, and nothing else`() throws {
        var judged = 0
        var refused = 0
        for contract in try ContractCase.all where !ContractCase.opened.contains(contract.name) {
            for mutation in Mutation.all(of: contract.example) {
                let isTaken = try contract.decode(mutation.value) != nil
                let isAccepted = try self.checker.accepts(mutation.value, contract.schema)
                judged += 1
                if !isTaken { refused += 1 }
                #expect(
                    isTaken == isAccepted,
                    "\(contract.name), \(mutation): the type says \(isTaken), its schema \(isAccepted)"
                )
            }
        }
        #expect(judged > 5_000 && refused > judged / 3)
    }

    @Test func `an event's data is held to its schema`() throws {
        let message = try ContractSchema.example(EventMessage.example)
        for event in EventRegistry.all {
            var changed = try #require(message.object)
            var item = try #require(message["events"]?[0]?.object)
            item["type"] = .string(event.name)
            item["data"] = "no object"
            changed["events"] = [.object(item)]
            #expect(try !self.checker.accepts(.object(changed), EventMessage.schema), "\(event.name)")
        }
    }

    /// Members of the value that the schema says nothing of.
    private func unnamed(_ value: JSONValue, _ schema: JSONValue, _ pointer: String) -> [String] {
        switch value {
        case .object(let object):
            object.members.flatMap { member -> [String] in
                let place = "\(pointer)/\(member.key)"
                if let known = schema["properties"]?[member.key] ?? schema["additionalProperties"] {
                    return self.unnamed(member.value, known, place)
                }
                return schema.object?.isEmpty == true ? [] : [place]
            }
        case .array(let elements):
            elements.indices.flatMap { index in
                self.unnamed(elements[index], schema["items"] ?? [:], "\(pointer)/\(index)")
            }
        case .null, .bool, .integer, .number, .string: []
        }
    }
}
