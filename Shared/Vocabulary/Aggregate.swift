/// What a rule guards: a value that only its own events change.
///
/// `decide` is any method that returns events or throws a ``DomainRejection``; ``apply(_:)`` folds them. Both are pure:
/// time and new identifiers come in as arguments.
public protocol Aggregate: Codable, Sendable, Equatable {
    /// The typed key.
    associatedtype ID: Identifier
    /// What can happen to it. Synthesised `Codable` gives the journal its type (the case's name) and data.
    associatedtype Event: Codable, Sendable, Equatable
    /// The first part of its stream's name, `complaint` in `complaint-0190…`.
    static var streamKind: String { get }

    /// The state before the first event.
    init(id: ID)
    /// Its key.
    var id: ID { get }
    /// Folds one event into the state. Total: an event that changes nothing is ignored.
    mutating func apply(_ event: Event)

    /// The time limits it carries; the runtime wakes it when one is due.
    var clocks: Clocks { get }
    /// What follows when a clock rings. Called again after a restart, so it must look whether the clock still runs.
    ///
    /// - Parameters:
    ///   - clock: Which limit.
    ///   - generation: The start of the clock this ring belongs to; another one means: nothing to do.
    ///   - now: The time of the ring, at or after the moment asked for.
    func ring(_ clock: ClockName, generation: Int, at now: Instant) -> [Event]
    /// Whether its events travel on the urgent lane (high risk or emergency).
    var isUrgent: Bool { get }
    /// The level of what it is about, by which reports tell its time limits apart.
    var level: RiskLevel? { get }
}

extension Aggregate {
    /// No time limits.
    public var clocks: Clocks { Clocks() }
    /// Nothing follows.
    public func ring(_ clock: ClockName, generation: Int, at now: Instant) -> [Event] { [] }
    /// Routine.
    public var isUrgent: Bool { false }
    /// Not known.
    public var level: RiskLevel? { nil }

    /// The state after these events.
    public func applying(_ events: [Event]) -> Self {
        var copy = self
        for event in events { copy.apply(event) }
        return copy
    }
}

/// A value each of whose members means something before anybody sets it: one that was stored before a member was known
/// has it as it begins.
public protocol Defaulted: Codable, Sendable {
    /// As it begins.
    init()
}

/// Why a rule said no. Reaches the sender; holds no identity.
public protocol DomainRejection: Error, Sendable, Equatable {
    /// A stable word, `not_accepted`.
    var code: String { get }
    /// One sentence for a person: what is missing and who or what can mend it.
    var explanation: String { get }
    /// The member of the message that is to blame (RFC 6901), or "" for none.
    var pointer: String { get }
    /// Everything that is wrong, where a rule found more than one thing at once; empty: explanation and pointer say it.
    var problems: [Doubt] { get }
}

extension DomainRejection {
    /// One thing only.
    public var problems: [Doubt] { [] }
    /// No member in particular.
    public var pointer: String { "" }
}

/// Who sends a command, as the broker proved it, with the roles this unit knows.
public struct Actor: Codable, Sendable, Equatable, Hashable {
    /// The broker's user name.
    public var username: String
    /// The roles told by `register_user`; empty for a unit acting by itself.
    public var roles: Set<Role>
    /// The directory id of the partner a focal point belongs to, `r11`; nil for everybody else.
    public var institution: String?

    /// An actor with these roles.
    public init(username: String, roles: Set<Role>, institution: String? = nil) {
        self.username = username
        self.roles = roles
        self.institution = institution
    }

    /// Whether one of these roles is held.
    public func holds(_ wanted: Role...) -> Bool { !self.roles.isDisjoint(with: wanted) }

    /// The unit itself: a clock or an automatic rule.
    public static let system = Actor(username: "system", roles: [])
}
