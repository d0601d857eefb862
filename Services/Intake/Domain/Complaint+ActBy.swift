public import Vocabulary

/// A level and when it came.
struct LevelMark: Codable, Sendable, Equatable {
    var at: Instant
    var level: RiskLevel
    var provisional: Bool
}

extension Complaint {
    /// The earliest breach of this complaint, in whichever unit; for the receipt. Nil before registration.
    ///
    /// A first level counts from registration. A raise makes the due time the earlier of the old one and the raise plus
    /// the new limit; lowering lengthens nothing (X02). High starts the protection limit where it came (X03).
    public func actBy(_ limits: ProcedureLimits) -> Instant? {
        guard let registeredAt else { return nil }
        var dues: [Instant] = []
        if let clock = self.clocks[.initialAssessment], clock.isRunning { dues.append(clock.dueAt) }
        var level: RiskLevel?
        var contact: Instant?
        func take(_ new: RiskLevel, at moment: Instant, provisional: Bool) {
            let old = level
            level = new
            guard old.map({ new > $0 }) ?? true else { return }
            let start = old == nil ? registeredAt : moment
            // D14: an agency's none waits for an officer with the low limit running.
            let counted = new == .none && provisional ? RiskLevel.low : new
            if let hours = limits.contactHours(counted) {
                let due = start.adding(hours: hours)
                contact = contact.map { min($0, due) } ?? due
            }
            if new == .high { dues.append(start.adding(hours: limits.protectHighHours)) }
        }
        var marks = self.levels.map { ($0.at, $0.level, $0.provisional, 1) }
        marks += self.emergencies.map { ($0, RiskLevel.high, false, 0) }
        if self.levels.isEmpty, let level = self.codes?.riskLevel { marks.append((registeredAt, level, true, 1)) }
        for (at, level, provisional, _) in marks.sorted(by: { ($0.0, $0.3) < ($1.0, $1.3) }) {
            take(level, at: at, provisional: provisional)
        }
        if let contact { dues.append(contact) }
        return dues.min() ?? registeredAt.adding(hours: limits.initialAssessmentHours(emergency: false))
    }
}
