internal import Vocabulary

/// The fold of a ``Timeline``: level, whether the case is over, and the clocks contact_safety, protection and
/// definitive_manager with the rule that set each (domain.md §5.3 X02, X03, X13; §5.4; §14 D03, D04, D10).
struct Replay {
    let limits: ProcedureLimits
    let registeredAt: Instant?
    /// The level in force; nil until somebody gave one.
    private(set) var level: RiskLevel?
    /// Life or safety is at stake and head_pksai has not decided otherwise.
    private(set) var emergency = false
    /// What ended it: closed, closed with advice, not eligible, or joined to another case.
    private(set) var ended: Timeline.Fact.Kind?
    private(set) var overSince: Instant?
    var clocks: [ClockName: Clock] = [:]
    /// High or an emergency at any time.
    private(set) var wasHigh = false
    private var decidedHere = false
    private var eligibleAt: Instant?
    /// When meetings end that the case waits for.
    private var meetings: [Instant] = []

    /// Whether nothing is to be done until something wakes it.
    var isOver: Bool { self.ended != nil }

    init(limits: ProcedureLimits, registeredAt: Instant?) {
        self.limits = limits
        self.registeredAt = registeredAt
    }

    mutating func take(_ fact: Timeline.Fact) {
        switch fact.kind {
        case .registered: self.newLevel(fact.level, fact)
        case .level:
            // An agency can raise, an officer also lower, but not below what the service unit or an emergency set.
            if let level = fact.level, let current = self.level, level < current,
                self.decidedHere || self.emergency || fact.provisional == true
            {
                return
            }
            self.newLevel(fact.level, fact)
        case .emergency:
            let already = self.level == .high && !self.isOver
            self.newLevel(.high, fact)
            if already { self.startDangerClocks(fact.at, because: "emergency at \(fact.at)") }
            self.emergency = true
        case .joinedLevel, .raised:
            if fact.kind == .raised { self.decidedHere = true }
            if let level = fact.level, level > (self.level ?? .none) { self.newLevel(level, fact) }
        case .decided:
            self.decidedHere = true
            self.emergency = false
            self.newLevel(fact.level, fact)
        case .joinedContact:
            if let due = fact.due { self.join(.contactSafety, start: fact.at, due: due) }
        case .joinedProtection:
            if let due = fact.due { self.join(.protection, start: fact.at, due: due) }
        case .eligible:
            if self.endedSoftly { self.reopen(fact) }
            self.startManagerClock(at: fact.at)
        case .meetingAhead:
            if let end = fact.due { self.meetings.append(end) }
            self.waitForMeeting()
        case .reopened: self.reopen(fact)
        case .safetyAssessed: self.stop(.contactSafety, at: fact.at)
        case .protected: self.stop(.protection, at: fact.at)
        case .managerAssigned: self.stop(.definitiveManager, at: fact.at)
        case .notEligible, .advised:
            // Neither ends a case whose child is in danger (D10, ARCHITECTURE.md §1).
            if self.level != .high, !self.isOpen(.protection) { self.end(fact) }
        case .linked, .closed: self.end(fact)
        }
    }

    // MARK: Level

    private mutating func newLevel(_ new: RiskLevel?, _ fact: Timeline.Fact) {
        guard let new else { return }
        let old = self.level
        self.level = new
        if new == .high { self.wasHigh = true }
        if self.isOver {
            // Only danger wakes what has ended; a closed case waits for its reopening.
            guard new == .high, self.endedSoftly else { return }
            self.ended = nil
            self.overSince = nil
        }
        guard old.map({ new > $0 }) ?? true else { return }
        let upgrade = old != nil || fact.kind == .raised || fact.kind == .decided
        let start = upgrade ? fact.at : (self.registeredAt.map { min($0, fact.at) } ?? fact.at)
        let why =
            fact.kind == .emergency
            ? "emergency, equal to high, at \(fact.at)"
            : upgrade ? "raised to \(new.rawValue) at \(fact.at)" : "registered at \(start) with level \(new.rawValue)"
        // D14: an agency's none waits for an intake officer with the low clock running.
        let contactLevel = new == .none && fact.provisional != false ? RiskLevel.low : new
        self.startContact(contactLevel, at: start, "X02", because: why)
        if new == .high { self.startProtection(at: start, because: why) }
    }

    private mutating func startContact(_ level: RiskLevel, at start: Instant, _ rule: String, because why: String) {
        guard let hours = self.limits.contactHours(level) else { return }
        let due = start.adding(hours: hours)
        let text = "\(hours) h, \(rule), because \(why)"
        self.startOrTighten(.contactSafety, start: start, due: due, warn: self.warning(start, due), rule: text)
    }

