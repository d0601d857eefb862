public import JSON
internal import Vocabulary

/// The same topology as resources of RabbitMQ's messaging topology operator, for brokers on Kubernetes.
///
/// The operator's exchanges have no `internal`: nobody has the permission to write to `unrouted` and `dead-letter`.
public struct TopologyResources: Sendable {
    private static let apiVersion = "rabbitmq.com/v1beta1"
    private let topology: Topology
    private let users: [BrokerAccess]
    private let cluster: String

    /// - Parameters:
    ///   - users: Who the broker knows from the start; each one's password is in secret `broker-user-<name>`.
    ///   - cluster: The `RabbitmqCluster` they belong to, in a namespace of the same name.
    public init(topology: Topology, users: [BrokerAccess], cluster: String = "pksai") {
        self.topology = topology
        self.users = users
        self.cluster = cluster
    }

    /// The units, each with its own user.
    public static let units: [BrokerAccess] = UnitName.allCases.compactMap(BrokerAccess.unit)

    /// One `List` for `kubectl apply`.
    public var json: JSONValue {
        let host = self.resource("Vhost", Topology.virtualHost, [("name", .string(Topology.virtualHost))])
        let items =
            [host] + self.topology.exchanges.map(self.exchange) + self.topology.queues.map(self.queue)
            + self.topology.bindings.map(self.binding) + self.users.flatMap(self.resources)
        return .object(
            JSONObject(members: [
                ("apiVersion", .string("v1")), ("kind", .string("List")), ("items", .array(items)),
            ])
        )
    }

    private func exchange(_ exchange: ExchangeDeclaration) -> JSONValue {
        var spec: [(String, JSONValue)] = [
            ("name", .string(exchange.name)), Self.host, ("type", .string(exchange.kind.rawValue)),
            ("durable", .bool(true)), ("autoDelete", .bool(false)),
        ]
        if let alternate = exchange.alternate {
            spec.append(("arguments", Self.object([("alternate-exchange", .string(alternate))])))
        }
        return self.resource("Exchange", exchange.name, spec)
    }

    private func queue(_ queue: QueueDeclaration) -> JSONValue {
        let definitions = queue.definitionArguments
        let kind = definitions.first { $0.0 == "x-queue-type" }?.1 ?? .string("classic")
        return self.resource(
            "Queue",
            queue.name,
            [
                ("name", .string(queue.name)), Self.host, ("type", kind), ("durable", .bool(queue.isDurable)),
                ("autoDelete", .bool(false)),
                // A resource taken away by mistake takes no complaint with it.
                ("deletionPolicy", .string("retain")),
                ("arguments", Self.object(definitions.filter { $0.0 != "x-queue-type" })),
            ]
        )
    }

    private func binding(_ binding: BindingDeclaration) -> JSONValue {
        self.resource(
            "Binding",
            [binding.exchange, binding.queue, binding.key].filter { !$0.isEmpty }.joined(separator: "."),
            [
                ("source", .string(binding.exchange)), Self.host, ("destination", .string(binding.queue)),
                ("destinationType", .string("queue")), ("routingKey", .string(binding.key)),
            ]
        )
    }

    private func resources(_ access: BrokerAccess) -> [JSONValue] {
        let name = access.username.text
        let reference = Self.object([("name", .string(name))])
        let user = self.resource(
            "User",
            name,
            [("importCredentialsSecret", Self.object([("name", .string("broker-user-\(name)"))]))]
        )
        let permission = self.resource(
            "Permission",
            name,
            [
                Self.host, ("userReference", reference),
                (
                    "permissions",
                    Self.object([
                        ("configure", .string(access.configure)), ("write", .string(access.write)),
                        ("read", .string(access.read)),
                    ])
                ),
            ]
        )
        let topics = access.keys.sorted { $0.key.rawValue < $1.key.rawValue }.map { exchange, pattern in
            self.resource(
                "TopicPermission",
                "\(name).\(exchange.rawValue)",
                [
                    Self.host, ("userReference", reference),
                    (
                        "permissions",
                        Self.object([
                            ("exchange", .string(exchange.rawValue)), ("write", .string(pattern)),
                            ("read", .string(BrokerAccess.nothing)),
                        ])
                    ),
                ]
            )
        }
        return [user, permission] + topics
    }

    private static let host: (String, JSONValue) = ("vhost", .string(Topology.virtualHost))

    private static func object(_ members: [(String, JSONValue)]) -> JSONValue {
        .object(JSONObject(members: members))
    }

    private func resource(_ kind: String, _ name: String, _ spec: [(String, JSONValue)]) -> JSONValue {
        let cluster: (String, JSONValue) = (
            "rabbitmqClusterReference", Self.object([("name", .string(self.cluster))])
        )
        return Self.object([
            ("apiVersion", .string(Self.apiVersion)), ("kind", .string(kind)),
            (
                "metadata",
                Self.object([("name", .string(Self.resourceName(name))), ("namespace", .string(self.cluster))])
            ),
            ("spec", Self.object(spec + [cluster])),
        ])
    }

    /// A name Kubernetes takes (RFC 1123 subdomain): wildcards become words, underscores hyphens.
    static func resourceName(_ name: String) -> String {
        name.split(separator: ".").map { word in
            switch word {
            case "#": "any"
            case "*": "each"
            default: String(word.map { $0 == "_" ? "-" : $0 })
            }
        }
        .joined(separator: ".")
    }
}
