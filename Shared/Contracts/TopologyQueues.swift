public import Vocabulary

/// A queue.
public struct QueueDeclaration: Sendable, Equatable {
    /// An argument's value.
    public enum Argument: Sendable, Equatable {
        case text(String)
        case number(Int)
    }

    /// The name.
    public let name: String
    /// Whether it survives the broker's restart; definitions declare the others again at boot.
    public let isDurable: Bool
    /// The `x-` arguments.
    public let arguments: [String: Argument]

    private init(_ name: String, isDurable: Bool = true, _ arguments: [String: Argument]) {
        self.name = name
        self.isDurable = isDurable
        self.arguments = arguments
    }

    /// The queues a unit reads.
    static func queues(of unit: UnitName, intakeBacklog: Int) -> [QueueDeclaration] {
        var queues = ["urgent", "routine", "staff"].map { suffix in
            var arguments = Self.guarded(for: unit)
            if unit == .intake, suffix == "routine" { arguments["x-max-length"] = .number(intakeBacklog) }
            return QueueDeclaration("\(unit.rawValue).\(suffix)", arguments)
        }
        if unit == .intake { queues.append(QueueDeclaration("\(unit.rawValue).events", Self.guarded(for: unit))) }
        queues.append(.queries(of: unit))
        queues.append(QueueDeclaration("dead-letters.\(unit.rawValue)", ["x-queue-type": .text("quorum")]))
        return queues
    }

    /// A queue that never drops: full, it refuses; given up on, its messages reach the unit's quarantine.
    private static func guarded(for unit: UnitName) -> [String: Argument] {
        [
            "x-queue-type": .text("quorum"),
            "x-delivery-limit": .number(10_000),
            "x-overflow": .text("reject-publish"),
            "x-dead-letter-exchange": .text(Topology.deadLetter),
            "x-dead-letter-routing-key": .text(unit.rawValue),
            "x-dead-letter-strategy": .text("at-least-once"),
        ]
    }

    /// Questions: whoever asks waits, so they need no disk; a flood is refused at once.
    private static func queries(of unit: UnitName) -> QueueDeclaration {
        QueueDeclaration(
            "\(unit.rawValue).queries",
            isDurable: false,
            [
                "x-queue-type": .text("classic"),
                "x-max-length": .number(10_000),
                "x-overflow": .text("reject-publish"),
            ]
        )
    }

    /// Urgent cases raised on one rung: `oncall.urgent` for the workers, `oncall.<rung>` above them.
    static func oncall(_ rung: OncallRung) -> QueueDeclaration {
        QueueDeclaration(rung.queue, Self.guarded(for: .serviceUnit))
    }

    /// Alerts of one role. The units' databases keep the truth, so an unread queue loses its oldest, not the newest.
    static func alerts(_ role: Role) -> QueueDeclaration {
        QueueDeclaration(
            role.alertQueue,
            [
                "x-queue-type": .text("quorum"),
                "x-max-length": .number(100_000),
                "x-overflow": .text("drop-head"),
            ]
        )
    }

    /// What no binding took.
    static let unrouted = QueueDeclaration(Topology.unrouted, ["x-queue-type": .text("quorum")])

    /// A user's answers: any of them can be asked for again, so the oldest give way.
    public static func receipts(of username: Username) -> QueueDeclaration {
        QueueDeclaration(
            username.receiptQueue,
            [
                "x-queue-type": .text("classic"),
                "x-max-length": .number(100_000),
                "x-max-length-bytes": .number(268_435_456),
                "x-overflow": .text("drop-head"),
            ]
        )
    }
}

extension OncallRung {
    /// The queue that holds the urgent cases raised on this rung.
    public var queue: String { self == .worker ? "oncall.urgent" : "oncall.\(self.rawValue)" }
}

extension Role {
    /// The queue that holds what this role is alerted to.
    public var alertQueue: String { "alerts.\(self.rawValue)" }

    /// The rung of the on-call ladder this role stands on (domain.md §14).
    public var rung: OncallRung? {
        switch self {
        case .onCallWorker: .worker
        case .coordinatorSw: .coordinatorSw
        case .coordinatorPksai: .coordinatorPksai
        case .headPksai: .headPksai
        case .agencyHead: .agencyHead
        case .steering, .responsibleOfficer, .secretary, .intakeOfficer, .dataOfficer, .analyst, .socialWorker,
            .referralOfficer, .focalPoint, .tksk, .psm, .dataApplicant, .agency, .registry, .ops, .admin:
            nil
        }
    }
}

extension Username {
    /// The queue that holds the answers to this user.
    public var receiptQueue: String { "receipts.\(self.text)" }
}
