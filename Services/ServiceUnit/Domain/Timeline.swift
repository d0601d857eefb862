package import Vocabulary

/// What bears on a case's safety clocks, each with its own time: whatever order it arrives in, the same clocks follow
/// (rule 30). Folded from the earliest to the latest by ``replay(_:)``.
package struct Timeline: Codable, Sendable, Equatable {
    /// One thing known.
    package struct Fact: Codable, Sendable, Hashable {
        /// What it is. The order of the cases is the order at one and the same moment.
        package enum Kind: String, Codable, Sendable, Hashable, CaseIterable {
            case registered
            /// Intake's level.
            case level
            /// Life or safety is at stake: equals high (domain.md §1.1).
            case emergency
            /// The level a linked complaint brings: can only raise.
            case joinedLevel = "joined_level"
            /// Clocks a linked complaint brings.
            case joinedContact = "joined_contact"
            case joinedProtection = "joined_protection"
            /// Raised by red flag, assessment or review.
            case raised
            /// Decided by head_pksai: the only way down again.
            case decided
            case eligible
            /// A case management meeting that the case waits for; due when it ends (X13).
            case meetingAhead = "meeting_ahead"
            case reopened
            case safetyAssessed = "safety_assessed"
            case protected
            case managerAssigned = "manager_assigned"
            case notEligible = "not_eligible"
            case advised
            case linked
            case closed
        }

        package var kind: Kind
        package var at: Instant
        package var level: RiskLevel?
        package var provisional: Bool?
        package var due: Instant?

        init(_ kind: Kind, at: Instant, level: RiskLevel? = nil, provisional: Bool? = nil, due: Instant? = nil) {
            self.kind = kind
            self.at = at
            self.level = level
            self.provisional = provisional
            self.due = due
        }

        private var rank: Int { Kind.allCases.firstIndex(of: self.kind) ?? 0 }

        /// Time, then kind, then severity: a total order, so that a fold has one result.
        static func precedes(_ left: Fact, _ right: Fact) -> Bool {
            if left.at != right.at { return left.at < right.at }
            if left.rank != right.rank { return left.rank < right.rank }
            let severities = (left.level?.severity ?? -1, right.level?.severity ?? -1)
            if severities.0 != severities.1 { return severities.0 < severities.1 }
            let confirmed = (left.provisional == false ? 1 : 0, right.provisional == false ? 1 : 0)
            if confirmed.0 != confirmed.1 { return confirmed.0 < confirmed.1 }
            return (left.due?.microseconds ?? 0) < (right.due?.microseconds ?? 0)
        }
    }

    /// A clock that rang, so that it doesn't ring again for the same limit.
    struct Rung: Codable, Sendable, Equatable {
        var clock: ClockName
        var startedAt: Instant
        var dueAt: Instant
        var ring: Clock.Ring
    }

    package private(set) var facts: [Fact] = []
    private(set) var rung: [Rung] = []

    /// Adds what isn't known yet.
    mutating func insert(_ fact: Fact) {
        guard !self.facts.contains(fact) else { return }
        let place = self.facts.firstIndex { Fact.precedes(fact, $0) } ?? self.facts.endIndex
        self.facts.insert(fact, at: place)
    }

    /// Takes away what is found not to bear on this case.
    mutating func remove(_ facts: [Fact]) { self.facts.removeAll { facts.contains($0) } }

    /// Takes away links that were undone.
    mutating func removeLinks(upTo moment: Instant) {
        self.facts.removeAll { $0.kind == .linked && $0.at <= moment }
    }

    /// Remembers that a clock rang.
    mutating func noteRing(_ ring: ClockRang, startedAt: Instant) {
        let mark = Rung(clock: ring.clock, startedAt: startedAt, dueAt: ring.dueAt, ring: ring.ring)
        if !self.rung.contains(mark) { self.rung.append(mark) }
    }

    /// When the (first) complaint was registered.
    var registeredAt: Instant? { self.facts.first { $0.kind == .registered }?.at }

    /// Everything that follows from the facts.
    func replay(_ limits: ProcedureLimits, unlinked: Bool = false) -> Replay {
        var replay = Replay(limits: limits, registeredAt: self.registeredAt)
        for fact in self.facts where !(unlinked && fact.kind == .linked) { replay.take(fact) }
        for (name, clock) in replay.clocks {
            var clock = clock
            clock.generation = self.facts.count
            if clock.stoppedAt == nil {
                for mark in self.rung
                where mark.clock == name && mark.startedAt == clock.startedAt && mark.dueAt == clock.dueAt {
                    if mark.ring == .missed {
                        clock.phase = .missed
                    } else if clock.phase == .running {
                        clock.phase = .warned
                    }
                }
            }
            replay.clocks[name] = clock
        }
        return replay
    }
}
