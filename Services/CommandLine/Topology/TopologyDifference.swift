internal import Contracts
internal import Vocabulary

/// What a running broker holds in our virtual host.
struct BrokerState: Sendable {
    /// A binding with the name the broker gives it.
    struct Binding: Codable, Sendable, Hashable {
        var source: String
        var destination: String
        var destinationType: String
        var routingKey: String
        var propertiesKey: String
    }

    /// What a user may do; regular expressions.
    struct Permission: Codable, Sendable, Hashable {
        var user: String
        var configure: String
        var write: String
        var read: String
    }

    /// Which routing keys a user may publish to an exchange.
    struct TopicPermission: Codable, Sendable, Hashable {
        var user: String
        var exchange: String
        var write: String
        var read: String
    }

    var exchanges: Set<String> = []
    var queues: Set<String> = []
    var bindings: [Binding] = []
    var permissions: [Permission] = []
    var topicPermissions: [TopicPermission] = []
}

/// What must change on a broker so that it holds what this version declares, and nothing of ours that it doesn't.
struct TopologyDifference: Sendable, Equatable {
    /// Exchanges to declare.
    let exchanges: [String]
    /// Queues to declare.
    let queues: [String]
    /// Bindings to make.
    let bindings: [BindingDeclaration]
    /// Bindings of our exchanges that nothing declares any more.
    let strays: [BrokerState.Binding]
    /// What users are to have instead of what they have.
    let permissions: [BrokerState.Permission]
    /// The same for routing keys. One that is not declared any more is shut, not removed: without one any key passes.
    let topicPermissions: [BrokerState.TopicPermission]
    /// Queues that nobody declares: they may hold messages, so they are only told.
    let unknownQueues: [String]
    /// Exchanges that nobody declares.
    let unknownExchanges: [String]

    /// Compares.
    ///
    /// - Parameter users: Whose rights are known here; those of others are left alone.
    init(from state: BrokerState, to topology: Topology, users: [BrokerAccess]) {
        let receipts = Set(users.map(\.username.receiptQueue))
        let declaredQueues = Set(topology.queues.map(\.name))
        let declaredExchanges = Set(topology.exchanges.map(\.name))
        self.exchanges = declaredExchanges.subtracting(state.exchanges).sorted()
        self.queues = declaredQueues.subtracting(state.queues).sorted()
        let held = Set(
            state.bindings.filter { $0.destinationType == "queue" }.map {
                BindingDeclaration(exchange: $0.source, queue: $0.destination, key: $0.routingKey)
            }
        )
        self.bindings = topology.bindings.filter { !held.contains($0) }
        // A user's queue of answers has one binding, whether the user is known here or on another machine.
        let answers = state.queues.compactMap { name -> BindingDeclaration? in
            guard name.hasPrefix("receipts."), let username = Username(String(name.dropFirst("receipts.".count))) else {
                return nil
            }
            return Topology.receiptBinding(of: username)
        }
        let wanted = Set(topology.bindings + answers)
        self.strays = state.bindings.filter { binding in
            let declaration = BindingDeclaration(
                exchange: binding.source,
                queue: binding.destination,
                key: binding.routingKey
            )
            return declaredExchanges.contains(binding.source)
                && !(binding.destinationType == "queue" && wanted.contains(declaration))
        }
        self.permissions = users.map(BrokerState.Permission.init).filter { !state.permissions.contains($0) }
        self.topicPermissions = users.flatMap { access in
            let declared = BrokerState.TopicPermission.all(of: access)
            let names = Set(declared.map(\.exchange))
            let gone = state.topicPermissions.filter {
                $0.user == access.username.text && !names.contains($0.exchange)
            }
            return (declared + gone.map(\.shut)).filter { !state.topicPermissions.contains($0) }
        }
        self.unknownQueues = state.queues.filter {
            !declaredQueues.contains($0) && !receipts.contains($0) && !$0.hasPrefix("receipts.")
        }.sorted()
        self.unknownExchanges = state.exchanges.filter {
            !declaredExchanges.contains($0) && !$0.isEmpty && !$0.hasPrefix("amq.")
        }.sorted()
    }

    /// Whether the broker is as it should be; what is only told does not count.
    var isEmpty: Bool {
        self.exchanges.isEmpty && self.queues.isEmpty && self.bindings.isEmpty && self.strays.isEmpty
            && self.permissions.isEmpty && self.topicPermissions.isEmpty
    }
}

extension BrokerState.Permission {
    /// As declared.
    init(_ access: BrokerAccess) {
        self.init(
            user: access.username.text,
            configure: access.configure,
            write: access.write,
            read: access.read
        )
    }
}

extension BrokerState.TopicPermission {
    /// As declared, by exchange.
    static func all(of access: BrokerAccess) -> [Self] {
        access.keys.sorted { $0.key.rawValue < $1.key.rawValue }.map { exchange, pattern in
            Self(
                user: access.username.text,
                exchange: exchange.rawValue,
                write: pattern,
                read: BrokerAccess.nothing
            )
        }
    }

    /// The same exchange, no key.
    fileprivate var shut: Self {
        Self(user: self.user, exchange: self.exchange, write: BrokerAccess.nothing, read: BrokerAccess.nothing)
    }
}
