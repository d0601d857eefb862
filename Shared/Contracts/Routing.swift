public import Vocabulary

/// How urgent a message between units is; each lane has queues, consumers and connections of its own.
public enum Lane: String, Codable, Sendable, Hashable, CaseIterable {
    /// The subject is high or an emergency.
    case urgent
    /// Everything else.
    case routine
}

/// A broker's topic exchange, as messages are published to it (ARCHITECTURE.md §4).
public enum ExchangeName: String, Codable, Sendable, Hashable, CaseIterable {
    case complaints
    case dataRequests = "data-requests"
    case claims
    case commands
    case queries
    case oncall
    case alerts
    case events
    case receipts
}

/// Where a message goes: the exchange and the routing key.
public struct Route: Sendable, Hashable {
    /// The exchange.
    public let exchange: ExchangeName
    /// The routing key, at most 255 bytes.
    public let key: String

    /// A place.
    public init(_ exchange: ExchangeName, _ key: String) {
        self.exchange = exchange
        self.key = key
    }
}

/// Part of a decision's events that travels in one message: which of them, and where to.
public struct EventRoute: Sendable, Equatable {
    /// Indices into the names given.
    public let events: Range<Int>
    /// Where they go.
    public let route: Route
}

/// Builds every routing key of ARCHITECTURE.md §4, for units and `pksai` alike.
public enum Routing {
    /// The longest routing key of an events message, in bytes; the protocol's own limit is 255.
    public static let longestEventKey = 200

    /// An agency's complaint: `complaint.<username>.<lane>`.
    public static func complaint(from username: Username, lane: Lane) -> Route {
        Route(.complaints, "complaint.\(username.text).\(lane.rawValue)")
    }

    /// An applicant's request: `data-request.<username>`.
    public static func dataRequest(from username: Username) -> Route {
        Route(.dataRequests, "data-request.\(username.text)")
    }

    /// An on-call worker's `claim`, `pass` or `release`: `urgent.<action>.<username>`.
    public static func claim(_ action: String, from username: Username) -> Route {
        Route(.claims, "urgent.\(action).\(username.text)")
    }

    /// A command: `<unit>.<command>.<username>`.
    public static func command(_ command: String, to unit: UnitName, from username: Username) -> Route {
        Route(.commands, "\(unit.rawValue).\(command).\(username.text)")
    }

    /// A query: `<unit>.<query>.<username>`.
    public static func query(_ query: String, to unit: UnitName, from username: Username) -> Route {
        Route(.queries, "\(unit.rawValue).\(query).\(username.text)")
    }

    /// An answer: `receipt.<username>`.
    public static func receipt(to username: Username) -> Route { Route(.receipts, "receipt.\(username.text)") }

    /// An alert: `alert.<role>`.
    public static func alert(to role: Role) -> Route { Route(.alerts, "alert.\(role.rawValue)") }

    /// An urgent case, raised on a rung of the ladder: `urgent.raised.<rung>`.
    public static func raised(on rung: OncallRung) -> Route { Route(.oncall, "urgent.raised.\(rung.rawValue)") }

    /// One decision's events for one set of receivers: `<unit>.<lane>.<event>[.<event>…]`, each name once, in order.
    ///
    /// - Parameter names: The events' words, in the order of their versions.
    /// - Returns: Mostly one message; more if the key would grow past ``longestEventKey``. Together they hold every
    ///   event once.
    public static func events(_ names: [String], from unit: UnitName, lane: Lane) -> [EventRoute] {
        let prefix = "\(unit.rawValue).\(lane.rawValue)"
        var routes: [EventRoute] = []
        var key = prefix
        var begin = 0
        var seen: Set<String> = []
        for (index, name) in names.enumerated() where !seen.contains(name) {
            if index > begin, key.utf8.count + 1 + name.utf8.count > self.longestEventKey {
                routes.append(EventRoute(events: begin..<index, route: Route(.events, key)))
                key = prefix
                begin = index
                seen = []
            }
            key += ".\(name)"
            seen.insert(name)
        }
        if begin < names.count {
            routes.append(EventRoute(events: begin..<names.count, route: Route(.events, key)))
        }
        return routes
    }
}
