/// The time limits of domain.md §5.4, §14 D09 and the on-call ladder of ARCHITECTURE.md §4.
public enum ClockName: String, Codable, Sendable, Hashable, CaseIterable {
    case initialAssessment = "initial_assessment"
    case contactSafety = "contact_safety"
    case protection
    case plan
    case review
    case definitiveManager = "definitive_manager"
    case referral
    case urgentLetter = "urgent_letter"
    case referralResult = "referral_result"
    case shelterStay = "shelter_stay"
    case shelterHold = "shelter_hold"
    case withdrawalAcknowledgement = "withdrawal_acknowledgement"
    case consentDeferred = "consent_deferred"
    case postMonitoring = "post_monitoring"
    case dataRequestIntake = "data_request_intake"
    case dataRequestDelivery = "data_request_delivery"
    case caseMeetings = "case_meetings"
    case followUp = "follow_up"
    case reopenDecision = "reopen_decision"
    case withdrawalDecision = "withdrawal_decision"
    case interventionDue = "intervention_due"
    case rhythm
    case oncallReraise = "oncall_reraise"
    case oncallAct = "oncall_act"
    case alertAcknowledgement = "alert_acknowledgement"
    /// Who had the case, the letter or the referral is gone: warns at once, until somebody has it again.
    case reassignment
    /// How long identification waits for the population registry.
    case registryAnswer = "registry_answer"
}

/// One time limit of one aggregate. Elapsed time, nights and weekends included.
public struct Clock: Codable, Sendable, Equatable {
    /// Where it stands.
    public enum Phase: String, Codable, Sendable, CaseIterable {
        case running
        /// The warning was given; the limit still runs.
        case warned
        /// The limit passed; still open until its stop.
        case missed
        case stopped
    }

    /// Counts the starts; a ring of an earlier one means nothing.
    public var generation: Int
    /// When it began to count.
    public var startedAt: Instant
    /// When a warning is due, if any.
    public var warnAt: Instant?
    /// When the limit passes.
    public var dueAt: Instant
    /// Where it stands.
    public var phase: Phase
    /// When it was stopped.
    public var stoppedAt: Instant?
    /// Which rule set the due time, for people: `24 h, X03, because raised to high at …`.
    public var rule: String

    /// A clock in any phase, for a rule that works its limits out of all it knows.
    public init(
        generation: Int,
        startedAt: Instant,
        warnAt: Instant? = nil,
        dueAt: Instant,
        phase: Phase = .running,
        stoppedAt: Instant? = nil,
        rule: String
    ) {
        self.generation = generation
        self.startedAt = startedAt
        self.warnAt = warnAt
        self.dueAt = dueAt
        self.phase = phase
        self.stoppedAt = stoppedAt
        self.rule = rule
    }

    /// Whether its limit can still pass.
    public var isRunning: Bool { self.phase == .running || self.phase == .warned }

    /// When it next rings: warning, then limit; nil if neither is ahead.
    public var nextRing: Instant? {
        switch self.phase {
        case .running: self.warnAt.map { min($0, self.dueAt) } ?? self.dueAt
        case .warned: self.dueAt
        case .missed, .stopped: nil
        }
    }

    /// What a ring at this moment means.
    public func ringing(at now: Instant) -> Ring? {
        guard self.isRunning else { return nil }
        if now >= self.dueAt { return .missed }
        if self.phase == .running, let warnAt, now >= warnAt { return .warned }
        return nil
    }

    /// What happened when a clock rang.
    public enum Ring: String, Codable, Sendable, CaseIterable { case warned, missed }
}

/// The clocks of an aggregate. Pure: events start and stop them, the runtime only looks when to ring.
public struct Clocks: Codable, Sendable, Equatable {
    private var entries: [String: Clock]

    /// No clocks.
    public init() { self.entries = [:] }

    /// The clock of this name, also a stopped one.
    public subscript(name: ClockName) -> Clock? { self.entries[name.rawValue] }

    /// All clocks, by name.
    public var all: [(name: ClockName, clock: Clock)] {
        self.entries.compactMap { key, clock in ClockName(rawValue: key).map { ($0, clock) } }
            .sorted { $0.name.rawValue < $1.name.rawValue }
    }

