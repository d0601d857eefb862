internal import Vocabulary

/// An exchange.
public struct ExchangeDeclaration: Sendable, Equatable {
    /// How it routes.
    public enum Kind: String, Sendable {
        case topic
        case direct
        case fanout
    }

    /// The name.
    public let name: String
    /// How it routes.
    public let kind: Kind
    /// Whether only the broker itself may publish to it.
    public let isInternal: Bool
    /// Where it sends what no binding takes.
    public let alternate: String?
}

/// A binding from an exchange to a queue.
public struct BindingDeclaration: Sendable, Hashable {
    /// The exchange.
    public let exchange: String
    /// The queue.
    public let queue: String
    /// The pattern, or the plain key of a direct exchange.
    public let key: String

    /// A binding.
    public init(exchange: String, queue: String, key: String) {
        self.exchange = exchange
        self.queue = queue
        self.key = key
    }
}

/// Everything the broker holds besides users: declared here once, exported to its definitions (ARCHITECTURE.md §4).
public struct Topology: Sendable, Equatable {
    /// The virtual host of everything.
    public static let virtualHost = "pksai"
    /// Takes what an exchange cannot route; queue `unrouted` behind it is drained by intake.
    public static let unrouted = "unrouted"
    /// Takes what a queue gives up; by unit to `dead-letters.<unit>`.
    public static let deadLetter = "dead-letter"
    /// The default limit of `intake.routine`, in messages: beyond it the broker refuses, and the agency keeps them.
    public static let intakeBacklog = 200_000
    /// As delivered.
    public static let standard = Topology()

    /// Exchanges.
    public let exchanges: [ExchangeDeclaration]
    /// Queues but those of users (``QueueDeclaration/receipts(of:)``).
    public let queues: [QueueDeclaration]
    /// Bindings but those of users.
    public let bindings: [BindingDeclaration]
    /// By queue, exchange and the words before the first wildcard: looked up for every message that comes.
    private let patterns: [String: [String: [Substring: [TopicPattern]]]]

    /// - Parameter intakeBacklog: The most messages `intake.routine` holds.
    public init(intakeBacklog: Int = Topology.intakeBacklog) {
        self.exchanges =
            ExchangeName.allCases.map {
                ExchangeDeclaration(name: $0.rawValue, kind: .topic, isInternal: false, alternate: Self.unrouted)
            } + [
                ExchangeDeclaration(name: Self.unrouted, kind: .fanout, isInternal: true, alternate: nil),
                ExchangeDeclaration(name: Self.deadLetter, kind: .direct, isInternal: true, alternate: nil),
            ]
        self.queues =
            UnitName.allCases.flatMap { QueueDeclaration.queues(of: $0, intakeBacklog: intakeBacklog) }
            + OncallRung.allCases.map(QueueDeclaration.oncall)
            + Topology.alertedRoles.map(QueueDeclaration.alerts)
            + [QueueDeclaration.unrouted]
        self.bindings = Self.bindingsOfUnits + Self.bindingsOfPeople
        self.patterns = self.bindings.reduce(into: [:]) { patterns, binding in
            let pattern = TopicPattern(binding.key)
            patterns[binding.queue, default: [:]][binding.exchange, default: [:]][pattern.beginning, default: []]
                .append(pattern)
        }
    }

    /// Whether the exchange sends a message with this key to the queue. What lies in a queue and does not belong there
    /// came by a CC header, which the broker does not check.
    public func routes(_ key: String, from exchange: String, to queue: String) -> Bool {
        guard let bound = self.patterns[queue]?[exchange] else { return false }
        switch exchange {
        case Self.unrouted: return true
        case Self.deadLetter: return bound.values.contains { $0.contains { $0.text == key } }
        default:
            let words = TopicPattern.words(of: key)
            return ([key.startIndex] + words.map(\.endIndex)).contains { end in
                bound[key[..<end], default: []].contains { $0.matches(words) }
            }
        }
    }
}
