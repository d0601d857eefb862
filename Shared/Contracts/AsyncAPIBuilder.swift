internal import JSON
internal import Vocabulary

/// Gathers channels and messages and writes them as an AsyncAPI 3.0 document.
struct AsyncAPIBuilder {
    private struct Channel {
        let id: String
        let exchange: ExchangeName
        let address: String
        let isReceived: Bool
        var messages: [String] = []

        /// The names in braces.
        var parameters: [String] {
            self.address.split(separator: ".").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
        }

        var operation: String { "\(self.isReceived ? "receive" : "send")_\(self.id)" }
    }

    private var channels: [Channel] = []
    private var messages = JSONObject()

    /// Begins a channel that units read.
    mutating func receive(_ id: String, _ exchange: ExchangeName, _ address: String) {
        self.channels.append(Channel(id: id, exchange: exchange, address: address, isReceived: true))
    }

    /// Begins a channel that units write.
    mutating func send(_ id: String, _ exchange: ExchangeName, _ address: String) {
        self.channels.append(Channel(id: id, exchange: exchange, address: address, isReceived: false))
    }

    /// Adds a message to the last channel.
    mutating func add(_ type: any MessageContract.Type, from roles: Set<Role> = []) throws {
        self.add(
            type.type,
            summary: type.summary,
            payload: ContractSchema.of(type),
            example: try ContractSchema.example(type.example),
            roles: roles
        )
    }

    /// Adds a message to the last channel.
    mutating func add(
        _ type: String,
        summary: String,
        payload: JSONValue,
        example: JSONValue,
        roles: Set<Role> = []
    ) {
        let id = type.replacing(".", with: "_")
        self.channels[self.channels.count - 1].messages.append(id)
        var message: JSONObject = ["name": .string(type), "summary": .string(summary)]
        if !roles.isEmpty {
            let names = roles.map(\.rawValue).sorted().joined(separator: ", ")
            message["description"] = .string("Sent by: \(names). The rule decides again, case by case.")
        }
        message["contentType"] = "application/json"
        message["headers"] = .object(["$ref": "#/components/schemas/headers"])
        message["payload"] = payload
        message["bindings"] = .object(["amqp": .object(["messageType": .string(type), "bindingVersion": "0.3.0"])])
        message["examples"] = [.object(["name": "made_up", "payload": example])]
        self.messages[id] = .object(message)
    }

    var document: JSONValue {
        .object([
            "asyncapi": "3.0.0",
            "info": .object(["title": "PKSAI", "version": "1.0.0", "description": .string(AsyncAPIDocument.about)]),
            "servers": .object([
                "local": .object([
                    "host": "127.0.0.1:17000", "pathname": .string("/\(Topology.virtualHost)"), "protocol": "amqp",
                    "protocolVersion": "0.9.1", "description": "as deploy/up starts it",
                ])
            ]),
            "defaultContentType": "application/json",
            "channels": .object(JSONObject(members: self.channels.map { ($0.id, self.render($0)) })),
            "operations": .object(JSONObject(members: self.channels.map { ($0.operation, self.operation($0)) })),
            "components": .object([
                "messages": .object(self.messages), "schemas": .object(["headers": Self.headers]),
            ]),
        ])
    }

    private func render(_ channel: Channel) -> JSONValue {
        let messages = channel.messages.map { id -> (String, JSONValue) in
            (id, .object(["$ref": .string("#/components/messages/\(id)")]))
        }
        let exchange: JSONValue = .object([
            "name": .string(channel.exchange.rawValue), "type": "topic", "durable": true, "autoDelete": false,
            "vhost": .string(Topology.virtualHost),
        ])
        let binding: JSONValue = .object(["is": "routingKey", "bindingVersion": "0.3.0", "exchange": exchange])
        let parameters = channel.parameters.map { ($0, AsyncAPIDocument.parameter($0)) }
        return .object([
            "address": .string(channel.address), "messages": .object(JSONObject(members: messages)),
            "parameters": .object(JSONObject(members: parameters)), "bindings": .object(["amqp": binding]),
        ])
    }

    private func operation(_ channel: Channel) -> JSONValue {
        var operation: JSONObject = [
            "action": channel.isReceived ? "receive" : "send",
            "channel": .object(["$ref": .string("#/channels/\(channel.id)")]),
            "bindings": .object([
                "amqp": .object([
                    "deliveryMode": channel.exchange == .queries ? 1 : 2, "mandatory": true, "timestamp": true,
                    "bindingVersion": "0.3.0",
                ])
            ]),
        ]
        if channel.isReceived {
            operation["reply"] = .object(["channel": .object(["$ref": "#/channels/receipts"])])
        }
        return .object(operation)
    }

    private static var headers: JSONValue {
        .object([
            "type": "object",
            "properties": .object([
                "schema_version": .object(["type": "integer", "const": 1]),
                "traceparent": .object(["type": "string", "description": "W3C trace context"]),
            ]),
        ])
    }
}
