public import JSON
internal import Vocabulary

/// A file of the published interface.
public struct ContractFile: Sendable, Equatable {
    /// Where it stands in `Shared/Contracts/Schemas`.
    public let path: String
    /// What is in it.
    public let value: JSONValue
    /// The same as text.
    public var text: String { self.value.indentedText + "\n" }
}

/// The published interface as files: the AsyncAPI document, and for each message a schema and an example. `pksai
/// contracts export` writes them; a test holds the committed ones to the types.
public enum ContractFiles {
    /// Every file, the document first.
    public static func make() throws -> [ContractFile] {
        var files = [ContractFile(path: "asyncapi.json", value: try AsyncAPIDocument.make())]
        for type in MessageCatalog.all {
            let example = try ContractSchema.example(type.example)
            files += self.pair(type.type, type.summary, ContractSchema.of(type), example)
        }
        for type in MessageCatalog.queries { files += try self.answer(to: type) }
        for type in MessageCatalog.runtimeQueries { files += try self.answer(toRuntime: type) }
        return files
            + self.pair(
                EventMessage.type,
                EventMessage.summary,
                EventMessage.schema,
                try ContractSchema.example(EventMessage.example)
            )
    }

    private static func answer<Q: QueryContract>(to type: Q.Type) throws -> [ContractFile] {
        let summary = "What `answer` holds in `query.answered` to `\(type.type)`."
        let example = try ContractSchema.example(type.answerExample)
        return self.pair("\(type.type).answer", summary, ContractSchema.of(Q.Answer.self), example)
    }

    private static func answer<Q: RuntimeQueryContract>(toRuntime type: Q.Type) throws -> [ContractFile] {
        let summary = "What `answer` holds in `query.answered` to `\(type.type)`."
        let example = try ContractSchema.example(type.answerExample)
        return self.pair("\(type.type).answer", summary, ContractSchema.of(Q.Answer.self), example)
    }

    private static func pair(
        _ name: String,
        _ summary: String,
        _ schema: JSONValue,
        _ example: JSONValue
    ) -> [ContractFile] {
        let alone = ContractSchema.alone(schema, name: name, summary: summary)
        return [
            ContractFile(path: "messages/\(name).schema.json", value: alone),
            ContractFile(path: "messages/\(name).example.json", value: example),
        ]
    }
}

extension MessageCatalog {
    /// Every message but units' events.
    public static var all: [any MessageContract.Type] {
        self.complaints + self.dataRequests + self.claims + self.commands + self.queries + self.runtimeQueries
            + self.answers + self.paperwork + self.administration + self.notices
    }
}

extension EventMessage {
    /// What it is for, in a sentence.
    public static let summary = "The events of one decision for the same receivers."

    /// A made-up message.
    public static let example = EventMessage(
        stream: "case-\(Examples.caseID.text)",
        complaintID: Examples.complaint.text,
        caseID: Examples.caseID.text,
        actor: Role.coordinatorSw.rawValue,
        cause: "0190-1",
        keys: [
            WrappedKey(origin: Examples.complaint, privacyClass: .childIdentity, keyID: "ci-1", box: "c2VhbGVk")
        ],
        events: [
            ToldEvent(
                type: JournalRootSealed.name,
                version: 2,
                follows: [UnitName.intake.rawValue: 1, UnitName.referral.rawValue: nil],
                at: Examples.now,
                data: .value([
                    "unit": "service-unit", "number": 1, "positions": 100,
                    "root": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                ])
            )
        ]
    )

    /// The schema: what each event carries, by its word.
    public static var schema: JSONValue {
        let events = EventRegistry.all.sorted { $0.name < $1.name }.map { event -> JSONValue in
            let receivers = event.receivers.map(\.rawValue).sorted().joined(separator: ", ")
            return .object([
                "description": .string("\(event.summary); to \(receivers)"),
                "properties": .object([
                    "type": .object(["const": .string(event.name)]), "data": ContractSchema.of(event),
                ]),
            ])
        }
        guard case .object(var message) = ContractSchema.of(EventMessage.self),
            case .object(var properties)? = message["properties"], case .object(var list)? = properties["events"],
            case .object(var item)? = list["items"]
        else { return .object([:]) }
        item["anyOf"] = .array(events)
        list["items"] = .object(item)
        properties["events"] = .object(list)
        message["properties"] = .object(properties)
        return .object(message)
    }
}
