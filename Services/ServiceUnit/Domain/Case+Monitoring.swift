package import Instruments
package import Vocabulary

// After the end: Form 6 after one and three months, reopening (X19, §8.9, rule 28).
extension Case {
    /// Where monitoring after closure stands.
    package struct Monitoring: Codable, Sendable, Equatable {
        /// The months after closure still to look at.
        package var months: [Int]
        package var draft: MonitoringOutcome?
        package var draftedBy: Username?
        /// head_pksai has to decide: reopen or refer.
        package var decisionNeeded = false

        /// The next month to look at.
        package var month: Int? { self.months.first }
        /// Nothing more is to be done.
        package var isOver: Bool { self.months.isEmpty && !self.decisionNeeded }
    }

    /// So many days before its date Form 6 may be filled in.
    package static let monitoringLeadDays = 14

    /// Records Form 6; head_pksai approves it.
    ///
    /// - Throws: What the form says, all problems at once.
    package func recordPostMonitoring(
        _ form: Form6,
        instruments: Instruments = .standard,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        let (origin, month) = try self.requireMonitored()
        let name = try self.require(actor, [.socialWorker, .onCallWorker, .coordinatorSw], to: "record Form 6")
        guard actor.holds(.coordinatorSw) || self.isWorkedOn(by: name) else {
            throw Rejection(.notYours, "\(self.manager?.text ?? "another worker") has this case")
        }
        if let due = self.clocks[.postMonitoring]?.dueAt, now < due.adding(days: -Self.monitoringLeadDays) {
            throw Rejection(
                .wrongOrder,
                "Form 6 looks at the child \(month) months after closure, about \(due.localDate)"
            )
        }
        try self.require(.form6, ["form": form], ["today": now.localDate], in: instruments)
        let drafted = PostMonitoringDrafted(
            caseID: self.id,
            month: month,
            form: Confidential(form, .sensitiveHarm, origin: origin, field: "form6"),
            outcome: form.outcome,
            by: name,
            at: now
        )
        return [.postMonitoringDrafted(drafted)]
    }

    /// Agrees to Form 6. At risk reopens the case at once, at least at medium (rule 28).
    package func approvePostMonitoring(
        by actor: Actor,
        at now: Instant,
        duty: Duty? = nil
    ) throws(Rejection) -> [Event] {
        let (_, month) = try self.requireMonitored()
        let name = try self.require(actor, [.headPksai], to: "approve Form 6")
        guard let outcome = self.monitoring?.draft else {
            throw Rejection(.wrongOrder, "no Form 6 waits for approval: the social worker records it")
        }
        let recorded = PostMonitoringRecorded(caseID: self.id, month: month, outcome: outcome, by: name, at: now)
        guard outcome == .atRisk else { return [.postMonitoringRecorded(recorded)] }
        var events: [Event] = [
            .postMonitoringRecorded(recorded),
            .caseReopened(CaseReopened(caseID: self.id, reason: .atRisk, at: now)),
        ]
        if (self.level ?? .none) < .medium {
            let changed = RiskLevelChanged(
                caseID: self.id,
                from: self.level,
                to: .medium,
                reason: "Form 6: at risk (§8.9)",
                by: name,
                at: now
            )
            events.append(.riskLevelChanged(changed))
        }
        return self.following(events, at: now, duty: duty)
    }

    /// Reopens, or says who helps instead: after a Form 6 that asks for it, or of head_pksai's own accord.
    package func decideReopening(
        reopen: Bool,
        reason: String,
        referredTo: String?,
        by actor: Actor,
        at now: Instant,
        duty: Duty? = nil
    ) throws(Rejection) -> [Event] {
        try self.requireKnown()
        let name = try self.require(actor, [.headPksai], to: "decide on reopening")
        guard self.closure?.phase == .closed, self.isOver, self.linkedTo == nil, let origin = self.complaintID else {
            throw Rejection(.wrongOrder, "only a closed case is reopened; this one is \(self.stage.rawValue)")
        }
        try self.requireText(reason, "the reason", at: "/reason")
        if !reopen {
            guard self.monitoring?.decisionNeeded == true else {
                throw Rejection(.wrongOrder, "no Form 6 asks for a decision")
            }
            try self.requireText(referredTo, "who helps instead", at: "/referred_to")
        }
        let decided = Event.reopeningDecided(
            ReopeningDecided(
                caseID: self.id,
                reopen: reopen,
                reason: Confidential(reason, .sensitiveHarm, origin: origin, field: "reopening_reason"),
                referredTo: reopen ? nil : referredTo,
                by: name,
                at: now
            )
        )
        guard reopen else { return [decided] }
        let reopened = CaseReopened(caseID: self.id, reason: .decided, at: now)
        return self.following([decided, .caseReopened(reopened)], at: now, duty: duty)
    }

