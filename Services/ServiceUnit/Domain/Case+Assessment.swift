package import Instruments
package import Vocabulary

// Form 3 (S05; rules 13, 15–17; §7.3).
extension Case {
    /// Records the follow-up assessment. The plan clock starts; a red flag or a higher level takes effect at once; a lower
    /// one waits for head_pksai.
    ///
    /// - Parameter instruments: The forms in use; the case's own version of Form 3 is asked.
    /// - Throws: ``CaseRejection/Code/noConsent``, and what the form says: ``CaseRejection/Code/itemsMissing``,
    ///   ``CaseRejection/Code/itemsNotObserved``, ``CaseRejection/Code/levelTooHigh``, all problems at once.
    package func recordAssessment(
        _ form: Form3,
        instruments: Instruments = .standard,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        let (name, origin) = try self.requireOwn(actor, to: "record Form 3")
        guard self.worker != nil || self.manager != nil else {
            throw Rejection(.noAssignment, "nobody is assigned to the case: coordinator_pksai issues the letter")
        }
        guard self.closure == nil else {
            throw Rejection(
                .wrongOrder,
                "a closure is \(self.closure?.phase.rawValue ?? ""); head_pksai must reject it first"
            )
        }
        guard !self.assessmentPaused else {
            throw Rejection(.wrongOrder, "the assessment is paused: resume_assessment first (S05)")
        }
        try self.requireConsent(to: "assess")
        let old = self.level
        let filled = try self.require(
            .form3,
            ["form": form],
            [
                "level": old ?? .medium, "child_sex": self.codes?.value.childSex, "home_visited": self.homeVisited,
                "child_met": self.childMetInPerson, "scale_max": self.procedureLimits.form3ScaleMaximum,
                "red_flag_above": self.procedureLimits.redFlagItems, "today": now.localDate,
            ],
            in: instruments
        )
        let flagged = filled.redFlags(above: self.procedureLimits.redFlagItems)
        let new: RiskLevel? = flagged.isEmpty ? form.revisedRisk : .high
        let raised = new.map { $0 > (old ?? .none) } ?? false
        let lower = form.revisedRisk.flatMap { level in
            (old.map { level < $0 } ?? false) && flagged.isEmpty ? level : nil
        }
        let completed = AssessmentCompleted(
            caseID: self.id,
            form: Confidential(form, .sensitiveHarm, origin: origin, field: "form3"),
            conclusion: form.conclusion,
            proposedLevel: lower,
            by: name,
            at: now
        )
        var events = self.pinning(instruments, at: now) + [.assessmentCompleted(completed)]
        for flag in flagged {
            guard let category = Form3.Category(rawValue: flag.category) else { continue }
            let sealed = Confidential(flag.items, .sensitiveHarm, origin: origin, field: "red_flag_items")
            events.append(.redFlagRaised(RedFlagRaised(caseID: self.id, category: category, items: sealed, at: now)))
        }
        if raised, let new {
            let letters = flagged.map(\.category).joined(separator: ", ")
            let reason = flagged.isEmpty ? "Form 3 part F" : "red flag in category \(letters) (§7.3.5)"
            let changed = RiskLevelChanged(caseID: self.id, from: old, to: new, reason: reason, by: name, at: now)
            events.append(.riskLevelChanged(changed))
        }
        let proposed = EndProposed(caseID: self.id, by: name, at: now)
        switch form.conclusion {
        case .goOn: break
        case .referAndClose: events.append(.referAndCloseProposed(proposed))
        case .close: events.append(.closeProposed(proposed))
        }
        return self.following(events, at: now)
    }

    static func list(_ codes: [String]) -> String { codes.joined(separator: ", ") }

    /// Changes the level, in consultation with a social worker. The only way down (§2.2, §7.3.5).
    package func changeRiskLevel(
        to level: RiskLevel,
        consulted: Username?,
        reason: String,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        let origin = try self.requireOrigin()
        let name = try self.require(
            actor,
            [.headPksai],
            to: "change the risk level, in consultation with the social worker"
        )
        guard let consulted else {
            throw Rejection(.missing, "say which social worker was consulted (Table 1.2)", at: "/consulted")
        }
        try self.requireText(reason, "the reason", at: "/reason")
        guard level != self.level || self.emergency else {
            throw Rejection(.invalid, "the level is \(level.rawValue) already", at: "/level")
        }
        let decided = RiskLevelDecided(
            caseID: self.id,
            to: level,
            consulted: consulted,
            reason: Confidential(reason, .sensitiveHarm, origin: origin, field: "level_reason"),
            by: name,
            at: now
        )
        let changed = RiskLevelChanged(
            caseID: self.id,
            from: self.level,
            to: level,
            reason: "decided by head_pksai in consultation with \(consulted)",
            by: name,
            at: now
        )
        return self.following([.riskLevelDecided(decided), .riskLevelChanged(changed)], at: now)
    }

    // MARK: Folding

    mutating func fold(_ event: AssessmentCompleted) {
        self.assessment = Assessment(
            form: event.form,
            conclusion: event.conclusion,
            proposedLevel: event.proposedLevel,
            by: event.by,
            at: event.at
        )
        self.waivers = []
        self.startPlanClock(at: event.at, because: "Form 3 was completed at \(event.at)")
    }

    mutating func fold(_ event: RedFlagRaised) {
        self.timeline.insert(Timeline.Fact(.raised, at: event.at, level: .high))
    }

    mutating func fold(_ event: RiskLevelChanged) {
        guard event.from.map({ event.to > $0 }) ?? true else { return }
        self.timeline.insert(Timeline.Fact(.raised, at: event.at, level: event.to))
        let rule = "because raised to \(event.to.rawValue) at \(event.at)"
        let days = self.planDays(event.to)
        let warn = event.to == .medium ? event.at.adding(days: self.procedureLimits.planMediumWarnDays) : nil
        self.clocks.settle(.plan, due: event.at.adding(days: days), warn: warn, rule: "\(days) d, X04, \(rule)")
        self.stable = false
        let (due, interval) = self.nextReview(from: event.at, level: event.to, agreed: nil)
        self.clocks.settle(.review, due: due, warn: self.reviewWarning(event.at, due), rule: "\(interval), \(rule)")
    }

    mutating func fold(_ event: RiskLevelDecided) {
        self.timeline.insert(Timeline.Fact(.decided, at: event.at, level: event.to))
        self.assessment?.proposedLevel = nil
    }

    mutating func fold(_ event: EndProposed) {
        self.assessment?.ending = true
        self.stopIfKnown(.plan, at: event.at)
    }
}
