package import Vocabulary

// Form 3 (S05; rules 13, 15–17; §7.3).
extension Case {
    /// Records the follow-up assessment. The plan clock starts; a red flag or a higher level takes effect at once; a lower
    /// one waits for head_pksai.
    ///
    /// - Throws: ``CaseRejection/Code/noConsent``, ``CaseRejection/Code/itemsMissing``,
    ///   ``CaseRejection/Code/itemsNotObserved``, ``CaseRejection/Code/levelTooHigh``.
    package func recordAssessment(_ form: Form3, by actor: Actor, at now: Instant) throws(Rejection) -> [Event] {
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
        try self.requireConsent(to: "assess")
        try self.requireItems(form)
        try self.requireObserved(form)
        try self.requireViews(form)
        let flagged = Form3.Category.allCases.map { ($0, form.flaggedItems(of: $0)) }
            .filter { $0.1.count > self.procedureLimits.redFlagItems }
        let old = self.level
        let new: RiskLevel? = flagged.isEmpty ? form.revisedRisk : .high
        let raised = new.map { $0 > (old ?? .none) } ?? false
        try self.requireConclusion(form, level: raised ? new : old)
        if raised, new == .high, flagged.isEmpty, form.immediateAction == nil {
            throw Rejection(.missing, "level high: say whether action is needed at once", at: "/form/immediate_action")
        }
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
        var events: [Event] = [.assessmentCompleted(completed)]
        for (category, items) in flagged {
            let sealed = Confidential(items, .sensitiveHarm, origin: origin, field: "red_flag_items")
            events.append(.redFlagRaised(RedFlagRaised(caseID: self.id, category: category, items: sealed, at: now)))
        }
        if raised, let new {
            let letters = flagged.map(\.0.rawValue).joined(separator: ", ")
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

    /// All 70 items valued or not applicable with a reason, and nothing else (§7.3.2).
    private func requireItems(_ form: Form3) throws(Rejection) {
        let unknown = form.answers.keys.filter { Form3Item.byCode[$0] == nil }.sorted()
        guard unknown.isEmpty else {
            throw Rejection(.invalid, "Form 3 has no scored item \(Self.list(unknown))", at: "/form/answers")
        }
        let scale = 1...max(1, self.procedureLimits.form3ScaleMaximum)
        var missing: [String] = []
        var wrong: [String] = []
        for item in Form3Item.all {
            guard let answer = form.answers[item.code] else {
                missing.append(item.code)
                continue
            }
            switch (answer.value, answer.notApplicable) {
            case (let value?, nil): if !scale.contains(value) { wrong.append(item.code) }
            case (nil, let why?): if !why.contains(where: { !$0.isWhitespace }) { missing.append(item.code) }
            case (nil, nil): missing.append(item.code)
            case (_?, _?): wrong.append(item.code)
            }
        }
        guard missing.isEmpty else {
            throw Rejection(
                .itemsMissing,
                "every item needs a value or a reason why it doesn't apply: \(Self.list(missing))",
                at: "/form/answers"
            )
        }
        // Only asked of girls, and only where there is trauma.
        if form.answers["b1_6"]?.value != nil, self.codes?.value.childSex == .male { wrong.append("b1_6") }
        if form.answers["b3_6"]?.value != nil, !(form.answers["b3_5"]?.isBad ?? false) { wrong.append("b3_6") }
        guard wrong.isEmpty else {
            throw Rejection(
                .invalid,
                "items take 1 to \(scale.upperBound), or not applicable, not both; b1_6 is for girls, b3_6 only if b3_5 holds: \(Self.list(wrong))",
                at: "/form/answers"
            )
        }
    }

    /// What is seen must have been seen (rule 17).
    private func requireObserved(_ form: Form3) throws(Rejection) {
        var unseen: [String] = []
        for item in Form3Item.all where form.answers[item.code]?.value != nil {
            switch item.observation {
            case .home: if !self.homeVisited { unseen.append(item.code) }
            case .child: if !self.childMetInPerson { unseen.append(item.code) }
            case nil: break
            }
        }
        guard unseen.isEmpty else {
            let needs = self.homeVisited ? "a meeting with the child" : "a home visit (for the child: a meeting)"
            throw Rejection(
                .itemsNotObserved,
                "items to be seen need \(needs) recorded first (rule 17): \(Self.list(unseen))",
                at: "/form/answers"
            )
        }
    }

    private func requireViews(_ form: Form3) throws(Rejection) {
        if form.childViews == nil {
            try self.requireText(
                form.childViewsMissingReason,
                "the child's views, or why the child could not be asked,",
                at: "/form/child_views"
            )
        }
        try self.requireText(form.carerViews, "the carer's view", at: "/form/carer_views")
        try self.requireText(form.strengths, "what is strong", at: "/form/strengths")
        try self.requireText(form.concerns, "what is worrying", at: "/form/concerns")
    }

    /// Conclusion 2 not while high (X23); conclusion 3 only if none or low (D11).
    private func requireConclusion(_ form: Form3, level: RiskLevel?) throws(Rejection) {
        switch form.conclusion {
        case .goOn: return
        case .referAndClose:
            guard level == .high else { return }
            throw Rejection(
                .levelTooHigh,
                "refer_and_close can't be chosen while the level is high (X23); head_pksai may lower it with reason",
                at: "/form/conclusion"
            )
        case .close:
            guard (level ?? .medium) > .low else { return }
            throw Rejection(
                .levelTooHigh,
                "close can only be chosen at level low or none (D11); head_pksai may lower it with reason",
                at: "/form/conclusion"
            )
        }
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
        self.clocks.tighten(.plan, due: event.at.adding(days: days), rule: "\(days) d, X04, \(rule)")
        self.stable = false
        let (due, interval) = self.nextReview(from: event.at, level: event.to, agreed: nil)
        self.clocks.tighten(.review, due: due, rule: "\(interval), \(rule)")
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
