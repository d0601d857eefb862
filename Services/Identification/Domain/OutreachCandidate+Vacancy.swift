public import Vocabulary

// Whom a letter names may go, or lose the role: then somebody else visits the child.
extension OutreachCandidate {
    /// What follows when only these roles are left to somebody, or none: the coordinator is told at once that the letter
    /// needs another name, and has a limit. A worker who comes back can go again.
    ///
    /// - Source: domain.md §2.2; §1.1: nobody goes without a letter.
    public func lose(
        _ name: Username,
        leaving roles: Set<Role>,
        at now: Instant,
        limits: ProcedureLimits
    ) -> [Event] {
        guard self.needsAnother(than: name, left: roles) else {
            let isBack = self.vacantSince != nil && self.letter?.worker == name
            return isBack ? [.workerBack(at: now)] : []
        }
        guard self.vacantSince == nil else { return [] }
        let hours = limits.reassignmentHours
        let left = WorkerLeft(
            who: name,
            dueAt: now.adding(hours: hours),
            rule: "\(hours) h, §2.2, because \(name) can go no more since \(now)",
            at: now
        )
        return [.workerLeft(left)]
    }

    /// A warning, or the breach, if the clock still runs.
    public func ring(_ clock: ClockName, generation: Int, at now: Instant) -> [Event] {
        ClockRang(clock, generation: generation, in: self.clocks, at: now).map { [.clockRang($0)] } ?? []
    }

    mutating func fillVacancy(at now: Instant) {
        guard self.vacantSince != nil else { return }
        self.vacantSince = nil
        self.clocks.stop(.reassignment, at: now)
    }
}

/// Whom the letter names can go no more.
public struct WorkerLeft: Codable, Sendable, Equatable {
    /// Who.
    public var who: Username
    /// Until then somebody else has a letter.
    public var dueAt: Instant
    /// Which rule says so.
    public var rule: String
    /// When.
    public var at: Instant
}
