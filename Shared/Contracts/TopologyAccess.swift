public import Vocabulary

/// What one broker user may do: the broker's regular expressions. Nobody but the administrator configures anything,
/// nobody writes to the default exchange, everybody reads only what is theirs (ARCHITECTURE.md §3).
public struct BrokerAccess: Sendable, Equatable {
    /// Matches no name: the default exchange is checked as `amq.default`.
    public static let nothing = "^$"

    /// The broker's name of the user.
    public let username: Username
    /// What the user may declare and delete.
    public let configure: String
    /// Exchanges the user may publish to.
    public let write: String
    /// Queues the user may consume.
    public let read: String
    /// For each of these exchanges the routing keys the user may publish with. An exchange that is missing here and
    /// can be written would take any key; so these are exactly those of ``write``.
    public let keys: [ExchangeName: String]

    /// A command's or question's `type`: `complete_form_1`.
    private static let anyType = "[a-z0-9_]+"

    private init(_ username: Username, configure: [String] = [], keys: [ExchangeName: [String]], read: [String]) {
        self.username = username
        self.configure = Self.oneOf(configure)
        self.write = Self.oneOf(keys.keys.map { Self.escape($0.rawValue) })
        self.read = Self.oneOf(read)
        self.keys = keys.mapValues(Self.oneOf)
    }

    /// A unit: tells events, answers and alerts; reads its own queues and what was given up on there.
    public static func unit(_ unit: UnitName) -> BrokerAccess? {
        guard let username = Username(unit.rawValue) else { return nil }
        let name = self.escape(unit.rawValue)
        var keys: [ExchangeName: [String]] = [
            .events: ["\(name)\\.(urgent|routine)(\\.[a-z_]+)+"],
            .receipts: ["receipt\\.\(self.anyUsername)"],
            .alerts: Topology.alertedRoles.map { self.escape(Routing.alert(to: $0).key) },
        ]
        if unit == .serviceUnit {
            keys[.oncall] = OncallRung.allCases.map { self.escape(Routing.raised(on: $0).key) }
        }
        var read = QueueDeclaration.queues(of: unit, intakeBacklog: 0).map { self.escape($0.name) }
        if unit == .intake { read.append(self.escape(Topology.unrouted)) }
        return BrokerAccess(username, keys: keys, read: read)
    }

    /// A person or an agency: what the roles allow together.
    public static func user(_ username: Username, roles: Set<Role>) -> BrokerAccess {
        let name = self.escape(username.text)
        var keys: [ExchangeName: [String]] = [.queries: ["\(self.anyUnit)\\.\(self.anyType)\\.\(name)"]]
        var read = [self.escape(username.receiptQueue)]
        for role in roles.sorted(by: { $0.rawValue < $1.rawValue }) {
            switch role {
            case .agency: keys[.complaints, default: []].append("complaint\\.\(name)\\.(urgent|routine)")
            case .dataApplicant: keys[.dataRequests, default: []].append("data-request\\.\(name)")
            case .focalPoint: keys[.commands, default: []].append("(referral|service-unit)\\.\(self.anyType)\\.\(name)")
            case .registry:
                let command = self.escape(AnswerPopulationLookup.type)
                keys[.commands, default: []].append("identification\\.\(command)\\.\(name)")
            case .onCallWorker:
                keys[.claims, default: []].append("urgent\\.(claim|pass|release)\\.\(name)")
                keys[.commands, default: []].append("service-unit\\.\(self.anyType)\\.\(name)")
                // Elsewhere only what the contracts name.
                for command in MessageCatalog.commands
                where command.unit != .serviceUnit && command.roles.contains(.onCallWorker) {
                    let route = "\(self.escape(command.unit.rawValue))\\.\(command.type)\\.\(name)"
                    keys[.commands, default: []].append(route)
                }
            case .coordinatorSw, .coordinatorPksai, .headPksai, .agencyHead:
                // On the ladder: they claim when nobody below did.
                keys[.claims, default: []].append("urgent\\.(claim|pass|release)\\.\(name)")
                keys[.commands, default: []].append("\(self.anyUnit)\\.\(self.anyType)\\.\(name)")
            case .steering, .responsibleOfficer, .secretary, .intakeOfficer, .dataOfficer, .analyst, .socialWorker,
                .referralOfficer, .tksk, .psm, .ops, .admin:
                keys[.commands, default: []].append("\(self.anyUnit)\\.\(self.anyType)\\.\(name)")
            }
            if let rung = role.rung { read.append(self.escape(rung.queue)) }
            if Topology.alertedRoles.contains(role) { read.append(self.escape(role.alertQueue)) }
        }
        return BrokerAccess(username, keys: keys.mapValues(self.unique), read: read)
    }

    /// The local administrator: commands and queries like anybody, and the queues of users who come and go.
    public static func administrator(_ username: Username) -> BrokerAccess {
        let user = self.user(username, roles: [.admin])
        return BrokerAccess(user, configure: "^receipts\\.\(self.anyUsername)\\z")
    }

    private init(_ access: BrokerAccess, configure: String) {
        self.username = access.username
        self.configure = configure
        self.write = access.write
        self.read = access.read
        self.keys = access.keys
    }

    private static let anyUsername = "[a-z][a-z0-9-]{1,40}"
    private static let anyUnit = "(\(UnitName.allCases.map { Self.escape($0.rawValue) }.joined(separator: "|")))"

    private static func unique(_ patterns: [String]) -> [String] { Set(patterns).sorted() }

    /// Anchored on both sides: `\z`, because `$` would let a line feed follow.
    private static func oneOf(_ patterns: [String]) -> String {
        switch patterns.count {
        case 0: self.nothing
        case 1: "^\(patterns[0])\\z"
        default: "^(\(patterns.sorted().joined(separator: "|")))\\z"
        }
    }

    /// Names hold letters, digits, hyphens, underscores and dots; only the dot means something else.
    private static func escape(_ name: String) -> String {
        name.split(separator: ".", omittingEmptySubsequences: false).joined(separator: "\\.")
    }
}
