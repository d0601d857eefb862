package import Instruments
package import Vocabulary

// The case plan (S05 steps 4–5, §8.1, X04, rule 18), and what is done under it.
extension Case {
    /// Drafts the plan, or a new version of it.
    package func draftPlan(
        _ actions: [PlanAction],
        reviewDate: LocalDate,
        instruments: Instruments = .standard,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        let (name, origin) = try self.requireOwn(actor, to: "draft the plan")
        guard let assessment = self.assessment else {
            throw Rejection(.wrongOrder, "the plan follows the assessment: record Form 3 first")
        }
        guard !assessment.superseded else {
            throw Rejection(.wrongOrder, "the case was reopened: assess the child anew first (§8.9)")
        }
        guard !assessment.ending, self.closure == nil else {
            throw Rejection(.wrongOrder, "the case is \(self.stage.rawValue): head_pksai must reject the closure first")
        }
        try self.requireUrgentWayFirst()
        try self.requireConsent(to: "plan")
        guard !actions.isEmpty else { throw Rejection(.missing, "a plan needs at least one action", at: "/actions") }
        for (index, action) in actions.enumerated() {
            let place = "/actions/\(index)"
            try self.requireText(action.id, "the action's id", at: place + "/id")
            try self.requireText(action.action, "what will be done", at: place + "/action")
            try self.requireText(action.problem, "the problem addressed", at: place + "/problem")
            guard action.expectedEnd >= action.start else {
                throw Rejection(.invalid, "an action can't end before it starts", at: place + "/expected_end")
            }
            let unknown = action.problemItems.filter { !self.isItem($0, instruments) }
            guard unknown.isEmpty else {
                throw Rejection(
                    .invalid,
                    "Form 3 has no scored item \(Self.list(unknown))",
                    at: place + "/problem_items"
                )
            }
        }
        guard Set(actions.map(\.id)).count == actions.count else {
            throw Rejection(.invalid, "two actions have the same id", at: "/actions")
        }
        let latest = now.adding(months: self.procedureLimits.reviewMaximumMonths).localDate
        guard reviewDate > now.localDate, reviewDate <= latest else {
            throw Rejection(
                .invalid,
                "the review is after today and by \(latest), within 3 months (T15)",
                at: "/review_date"
            )
        }
        let drafted = PlanDrafted(
            caseID: self.id,
            version: (self.plan?.version ?? 0) + 1,
            actionIDs: actions.map(\.id),
            actions: Confidential(actions, .sensitiveHarm, origin: origin, field: "plan"),
            reviewDate: reviewDate,
            by: name,
            at: now
        )
        return [.planDrafted(drafted)]
    }

    /// Of an indirect complaint at level high the first plan comes after the urgent way: a referral asked for at once, or
    /// the child put out of danger (S04 `registered_child`).
    private func requireUrgentWayFirst() throws(Rejection) {
        guard self.path == .indirect, self.level == .high, self.plan == nil, !self.analysisCoordinated,
            self.clocks.isRunning(.protection), self.referrals.isEmpty
        else { return }
        throw Rejection(
            .levelTooHigh,
            "an indirect complaint at level high goes the urgent way first (S04): request_urgent_referral, or "
                + "record_protective_action once the child is out of danger; then the plan"
        )
    }

    /// Lets a bad item go without an action (§7.3.5).
    package func waiveItem(
        _ waiver: Waiver,
        instruments: Instruments = .standard,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        let origin = try self.requireOrigin()
        let name = try self.require(actor, Self.supervisors, to: "waive an item")
        guard self.assessment != nil else {
            throw Rejection(.wrongOrder, "there is nothing to waive before the assessment")
        }
        guard self.isItem(waiver.item, instruments) else {
            throw Rejection(.invalid, "Form 3 has no such scored item", at: "/item")
        }
        try self.requireText(waiver.reason, "the reason", at: "/reason")
        let sealed = Confidential(waiver, .sensitiveHarm, origin: origin, field: "waiver")
        return [.itemWaived(ItemWaived(caseID: self.id, waiver: sealed, by: name, at: now))]
    }

    /// Puts the drafted plan in force. Stops the plan clock, starts the review clock.
    ///
    /// - Parameters:
    ///   - form: The assessment, opened.
    ///   - actions: The drafted actions, opened.
    ///   - waivers: The waivers, opened.
    /// - Throws: ``CaseRejection/Code/itemsUncovered`` with the items (rule 18).
    package func approvePlan(
        form: Form3,
        actions: [PlanAction],
        waivers: [Waiver],
        instruments: Instruments = .standard,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        _ = try self.requireOrigin()
        let name = try self.require(actor, Self.supervisors, to: "approve the plan")
        guard let plan = self.plan, plan.approvedVersion != plan.version, self.assessment?.ending == false else {
            throw Rejection(.wrongOrder, "no drafted plan waits for approval: the case manager drafts one")
        }
        guard self.assessment?.superseded == false else {
            throw Rejection(
                .wrongOrder,
                "the plan is from before the case was reopened: assess the child anew first (§8.9)"
            )
        }
        guard plan.draftedBy != name else {
            throw Rejection(.notAllowed, "you drafted it: another supervisor must sign (Form 3)")
        }
        let covered = Set(actions.flatMap(\.problemItems)).union(waivers.map(\.item))
        let open = self.badItems(of: form, instruments).filter { !covered.contains($0) }
        guard open.isEmpty else {
            throw Rejection(
                .itemsUncovered,
                "items valued 1 or 2 but neither in the plan nor waived by a supervisor (rule 18): \(Self.list(open))"
            )
        }
        return [.planApproved(PlanApproved(caseID: self.id, version: plan.version, by: name, at: now))]
    }

