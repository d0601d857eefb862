package import Vocabulary

// Reaching the child, protecting it, and who does so (§5.4, §14, S04, S06).
extension Case {
    /// Records that the child was seen or spoken to, safety and needs judged. Stops contact_safety. Allowed before consent
    /// (X14), and to whoever is with the child.
    ///
    /// - Throws: ``CaseRejection/Code/missing`` if the child was neither seen nor spoken to.
    package func recordSafetyAssessment(
        childSeen: Bool,
        childSpokenTo: Bool,
        _ assessment: SafetyAssessment,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        let origin = try self.requireOrigin()
        let name = try self.require(actor, Self.withTheChild, to: "record a safety assessment")
        guard childSeen || childSpokenTo else {
            throw Rejection(
                .missing,
                "the clock stops only once the child was seen or spoken to (§5.4)",
                at: "/child_seen"
            )
        }
        try self.requireText(assessment.findings, "what was found", at: "/assessment/findings")
        try self.requireText(
            assessment.protectiveDecision,
            "the protective decision, also why none is needed,",
            at: "/assessment/protective_decision"
        )
        let event = SafetyAssessmentRecorded(
            caseID: self.id,
            inPerson: childSeen,
            assessment: Confidential(assessment, .sensitiveHarm, origin: origin, field: "safety_assessment"),
            by: name,
            at: now
        )
        return self.following([.safetyAssessmentRecorded(event)], at: now)
    }

    /// Records that the child was put out of danger. Stops protection.
    package func recordProtectiveAction(
        _ action: ProtectiveAction,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        let origin = try self.requireOrigin()
        let name = try self.require(actor, Self.withTheChild, to: "record a protective action")
        try self.requireText(action.action, "what was done", at: "/action/action")
        try self.requireText(action.place, "where the child is now", at: "/action/place")
        let event = ProtectiveActionRecorded(
            caseID: self.id,
            action: Confidential(action, .sensitiveHarm, origin: origin, field: "protective_action"),
            by: name,
            at: now
        )
        return self.following([.protectiveActionRecorded(event)], at: now)
    }

    /// Who may be with the child first (§14).
    package static let withTheChild: [Role] = [.intakeOfficer, .socialWorker, .onCallWorker, .coordinatorSw]

    /// Sends a worker by assignment letter. An urgent case that another has on call goes to that worker with it (§2.2: the
    /// coordinator decides who is the provisional worker).
    ///
    /// - Parameter workerRoles: What the worker is known as; nil if unknown here.
    package func assignWorker(
        _ worker: Username,
        workerRoles: Set<Role>,
        letterNo: String,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        _ = try self.requireOrigin()
        let name = try self.requireAssigner(actor, to: "assign a worker")
        try self.requireText(letterNo, "the assignment letter's number", at: "/letter_no")
        guard letterNo != Assignment.standingLetter else {
            throw Rejection(
                .invalid,
                "the standing letter goes with a claim; give the letter's number",
                at: "/letter_no"
            )
        }
        try self.requireSocialWorker(worker, workerRoles, as: "case worker")
        guard self.worker != Assignment(worker: worker, letterNo: letterNo) else { return [] }
        let event = CaseWorkerAssigned(caseID: self.id, worker: worker, letterNo: letterNo, by: name, at: now)
        return [.caseWorkerAssigned(event)]
    }

    /// Names the definitive manager, or hands the case over to another with a reason. Stops definitive_manager.
    package func assignManager(
        _ worker: Username,
        workerRoles: Set<Role>,
        reason: String?,
        handover: String? = nil,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        let origin = try self.requireOrigin()
        let name = try self.requireAssigner(actor, to: "appoint the case manager")
        try self.requireSocialWorker(worker, workerRoles, as: "case manager")
        if self.manager == worker { return [] }
        let assigned = Event.caseManagerAssigned(
            CaseManagerAssigned(caseID: self.id, worker: worker, by: name, at: now)
        )
        guard let from = self.manager else { return [assigned] }
        try self.requireText(reason, "\(from) is the manager: the handover's reason", at: "/reason")
        let changed = CaseManagerChanged(
            caseID: self.id,
            from: from,
            to: worker,
            reason: Confidential(reason ?? "", .sensitiveHarm, origin: origin, field: "handover_reason"),
            by: name,
            at: now
        )
        try self.requireText(handover, "the handover record: what is open, what was promised", at: "/handover")
        let record = self.note(handover ?? "", about: "handover_record", by: name, origin: origin, at: now)
        return [.caseManagerChanged(changed), record, assigned]
    }

    private func requireAssigner(_ actor: Actor, to action: String) throws(Rejection) -> Username {
        if actor.holds(.secretary), !actor.holds(.coordinatorPksai) {
            throw Rejection(.notAllowed, "the secretary proposes; coordinator_pksai decides to \(action)")
        }
        return try self.require(actor, [.coordinatorPksai], to: action)
    }

    private func requireSocialWorker(_ worker: Username, _ roles: Set<Role>, as what: String) throws(Rejection) {
        guard roles.isDisjoint(with: Self.workers) else { return }
        if !roles.isDisjoint(with: [.tksk, .psm]) {
            throw Rejection(
                .decidesNothing,
                "\(worker) is a TKSK or PSM: a helper with recorded willingness, never \(what) (D05, rule 29)",
                at: "/worker"
            )
        }
        throw Rejection(.invalid, "\(worker) is no social worker known here", at: "/worker")
    }

    /// Records a visit to the home. Needs an assignment letter (rule 12).
    package func recordHomeVisit(
        childMet: Bool,
        report: String,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        let (name, origin) = try self.requireOwn(actor, to: "record a home visit")
        guard self.worker != nil else {
            throw Rejection(
                .noAssignment,
                "no visit without an assignment letter (rule 12): coordinator_pksai issues it"
            )
        }
        try self.requireText(report, "the visit's report", at: "/report")
        let sealed = Confidential(report, .sensitiveHarm, origin: origin, field: "home_visit")
        let event = HomeVisitCompleted(caseID: self.id, childMet: childMet, report: sealed, by: name, at: now)
        return [.homeVisitCompleted(event)]
    }

    // MARK: Folding

    mutating func fold(_ event: SafetyAssessmentRecorded) {
        self.timeline.insert(Timeline.Fact(.safetyAssessed, at: event.at))
        if event.inPerson { self.childMetInPerson = true }
        self.keepClaim(at: event.at)
    }

    mutating func fold(_ event: ProtectiveActionRecorded) {
        self.timeline.insert(Timeline.Fact(.protected, at: event.at))
        self.keepClaim(at: event.at)
    }

    mutating func fold(_ event: CaseWorkerAssigned) {
        self.worker = Assignment(worker: event.worker, letterNo: event.letterNo)
        self.followLetter(to: event.worker, at: event.at)
        self.fillVacancy(at: event.at)
    }

    mutating func fold(_ event: CaseManagerAssigned) {
        self.manager = event.worker
        self.timeline.insert(Timeline.Fact(.managerAssigned, at: event.at))
        self.fillVacancy(at: event.at)
    }

    mutating func fold(_ event: CaseManagerChanged) { self.manager = event.to }

    mutating func fold(_ event: HomeVisitCompleted) {
        self.homeVisited = true
        self.visitPlanned = nil
        if event.childMet { self.childMetInPerson = true }
        self.keepClaim(at: event.at)
    }
}
