public import JSON
internal import Vocabulary

/// The whole interface as one AsyncAPI 3.0 document: channels, operations, messages with schema and example, all taken
/// from the contracts, the topology and the Swift types.
public enum AsyncAPIDocument {
    /// The document.
    public static func make() throws -> JSONValue {
        var builder = Builder()
        builder.channel("complaints", .complaints, "complaint.{username}.{lane}", receives: true)
        for type in MessageCatalog.complaints { try builder.add(type) }
        builder.channel("data_requests", .dataRequests, "data-request.{username}", receives: true)
        for type in MessageCatalog.dataRequests { try builder.add(type) }
        builder.channel("claims", .claims, "urgent.{action}.{username}", receives: true)
        for type in MessageCatalog.claims { try builder.add(type) }
        for unit in UnitName.allCases {
            let name = unit.rawValue
            builder.channel("\(unit.underscored)_commands", .commands, "\(name).{command}.{username}", receives: true)
            for type in MessageCatalog.commands where type.unit == unit { try builder.add(type) }
            for type in MessageCatalog.administration { try builder.add(type) }
            builder.channel("\(unit.underscored)_queries", .queries, "\(name).{query}.{username}", receives: true)
            for type in MessageCatalog.queries where type.unit == unit { try builder.add(type) }
            for type in MessageCatalog.runtimeQueries { try builder.add(type) }
        }
        builder.channel("receipts", .receipts, "receipt.{username}", receives: false)
        for type in MessageCatalog.answers { try builder.add(type) }
        builder.channel("oncall", .oncall, "urgent.raised.{rung}", receives: false)
        try builder.add(UrgentCaseCall.self)
        builder.channel("alerts", .alerts, "alert.{role}", receives: false)
        try builder.add(Alert.self)
        builder.channel("events", .events, "{unit}.{lane}.{events}", receives: false)
        builder.add(EventMessage.type, self.eventMessage())
        return builder.document
    }

    private struct Builder {
        private struct Channel {
            let id: String
            let exchange: ExchangeName
            let address: String
            let receives: Bool
            var messages: [String] = []
        }
        private var channels: [Channel] = []
        private var messages: [(String, JSONValue)] = []

        mutating func channel(_ id: String, _ exchange: ExchangeName, _ address: String, receives: Bool) {
            self.channels.append(Channel(id: id, exchange: exchange, address: address, receives: receives))
        }

        mutating func add(_ type: any MessageContract.Type) throws {
            self.add(type.type.replacing(".", with: "_"), try AsyncAPIDocument.message(type))
        }

        mutating func add(_ id: String, _ message: JSONValue) {
            self.channels[self.channels.count - 1].messages.append(id)
            if !self.messages.contains(where: { $0.0 == id }) { self.messages.append((id, message)) }
        }

        var document: JSONValue {
            var channels: [(String, JSONValue)] = []
            var operations: [(String, JSONValue)] = []
            for channel in self.channels {
                channels.append((channel.id, self.render(channel)))
                let reference: JSONValue = .object(["$ref": .string("#/channels/\(channel.id)")])
                // Said from the units' side, as AsyncAPI asks: they receive what outsiders publish.
                let action = channel.receives ? "receive" : "send"
                operations.append(
                    ("\(action)_\(channel.id)", .object(["action": .string(action), "channel": reference]))
                )
            }
            let about = "Everything anybody does at the centre is a message over the broker."
            return .object([
                "asyncapi": "3.0.0",
                "info": .object(["title": "PKSAI", "version": "1.0.0", "description": .string(about)]),
                "defaultContentType": "application/json",
                "channels": .object(JSONObject(members: channels)),
                "operations": .object(JSONObject(members: operations)),
                "components": .object(["messages": .object(JSONObject(members: self.messages))]),
            ])
        }

        private func render(_ channel: Channel) -> JSONValue {
            let list = channel.messages.map { id -> (String, JSONValue) in
                (id, .object(["$ref": .string("#/components/messages/\(id)")]))
            }
            let exchange: JSONValue = .object([
                "name": .string(channel.exchange.rawValue), "type": "topic", "durable": true, "autoDelete": false,
                "vhost": .string(Topology.virtualHost),
            ])
            let binding: JSONValue = .object(["is": "routingKey", "bindingVersion": "0.3.0", "exchange": exchange])
            return .object([
                "address": .string(channel.address), "messages": .object(JSONObject(members: list)),
                "bindings": .object(["amqp": binding]),
            ])
        }
    }

    fileprivate static func message(_ type: any MessageContract.Type) throws -> JSONValue {
        let example: JSONValue = .object(["name": "made_up", "payload": try self.example(type)])
        return .object([
            "name": .string(type.type), "summary": .string(type.summary), "contentType": "application/json",
            "headers": self.headers, "payload": JSONSchema.of(type), "examples": .array([example]),
        ])
    }

    private static func example<M: MessageContract>(_ type: M.Type) throws -> JSONValue {
        try JSONEncoding.encodeToValue(type.example, userInfo: [.confidentialSealer: ExampleSealer()])
    }

    /// What each event carries, by its word.
    private static func eventMessage() -> JSONValue {
        let data = EventRegistry.all.sorted { $0.name < $1.name }.map { event in
            JSONValue.object([
                "title": .string(event.name),
                "description": .string(
                    "\(event.summary); to \(event.receivers.map(\.rawValue).sorted().joined(separator: ", "))"
                ),
                "type": "object",
                "properties": .object([
                    "type": .object(["const": .string(event.name)]), "data": JSONSchema.of(event),
                ]),
            ])
        }
        let items: JSONValue = .object(["items": .object(["anyOf": .array(data)])])
        let events: JSONValue = .object(["properties": .object(["events": items])])
        return .object([
            "name": .string(EventMessage.type), "summary": "The events of one decision for the same receivers.",
            "contentType": "application/json", "headers": self.headers,
            "payload": .object(["allOf": .array([JSONSchema.of(EventMessage.self), events])]),
        ])
    }

    private static var headers: JSONValue {
        .object([
            "type": "object",
            "properties": .object([
                "schema_version": .object(["type": "integer", "const": 1]), "traceparent": .object(["type": "string"]),
            ]),
        ])
    }
}

/// Examples hold made-up values only: they are shown opened, as a reader sees them.
private struct ExampleSealer: ConfidentialSealer {
    func seal<Value: Encodable>(_ value: Value, scope: SealingScope) throws -> SealedValue {
        SealedValue(scope: scope, box: "c2VhbGVk")
    }
}
