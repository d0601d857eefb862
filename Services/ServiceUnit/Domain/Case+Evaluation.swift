package import Vocabulary

// The evaluation of all interventions, and a plan made anew (S12, S10, S07).
extension Case {
    /// Where the evaluation stands.
    package struct Evaluation: Codable, Sendable, Equatable {
        package var date: LocalDate
        /// The partners invited.
        package var institutions: [String]
        package var held = false
        package var goalsMet = false
        package var stillAtRisk = false
    }

    /// Plans the evaluation meeting.
    ///
    /// - Parameters:
    ///   - startsAt: When it begins, if the hour is set: then its length is measured.
    ///   - institutions: Directory ids of the partners concerned.
    package func scheduleEvaluation(
        on date: LocalDate,
        startsAt: Instant? = nil,
        institutions: [String],
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        _ = try self.requireOrigin()
        let name = try self.require(actor, [.coordinatorPksai], to: "plan the evaluation meeting")
        guard self.plan?.approvedVersion != nil, self.closure == nil else {
            throw Rejection(.wrongOrder, "an evaluation looks at a plan in force; this case is \(self.stage.rawValue)")
        }
        guard date >= now.localDate else { throw Rejection(.invalid, "the meeting is today or later", at: "/date") }
        let startsAt = startsAt?.read(in: now.zone)
        guard startsAt.map({ $0.localDate == date }) ?? true else {
            throw Rejection(.invalid, "it begins on its day, \(date)", at: "/starts_at")
        }
        guard institutions.isEmpty || self.consent.sharingWithPartners else {
            throw Rejection(
                .noConsent,
                "consent does not cover sharing with partners: invite none",
                at: "/institutions"
            )
        }
        let scheduled = EvaluationMeetingScheduled(
            caseID: self.id,
            date: date,
            startsAt: startsAt,
            institutions: institutions,
            by: name,
            at: now
        )
        return [.evaluationMeetingScheduled(scheduled)]
    }

    /// Records the evaluation meeting: every intervention has a result.
    package func holdEvaluation(
        _ results: [EvaluatedIntervention],
        goalsMet: Bool,
        stillAtRisk: Bool,
        minutes: String,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        let origin = try self.requireOrigin()
        let name = try self.require(actor, [.coordinatorPksai], to: "hold the evaluation meeting")
        guard let evaluation, !evaluation.held else {
            throw Rejection(.wrongOrder, "no evaluation meeting is planned: schedule_evaluation comes first")
        }
        let planned = self.plan?.actionIDs ?? []
        let missing = planned.filter { id in !results.contains { $0.actionID == id } }
        guard missing.isEmpty else {
            throw Rejection(.missing, "not evaluated (S12): \(Self.list(missing))", at: "/results")
        }
        let unknown = results.map(\.actionID).filter { !planned.contains($0) }
        guard unknown.isEmpty, Set(results.map(\.actionID)).count == results.count else {
            throw Rejection(.invalid, "each action of the plan once: \(Self.list(planned))", at: "/results")
        }
        try self.requireText(minutes, "the minutes", at: "/minutes")
        let held = EvaluationMeetingHeld(
            caseID: self.id,
            results: results,
            goalsMet: goalsMet,
            stillAtRisk: stillAtRisk,
            by: name,
            at: now
        )
        return [
            .evaluationMeetingHeld(held),
            self.note(minutes, about: "evaluation_minutes", by: name, origin: origin, at: now),
        ]
    }

    /// Makes the plan anew: after an evaluation that found goals unmet and the child still at risk, after a partner's
    /// no, after a return that failed.
    package func revisePlan(
        _ actions: [PlanAction],
        reviewDate: LocalDate,
        reason: String,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        let (name, origin) = try self.requireOwn(actor, to: "revise the plan")
        guard self.plan?.approvedVersion != nil else {
            throw Rejection(.wrongOrder, "no plan is in force yet: draft_plan makes the first")
        }
        if let evaluation, evaluation.held, !self.replanning {
            guard !evaluation.goalsMet, evaluation.stillAtRisk else {
                throw Rejection(.wrongOrder, "the evaluation found no unmet goal with risk (S12): propose closure")
            }
        }
        try self.requireText(reason, "the reason", at: "/reason")
        let drafted = try self.draftPlan(actions, reviewDate: reviewDate, by: actor, at: now)
        let version = (self.plan?.version ?? 0) + 1
        return [
            .planRevised(PlanRevised(caseID: self.id, version: version, by: name, at: now)),
            self.note(reason, about: "plan_revised", by: name, origin: origin, at: now),
        ] + drafted
    }

    /// Refuses Form 7 while the interventions are not evaluated (S12, X19); a child that died or can't be found has
    /// nobody to evaluate with.
    func requireEvaluated(_ reason: ClosureReason) throws(Rejection) {
        if let reintegration, !reintegration.isOver {
            throw Rejection(
                .wrongOrder,
                "the child's return is \(reintegration.phase.rawValue): evaluate it first (S10)"
            )
        }
        guard reason != .died, reason != .movedUnknown, self.plan?.approvedVersion != nil else { return }
        guard self.evaluation?.held == true || self.reintegration?.phase == .succeeded else {
            throw Rejection(.wrongOrder, "every intervention is evaluated first, in the evaluation meeting (S12, X19)")
        }
    }

    // MARK: Folding

    mutating func fold(_ event: EvaluationMeetingScheduled) {
        self.evaluation = Evaluation(date: event.date, institutions: event.institutions)
    }

    mutating func fold(_ event: EvaluationMeetingHeld) {
        self.evaluation?.held = true
        self.evaluation?.goalsMet = event.goalsMet
        self.evaluation?.stillAtRisk = event.stillAtRisk
    }

    mutating func fold(_ event: PlanRevised) {
        self.evaluation = nil
        self.replanning = false
        if self.reintegration?.phase == .failed { self.reintegration = nil }
    }
}