    /// Puts a clock worked out elsewhere; nil takes it away.
    public mutating func replace(_ name: ClockName, with clock: Clock?) { self.entries[name.rawValue] = clock }

    /// Whether this limit can still pass.
    public func isRunning(_ name: ClockName) -> Bool { self[name]?.isRunning ?? false }

    /// Starts a clock anew. A stop that is known already and not older than this start keeps it stopped (the stop
    /// overtook the start); an older one doesn't.
    public mutating func start(_ name: ClockName, at start: Instant, warn: Instant? = nil, due: Instant, rule: String) {
        let earlier = self.entries[name.rawValue]
        if let earlier, earlier.generation == 0, let stop = earlier.stoppedAt, stop >= start {
            self.entries[name.rawValue] = Clock(
                generation: 1,
                startedAt: start,
                warnAt: warn,
                dueAt: due,
                phase: .stopped,
                stoppedAt: stop,
                rule: rule
            )
            return
        }
        self.entries[name.rawValue] = Clock(
            generation: (earlier?.generation ?? 0) + 1,
            startedAt: start,
            warnAt: warn,
            dueAt: due,
            phase: .running,
            stoppedAt: nil,
            rule: rule
        )
    }

    /// Stops a clock; if it has not started yet, remembers the stop.
    public mutating func stop(_ name: ClockName, at stop: Instant) {
        guard var clock = self.entries[name.rawValue] else {
            self.entries[name.rawValue] = Clock(
                generation: 0,
                startedAt: stop,
                warnAt: nil,
                dueAt: stop,
                phase: .stopped,
                stoppedAt: stop,
                rule: ""
            )
            return
        }
        guard clock.phase != .stopped else { return }
        clock.phase = .stopped
        clock.stoppedAt = stop
        self.entries[name.rawValue] = clock
    }

    /// Moves a running clock's limit nearer; a later one changes nothing (the strictest wins).
    public mutating func tighten(_ name: ClockName, due: Instant, warn: Instant? = nil, rule: String) {
        guard var clock = self.entries[name.rawValue], clock.isRunning, due < clock.dueAt else { return }
        clock.dueAt = due
        clock.warnAt = warn
        clock.phase = .running
        clock.rule = rule
        clock.generation += 1
        self.entries[name.rawValue] = clock
    }

    /// Notes that the warning was given or the limit passed.
    public mutating func ring(_ name: ClockName, generation: Int, _ ring: Clock.Ring) {
        guard var clock = self.entries[name.rawValue], clock.generation == generation, clock.isRunning else { return }
        clock.phase = ring == .warned ? .warned : .missed
        self.entries[name.rawValue] = clock
    }

    /// Stops every clock but these.
    public mutating func stopAll(at stop: Instant, except kept: Set<ClockName> = []) {
        for (name, clock) in self.all where clock.phase != .stopped && !kept.contains(name) {
            self.stop(name, at: stop)
        }
    }

    /// The earliest limit that can still pass among these clocks, or among all.
    public func earliestDue(among names: Set<ClockName>? = nil) -> Instant? {
        self.all.filter { $0.clock.isRunning && (names?.contains($0.name) ?? true) }.map(\.clock.dueAt).min()
    }
}

/// A clock rang: the warning or the breach (`deadline_missed`) of domain.md §5.4.
public struct ClockRang: Codable, Sendable, Equatable {
    /// Which limit.
    public var clock: ClockName
    /// Which start of it.
    public var generation: Int
    /// Warning or breach.
    public var ring: Clock.Ring
    /// When the limit passes or passed.
    public var dueAt: Instant
    /// When it was noticed.
    public var at: Instant
    /// Which rule set the limit.
    public var rule: String

    /// A ring of this clock; nil if nothing is due.
    public init?(_ name: ClockName, generation: Int, in clocks: Clocks, at now: Instant) {
        guard let clock = clocks[name], clock.generation == generation, let ring = clock.ringing(at: now) else {
            return nil
        }
        self.clock = name
        self.generation = generation
        self.ring = ring
        self.dueAt = clock.dueAt
        self.at = now
        self.rule = clock.rule
    }
}