    private mutating func startProtection(at start: Instant, because why: String) {
        let hours = self.limits.protectHighHours
        self.startOrTighten(
            .protection,
            start: start,
            due: start.adding(hours: hours),
            warn: start.adding(hours: self.limits.protectWarnHours),
            rule: "\(hours) h, X03, because \(why)"
        )
    }

    private mutating func startDangerClocks(_ start: Instant, because why: String) {
        self.startContact(.high, at: start, "X02", because: why)
        self.startProtection(at: start, because: why)
    }

    /// `contact_h.warn_percent` of the way.
    private func warning(_ start: Instant, _ due: Instant) -> Instant {
        let share = Int64(self.limits.contactWarnPercent)
        return start.adding(seconds: due.seconds(since: start) / 100 * share)
    }

    // MARK: Clocks

    /// Not stopped, whether or not its limit has passed.
    private func isOpen(_ name: ClockName) -> Bool { self.clocks[name].map { $0.stoppedAt == nil } ?? false }

    /// The earlier of the old due time and the new one; a stopped clock starts afresh (X02).
    private mutating func startOrTighten(
        _ name: ClockName,
        start: Instant,
        due: Instant,
        warn: Instant?,
        rule: String
    ) {
        var rule = rule
        if let running = self.clocks[name], running.stoppedAt == nil {
            // The strictest wins; the answer says which rule lost.
            guard running.dueAt > due else {
                if running.dueAt < due {
                    self.clocks[name]?.rule = Strictest.winner(running.rule, over: rule, due: due)
                }
                return
            }
            rule = Strictest.winner(rule, over: running.rule, due: running.dueAt)
        }
        let began = self.isOpen(name) ? min(self.clocks[name]?.startedAt ?? start, start) : start
        self.clocks[name] = Clock(generation: 0, startedAt: began, warnAt: warn, dueAt: due, rule: rule)
    }

    private mutating func join(_ name: ClockName, start: Instant, due: Instant) {
        let hours = due.seconds(since: start) / 3_600
        self.startOrTighten(
            name,
            start: start,
            due: due,
            warn: self.warning(start, due),
            rule: "\(hours) h, D04, because a linked complaint brought its clock, begun at \(start)"
        )
    }

    private mutating func startManagerClock(at start: Instant) {
        guard self.clocks[.definitiveManager] == nil, !self.isOver else { return }
        self.eligibleAt = start
        let days = self.limits.caseManagerDefinitiveDays
        self.clocks[.definitiveManager] = Clock(
            generation: 0,
            startedAt: start,
            dueAt: start.adding(days: days),
            rule: "\(days) d, X13, because the case is eligible since \(start)"
        )
        self.waitForMeeting()
    }

    /// The manager is named by the end of the next case management meeting (X13), or earlier.
    private mutating func waitForMeeting() {
        guard let start = self.eligibleAt, let end = self.meetings.filter({ $0 > start }).min(),
            self.isOpen(.definitiveManager)
        else { return }
        self.startOrTighten(
            .definitiveManager,
            start: start,
            due: end,
            warn: nil,
            rule: "next meeting, X13, because it ends at \(end) and the case is eligible since \(start)"
        )
    }

    private mutating func stop(_ name: ClockName, at stop: Instant) {
        guard var clock = self.clocks[name] else {
            // A manager may be named before the case is found eligible: the clock then never starts.
            if name == .definitiveManager {
                self.clocks[name] = Clock(
                    generation: 0,
                    startedAt: stop,
                    dueAt: stop,
                    phase: .stopped,
                    stoppedAt: stop,
                    rule: ""
                )
            }
            return
        }
        guard clock.stoppedAt == nil else { return }
        clock.phase = .stopped
        clock.stoppedAt = stop
        self.clocks[name] = clock
    }

    // MARK: End and reopening

    /// Ended by intake or identification, not by the service unit.
    private var endedSoftly: Bool { self.ended == .notEligible || self.ended == .advised }

    private mutating func end(_ fact: Timeline.Fact) {
        if self.ended == nil || self.endedSoftly {
            self.ended = fact.kind
            self.overSince = fact.at
        }
        for name in [ClockName.contactSafety, .protection, .definitiveManager] where self.clocks[name] != nil {
            self.stop(name, at: fact.at)
        }
    }

    private mutating func reopen(_ fact: Timeline.Fact) {
        guard self.ended != .linked else { return }
        self.ended = nil
        self.overSince = nil
        let why = "the case was reopened at \(fact.at)"
        if self.level == .high {
            self.startDangerClocks(fact.at, because: why)
        } else {
            self.startContact(self.level ?? .low, at: fact.at, "D04", because: why)
        }
    }
}