    /// Whether Form 3, as this case is worked with, has such a scored item.
    private func isItem(_ code: String, _ instruments: Instruments) -> Bool {
        self.instrument(.form3, instruments)?.field(code)?.type == .score
    }

    /// The items valued 1 or 2, which must be in the plan or waived, in the form's order.
    func badItems(of form: Form3, _ instruments: Instruments) -> [String] {
        self.instrument(.form3, instruments)?.filled(["form": form]).badItems ?? []
    }

    /// Who signs as supervisor (§2.2).
    package static let supervisors: [Role] = [.coordinatorSw, .headPksai]

    /// Records that something was done under the plan.
    ///
    /// - Parameter institution: A focal point's partner: it may record on the actions it owns (§14 D08).
    package func recordIntervention(
        actionID: String,
        kind: InterventionType? = nil,
        status: PlanActionStatus,
        result: String,
        institution: String? = nil,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        let (name, origin) = try self.requireOwner(of: actionID, institution, actor)
        guard let plan = self.plan, plan.approvedVersion != nil else {
            throw Rejection(.wrongOrder, "no plan is in force yet")
        }
        guard plan.actionIDs.contains(actionID) else {
            throw Rejection(.invalid, "the plan has actions \(Self.list(plan.actionIDs))", at: "/action_id")
        }
        try self.requireText(result, "the result", at: "/result")
        let sealed = Confidential(result, .sensitiveHarm, origin: origin, field: "intervention")
        let event = InterventionRecorded(
            caseID: self.id,
            actionID: actionID,
            kind: kind,
            status: status,
            result: sealed,
            by: name,
            at: now
        )
        return [.interventionRecorded(event)]
    }

    /// Whoever works on the case, or the partner that owns the action.
    private func requireOwner(
        of actionID: String,
        _ institution: String?,
        _ actor: Actor
    ) throws(Rejection) -> (Username, ComplaintID) {
        guard actor.holds(.focalPoint), !actor.holds(.socialWorker, .coordinatorSw) else {
            return try self.requireOwn(actor, to: "record an intervention")
        }
        let origin = try self.requireOrigin()
        let name = try self.require(actor, [.focalPoint], to: "record an intervention")
        guard self.owns(actionID, institution) else {
            throw Rejection(.notYours, "your institution has not taken over this action", at: "/action_id")
        }
        try self.requireConsent(to: "go on")
        return (name, origin)
    }

    // MARK: Folding

    func planDays(_ level: RiskLevel?) -> Int {
        switch level {
        case .high: self.procedureLimits.planHighDays
        case .medium: self.procedureLimits.planMediumDays
        case .low, .some(.none), nil: self.procedureLimits.planLowDays
        }
    }

    mutating func startPlanClock(at start: Instant, because why: String) {
        let days = self.planDays(self.level)
        let warn = self.level == .medium ? start.adding(days: self.procedureLimits.planMediumWarnDays) : nil
        let rule = "\(days) d, X04, because \(why) at level \(self.level?.rawValue ?? "unknown")"
        self.clocks.start(.plan, at: start, warn: warn, due: start.adding(days: days), rule: rule)
    }

    mutating func fold(_ event: PlanDrafted) {
        self.plan = Plan(
            version: event.version,
            approvedVersion: self.plan?.approvedVersion,
            actions: event.actions,
            actionIDs: event.actionIDs,
            statuses: self.plan?.statuses.filter { event.actionIDs.contains($0.key) } ?? [:],
            reviewDate: event.reviewDate,
            draftedBy: event.by
        )
    }

    mutating func fold(_ event: ItemWaived) { self.waivers.append(event.waiver) }

    mutating func fold(_ event: PlanApproved) {
        self.plan?.approvedVersion = event.version
        self.stopIfKnown(.plan, at: event.at)
        self.startReviewClock(
            at: event.at,
            agreed: self.plan?.reviewDate,
            because: "the plan was approved at \(event.at)"
        )
    }

    mutating func fold(_ event: InterventionRecorded) {
        self.plan?.statuses[event.actionID] = event.status
        guard event.status == .done, let index = self.takenOver.firstIndex(where: { $0.actionID == event.actionID })
        else { return }
        self.takenOver[index].done = true
        self.restartInterventionClock(at: event.at)
    }
}
