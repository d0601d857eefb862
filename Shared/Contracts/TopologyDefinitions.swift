public import JSON
internal import Vocabulary

/// A broker user with what it needs to log in.
public struct BrokerUser: Sendable, Equatable {
    /// What the user may do.
    public let access: BrokerAccess
    /// Base64 of four bytes of salt and SHA-256 of salt and password (`rabbit_password_hashing_sha256`); nil: none,
    /// so only a client certificate logs in.
    public let passwordHash: String?
    /// Whether the user may use the management interface.
    public let isAdministrator: Bool
    /// Whether the user has a queue of answers: everybody but units.
    public let hasReceipts: Bool

    /// A user.
    public init(
        access: BrokerAccess,
        passwordHash: String?,
        isAdministrator: Bool = false,
        hasReceipts: Bool = true
    ) {
        self.access = access
        self.passwordHash = passwordHash
        self.isAdministrator = isAdministrator
        self.hasReceipts = hasReceipts
    }
}

/// RabbitMQ's definitions: read from a file at boot (`load_definitions`) or sent to `POST /api/definitions`.
public struct TopologyDefinitions: Sendable {
    private let topology: Topology?
    private let users: [BrokerUser]

    /// Everything, for a broker's boot.
    public init(topology: Topology, users: [BrokerUser]) {
        self.topology = topology
        self.users = users
    }

    /// A user who comes later: with permissions, queue and binding.
    public init(user: BrokerUser) {
        self.topology = nil
        self.users = [user]
    }

    /// The JSON document.
    public var json: JSONValue {
        let receipts = self.users.filter(\.hasReceipts).map(\.access.username)
        let queues = (self.topology?.queues ?? []) + receipts.map(QueueDeclaration.receipts)
        let bindings = (self.topology?.bindings ?? []) + receipts.map(Topology.receiptBinding)
        var members: [(String, JSONValue)] = []
        if let topology {
            members.append(("vhosts", .array([.object(["name": .string(Topology.virtualHost)])])))
            members.append(("exchanges", .array(topology.exchanges.map(Self.exchange))))
        }
        members.append(("users", .array(self.users.map(Self.user))))
        members.append(("permissions", .array(self.users.map { Self.permission($0.access) })))
        members.append(("topic_permissions", .array(self.users.flatMap { Self.topicPermissions($0.access) })))
        members.append(("queues", .array(queues.map(Self.queue))))
        members.append(("bindings", .array(bindings.map(Self.binding))))
        return Self.object(members)
    }

    private static let host: (String, JSONValue) = ("vhost", .string(Topology.virtualHost))

    private static func object(_ members: [(String, JSONValue)]) -> JSONValue {
        .object(JSONObject(members: members))
    }

    private static func exchange(_ exchange: ExchangeDeclaration) -> JSONValue {
        self.object([
            ("name", .string(exchange.name)), self.host, ("type", .string(exchange.kind.rawValue)),
            ("durable", .bool(true)), ("auto_delete", .bool(false)), ("internal", .bool(exchange.isInternal)),
            ("arguments", self.object(exchange.alternate.map { [("alternate-exchange", .string($0))] } ?? [])),
        ])
    }

    private static func queue(_ queue: QueueDeclaration) -> JSONValue {
        return self.object([
            ("name", .string(queue.name)), self.host, ("durable", .bool(queue.isDurable)),
            ("auto_delete", .bool(false)), ("arguments", self.object(queue.definitionArguments)),
        ])
    }

    private static func binding(_ binding: BindingDeclaration) -> JSONValue {
        self.object([
            ("source", .string(binding.exchange)), self.host, ("destination", .string(binding.queue)),
            ("destination_type", .string("queue")), ("routing_key", .string(binding.key)),
            ("arguments", self.object([])),
        ])
    }

    private static func user(_ user: BrokerUser) -> JSONValue {
        self.object([
            ("name", .string(user.access.username.text)), ("password_hash", .string(user.passwordHash ?? "")),
            ("hashing_algorithm", .string("rabbit_password_hashing_sha256")),
            ("tags", .string(user.isAdministrator ? "administrator" : "")),
        ])
    }

    private static func permission(_ access: BrokerAccess) -> JSONValue {
        self.object([
            ("user", .string(access.username.text)), self.host, ("configure", .string(access.configure)),
            ("write", .string(access.write)), ("read", .string(access.read)),
        ])
    }

    private static func topicPermissions(_ access: BrokerAccess) -> [JSONValue] {
        access.keys.sorted { $0.key.rawValue < $1.key.rawValue }.map { exchange, pattern in
            self.object([
                ("user", .string(access.username.text)), self.host, ("exchange", .string(exchange.rawValue)),
                ("write", .string(pattern)), ("read", .string(BrokerAccess.nothing)),
            ])
        }
    }
}

extension QueueDeclaration {
    /// The `x-` arguments by name, as the broker's JSON has them.
    var definitionArguments: [(String, JSONValue)] {
        self.arguments.sorted { $0.key < $1.key }.map { argument in
            switch argument.value {
            case .text(let text): (argument.key, .string(text))
            case .number(let number): (argument.key, .integer(Int64(number)))
            }
        }
    }
}