    private func requireMonitored() throws(Rejection) -> (origin: ComplaintID, month: Int) {
        try self.requireKnown()
        guard self.closure?.phase == .closed, self.linkedTo == nil, let origin = self.complaintID,
            let month = self.monitoring?.month
        else {
            throw Rejection(.wrongOrder, "Form 6 follows closure; this case is \(self.stage.rawValue)")
        }
        guard self.monitoring?.decisionNeeded == false else {
            throw Rejection(.wrongOrder, "head_pksai first decides on the last Form 6: reopen or refer")
        }
        return (origin, month)
    }

    // MARK: Folding

    mutating func startMonitoring(closedAt: Instant) {
        let months = self.procedureLimits.postMonitoringMonths
        guard !months.isEmpty else { return }
        self.monitoring = Monitoring(months: months)
        self.startMonitoringClock(from: closedAt)
    }

    private mutating func startMonitoringClock(from closedAt: Instant) {
        guard let month = self.monitoring?.month else { return }
        self.clocks.start(
            .postMonitoring,
            at: closedAt,
            due: closedAt.adding(months: month),
            rule: "\(month) months, X19, because the case was closed at \(closedAt)"
        )
    }

    mutating func fold(_ event: PostMonitoringDue) {}

    mutating func fold(_ event: PostMonitoringDrafted) {
        self.monitoring?.draft = event.outcome
        self.monitoring?.draftedBy = event.by
    }

    mutating func fold(_ event: PostMonitoringRecorded) {
        guard self.monitoring?.month == event.month else { return }
        self.monitoring?.draft = nil
        self.monitoring?.months.removeFirst()
        self.stopIfKnown(.postMonitoring, at: event.at)
        switch event.outcome {
        case .atRisk: return
        case .kept: self.goOnMonitoring()
        case .decisionNeeded:
            self.monitoring?.decisionNeeded = true
            let days = self.procedureLimits.reopenDecisionDays
            self.clocks.start(
                .reopenDecision,
                at: event.at,
                due: event.at.adding(days: days),
                rule: "\(days) d, §8.9, because Form 6 approved at \(event.at) asks for it"
            )
        }
    }

    private mutating func goOnMonitoring() {
        if let closedAt = self.closure?.at { self.startMonitoringClock(from: closedAt) }
    }

    mutating func fold(_ event: ReopeningDecided) {
        self.stopIfKnown(.reopenDecision, at: event.at)
        guard self.monitoring?.decisionNeeded == true else { return }
        self.monitoring?.decisionNeeded = false
        if !event.reopen { self.goOnMonitoring() }
    }

    mutating func fold(_ event: CaseReopened) {
        self.closure = nil
        self.monitoring = nil
        self.evaluation = nil
        self.reintegration = nil
        self.replanning = false
        self.assessment?.ending = false
        self.assessment?.superseded = true
        self.plan?.approvedVersion = nil
        self.homeVisited = false
        self.visitPlanned = nil
        self.assessmentPaused = false
        self.stable = false
        // Form 8 ended the service contract: consent is asked for anew.
        self.consent = Consent()
        self.timeline.insert(Timeline.Fact(.reopened, at: event.at))
        self.stopIfKnown(.postMonitoring, at: event.at)
        self.stopIfKnown(.reopenDecision, at: event.at)
        self.startPlanClock(at: event.at, because: "the case was reopened at \(event.at) (D04)")
    }
}
