package import Vocabulary

// Reviews by level and stability (§8.2, X06, X07, rule 20).
extension Case {
    /// Records a review. A higher level takes effect at once; a lower one is head_pksai's to set first.
    package func recordReview(
        level: RiskLevel,
        stable: Bool,
        progress: String,
        nextDate: LocalDate?,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        let (name, origin) = try self.requireOwn(actor, to: "record a review")
        guard self.plan?.approvedVersion != nil else {
            throw Rejection(.wrongOrder, "a review looks at a plan in force; approve the plan first")
        }
        try self.requireText(progress, "the progress of each intervention", at: "/progress")
        if let nextDate, nextDate <= now.localDate {
            throw Rejection(.invalid, "the next date is after today", at: "/next_date")
        }
        let old = self.level ?? .none
        guard level >= old else {
            throw Rejection(
                .notAllowed,
                "the level is \(old.rawValue): only head_pksai may lower it, with change_risk_level, before the review",
                at: "/level"
            )
        }
        var events: [Event] = []
        if level > old {
            let changed = RiskLevelChanged(
                caseID: self.id,
                from: self.level,
                to: level,
                reason: "review",
                by: name,
                at: now
            )
            events.append(.riskLevelChanged(changed))
        }
        let sealed = Confidential(progress, .sensitiveHarm, origin: origin, field: "review")
        let review = ReviewCompleted(
            caseID: self.id,
            stable: stable,
            progress: sealed,
            nextDate: nextDate,
            by: name,
            at: now
        )
        return self.following(events + [.reviewCompleted(review)], at: now)
    }

    /// When the next review is due: the level's interval, the date agreed, three months, whichever is first.
    func nextReview(from start: Instant, level: RiskLevel?, agreed: LocalDate?) -> (due: Instant, rule: String) {
        let limits = self.procedureLimits
        var due: Instant
        var rule: String
        switch level {
        case .high:
            let days = self.stable ? limits.reviewHighStableDays : limits.reviewHighUnstableDays
            due = start.adding(days: days)
            rule = "\(days) d, X06, high and \(self.stable ? "stable" : "not yet stable")"
        case .medium:
            due = start.adding(months: limits.reviewMediumMonths)
            rule = "\(limits.reviewMediumMonths) month, X07, medium"
        case .low, .some(.none), nil:
            due = start.adding(months: limits.reviewLowMonths)
            rule = "\(limits.reviewLowMonths) months, X07, \(level?.rawValue ?? "no level")"
        }
        var lost: [String] = []
        func strictest(_ other: Instant, _ name: String) {
            if other < due {
                lost.append(rule)
                (due, rule) = (other, name)
            } else if other > due {
                lost.append(name)
            }
        }
        strictest(
            start.adding(months: limits.reviewMaximumMonths),
            "\(limits.reviewMaximumMonths) months, T15, at the latest"
        )
        if let agreed { strictest(agreed.end(in: start.zone), "X07, the date agreed, \(agreed)") }
        return (due, lost.isEmpty ? rule : "\(rule); stricter than \(lost.joined(separator: " and than "))")
    }

    mutating func startReviewClock(at start: Instant, agreed: LocalDate?, because why: String) {
        let (due, rule) = self.nextReview(from: start, level: self.level, agreed: agreed)
        let warn = self.reviewWarning(start, due)
        self.clocks.start(.review, at: start, warn: warn, due: due, rule: "\(rule), because \(why)")
    }

    /// `review.warn_d` before it is due, if that is still ahead.
    func reviewWarning(_ start: Instant, _ due: Instant) -> Instant? {
        let before = due.adding(days: -self.procedureLimits.reviewWarnDays)
        return before > start ? before : nil
    }

    mutating func fold(_ event: ReviewCompleted) {
        self.stable = event.stable
        let why = "a review was completed at \(event.at)"
        self.startReviewClock(at: event.at, agreed: event.nextDate, because: why)
    }
}
