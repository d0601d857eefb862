public import Vocabulary

// A referral is never waited for by nobody: what follows when the worker of its letter, or the partner's last focal point,
// is gone.
extension Referral {
    /// Who is missing.
    public struct Vacancy: Codable, Sendable, Equatable {
        /// Whom the assignment letter names.
        public var letter: Bool
        /// Anybody who answers for the partner.
        public var focalPoint: Bool
    }

    /// As what somebody has a referral.
    public enum Hold: String, Codable, Sendable {
        case letter = "assignment_letter"
        case focalPoint = "referral_focal_point"
    }

    /// What somebody has of an open referral and can have no more.
    ///
    /// - Parameters:
    ///   - roles: What is left to that person.
    ///   - partners: Directory ids of the partners that have a focal point.
    public func holds(of name: Username, beyond roles: Set<Role>, partners: Set<String>) -> [Hold] {
        var holds: [Hold] = []
        if self.needsAnother(than: name, left: roles), self.needsLetterHolder, self.vacancy?.letter != true {
            holds.append(.letter)
        }
        if let partner = self.awaitedPartner, !partners.contains(partner), self.vacancy?.focalPoint != true {
            holds.append(.focalPoint)
        }
        return holds
    }

    /// What follows when somebody goes, comes back, or has other roles: whoever names the next is told at once, and has a
    /// limit.
    ///
    /// - Source: domain.md §2.2; §9.2.
    public func lose(
        _ name: Username,
        leaving roles: Set<Role>,
        partners: Set<String>,
        at now: Instant,
        limits: ProcedureLimits
    ) -> [Event] {
        let found = HolderFound(
            letter: self.vacancy?.letter == true && self.assignment?.worker == name
                && !self.needsAnother(than: name, left: roles),
            focalPoint: self.vacancy?.focalPoint == true && self.awaitedPartner.map(partners.contains) != false,
            at: now
        )
        let events: [Event] = found.letter || found.focalPoint ? [.holderFound(found)] : []
        let holds = self.holds(of: name, beyond: roles, partners: partners)
        guard !holds.isEmpty else { return events }
        let why = "\(name) can act no more since \(now)"
        return events + self.miss(holds, who: name, because: why, at: now, limits: limits)
    }

    /// Whoever names the next is told at once, and has a limit; the earlier one if it runs already.
    ///
    /// - Parameter who: Who is gone; nil where nobody ever was.
    func miss(
        _ holds: [Hold],
        who name: Username? = nil,
        because why: String,
        at now: Instant,
        limits: ProcedureLimits
    ) -> [Event] {
        let hours = limits.reassignmentHours
        let due = now.adding(hours: hours)
        let running = self.clocks[.reassignment].flatMap { $0.isRunning ? $0.dueAt : nil }
        let left = HolderLeft(
            who: name,
            letter: holds.contains(.letter),
            focalPoint: holds.contains(.focalPoint),
            at: now
        )
        let clock = ClockStart(
            clock: .reassignment,
            at: now,
            warnAt: now,
            dueAt: running.map { min($0, due) } ?? due,
            rule: "\(hours) h, §2.2, because \(why)"
        )
        return [.holderLeft(left), .clockStarted(clock)]
    }

    /// Until the child is with the partner, somebody goes under the letter.
    var needsLetterHolder: Bool {
        guard self.facts.closedAt == nil else { return false }
        return switch self.state {
        case .planned, .assigned, .letterReady, .urgent, .sent, .accepted, .replanning: true
        case .unknown, .handedOver, .reported, .outOfCityRequested, .outOfCitySent, .redirected, .withdrawn: false
        }
    }

    /// The partner that owes an answer, a signature or a result.
    private var awaitedPartner: String? {
        guard self.facts.closedAt == nil else { return nil }
        return switch self.state {
        case .sent, .accepted, .handedOver: self.institution
        case .unknown, .planned, .assigned, .letterReady, .urgent, .replanning, .reported, .outOfCityRequested,
            .outOfCitySent, .redirected, .withdrawn:
            nil
        }
    }

    /// Nobody is missed any more where nobody needs to act.
    mutating func settleVacancy(at now: Instant) {
        guard let vacancy = self.vacancy else { return }
        let left = Vacancy(
            letter: vacancy.letter && self.needsLetterHolder,
            focalPoint: vacancy.focalPoint && self.awaitedPartner != nil
        )
        self.vacancy = left.letter || left.focalPoint ? left : nil
        if self.vacancy == nil { self.clocks.stop(.reassignment, at: now) }
    }

    /// Who names the next.
    var vacancyRecipients: [Role] {
        var roles: [Role] = []
        if self.vacancy?.focalPoint == true { roles.append(.referralOfficer) }
        if self.vacancy?.letter == true { roles.append(.coordinatorPksai) }
        return roles
    }
}

/// Who was to act can do so no more, or nobody is there to act.
public struct HolderLeft: Codable, Sendable, Equatable {
    /// Who; nil where nobody ever was.
    public var who: Username?
    /// Whom the assignment letter names.
    public var letter: Bool
    /// The partner's last focal point.
    public var focalPoint: Bool
    /// When.
    public var at: Instant
}

/// Somebody is there again.
public struct HolderFound: Codable, Sendable, Equatable {
    /// Whom the assignment letter names.
    public var letter: Bool
    /// A focal point of the partner.
    public var focalPoint: Bool
    /// When.
    public var at: Instant
}
