package import Instruments
package import Vocabulary

// Visits, interruptions, Form 4, copies of the plan, the coordinator's word (S04 step 7, S05, §8.5, §14 D08).
extension Case {
    /// A text that goes with an event, sealed with the case's key.
    func note(_ text: String, about: String, by name: Username, origin: ComplaintID, at now: Instant) -> Event {
        let sealed = Confidential(text, .sensitiveHarm, origin: origin, field: about)
        return .noteRecorded(NoteRecorded(caseID: self.id, about: about, text: sealed, by: name, at: now))
    }

    /// Plans a visit to the home: with consent and an assignment letter.
    package func scheduleHomeVisit(on date: LocalDate, by actor: Actor, at now: Instant) throws(Rejection) -> [Event] {
        let (name, _) = try self.requireOwn(actor, to: "plan a home visit")
        try self.requireLetter(for: "a home visit")
        try self.requireConsent(to: "visit for the assessment")
        guard date >= now.localDate else { throw Rejection(.invalid, "the visit is today or later", at: "/date") }
        return [.homeVisitScheduled(HomeVisitScheduled(caseID: self.id, date: date, by: name, at: now))]
    }

    /// Refuses without an assignment letter (rule 12, §8.10).
    func requireLetter(for what: String) throws(Rejection) {
        guard self.worker != nil else {
            throw Rejection(
                .noAssignment,
                "\(what) needs an assignment letter (rule 12): coordinator_pksai issues it"
            )
        }
    }

    /// Breaks the assessment off; every limit runs on.
    package func pauseAssessment(reason: String, by actor: Actor, at now: Instant) throws(Rejection) -> [Event] {
        let (name, origin) = try self.requireOwn(actor, to: "pause the assessment")
        guard self.homeVisited, self.assessment?.superseded ?? true else {
            throw Rejection(.wrongOrder, "only an assessment begun with a visit and not yet complete can be paused")
        }
        guard !self.assessmentPaused else { throw Rejection(.wrongOrder, "the assessment is paused already") }
        try self.requireText(reason, "why it is interrupted", at: "/reason")
        let sealed = Confidential(reason, .sensitiveHarm, origin: origin, field: "pause_reason")
        return [.assessmentPaused(AssessmentPaused(caseID: self.id, reason: sealed, by: name, at: now))]
    }

    /// Goes on with the assessment.
    package func resumeAssessment(by actor: Actor, at now: Instant) throws(Rejection) -> [Event] {
        let (name, _) = try self.requireOwn(actor, to: "resume the assessment")
        guard self.assessmentPaused else { throw Rejection(.wrongOrder, "the assessment is not paused") }
        return [.assessmentResumed(AssessmentResumed(caseID: self.id, by: name, at: now))]
    }

    /// Agrees to analysis and plan, so that the case goes on to case management (S04 step 7).
    package func coordinateAnalysis(decision: String, by actor: Actor, at now: Instant) throws(Rejection) -> [Event] {
        let origin = try self.requireOrigin()
        let name = try self.require(actor, [.coordinatorPksai], to: "agree to analysis and plan")
        guard self.plan != nil || (self.isUrgent && !self.referrals.isEmpty) else {
            throw Rejection(.wrongOrder, "there is neither a plan nor an urgent referral to agree to yet")
        }
        try self.requireText(decision, "the decision", at: "/decision")
        return [
            .analysisCoordinated(AnalysisCoordinated(caseID: self.id, by: name, at: now)),
            self.note(decision, about: "analysis_coordinated", by: name, origin: origin, at: now),
        ]
    }

    /// What Form 4 says besides its text.
    package struct FollowUp: Sendable, Equatable {
        package var kind: FollowUpKind
        package var place: FollowUpPlace
        package var purpose: FollowUpPurpose
        package var form: Form4
        package var nextDate: LocalDate?
        /// No further meeting: the case is closing.
        package var isLast: Bool

        package init(
            kind: FollowUpKind,
            place: FollowUpPlace,
            purpose: FollowUpPurpose,
            form: Form4,
            nextDate: LocalDate?,
            isLast: Bool
        ) {
            self.kind = kind
            self.place = place
            self.purpose = purpose
            self.form = form
            self.nextDate = nextDate
            self.isLast = isLast
        }
    }

    /// Records Form 4. The next date is a limit (§14 D09).
    ///
    /// - Throws: What the form says, all problems at once: no next meeting unless the case is closing.
    package func recordFollowUp(
        _ followUp: FollowUp,
        instruments: Instruments = .standard,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        let (name, origin) = try self.requireOwn(actor, to: "record Form 4")
        try self.require(
            .form4,
            [
                "kind": followUp.kind, "place": followUp.place, "purpose": followUp.purpose, "form": followUp.form,
                "next_date": followUp.nextDate, "last": followUp.isLast,
            ],
            ["closing": self.closure != nil, "today": now.localDate],
            in: instruments
        )
        let event = FollowUpRecorded(
            caseID: self.id,
            form: Confidential(followUp.form, .sensitiveHarm, origin: origin, field: "form4"),
            kind: followUp.kind,
            place: followUp.place,
            purpose: followUp.purpose,
            nextDate: followUp.isLast ? nil : followUp.nextDate,
            by: name,
            at: now
        )
        return self.pinning(instruments, at: now) + [.followUpRecorded(event)]
    }

    /// Records that child or family got a copy of the plan.
    package func givePlanCopy(
        toChild: Bool,
        toFamily: Bool,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        let (name, _) = try self.requireOwn(actor, to: "give a copy of the plan")
        guard self.plan?.approvedVersion != nil else {
            throw Rejection(.wrongOrder, "no plan is in force yet: there is nothing to copy")
        }
        guard toChild || toFamily else {
            throw Rejection(.missing, "say who got the copy: child, family or both", at: "/to_child")
        }
        let given = PlanCopyGiven(caseID: self.id, toChild: toChild, toFamily: toFamily, by: name, at: now)
        return [.planCopyGiven(given)]
    }

    /// Records an audit of the case's file (§2.3).
    package func auditFile(
        complete: Bool,
        findings: String,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        try self.requireKnown()
        guard let origin = self.complaintID else { throw Rejection.noSuchCase }
        let name = try self.require(actor, [.responsibleOfficer, .secretary], to: "audit a file")
        try self.requireText(findings, "what was found", at: "/findings")
        return [
            .fileAuditRecorded(FileAuditRecorded(caseID: self.id, complete: complete, by: name, at: now)),
            self.note(findings, about: "file_audit", by: name, origin: origin, at: now),
        ]
    }

    /// What a meeting said about the case, sealed with the case's key; nil if nothing was written.
    package func meetingNote(_ text: String?) throws(Rejection) -> Confidential<String>? {
        guard let text else { return nil }
        let origin = try self.requireOrigin()
        try self.requireText(text, "what was said", at: "/note")
        return Confidential(text, .sensitiveHarm, origin: origin, field: "meeting_note")
    }

    // MARK: Folding

    mutating func fold(_ event: NoteRecorded) {}
    mutating func fold(_ event: HomeVisitScheduled) { self.visitPlanned = event.date }
    mutating func fold(_ event: AssessmentPaused) { self.assessmentPaused = true }
    mutating func fold(_ event: AssessmentResumed) { self.assessmentPaused = false }
    mutating func fold(_ event: AnalysisCoordinated) { self.analysisCoordinated = true }
    mutating func fold(_ event: PlanCopyGiven) {}
    mutating func fold(_ event: FileAuditRecorded) {}

    mutating func fold(_ event: FollowUpRecorded) {
        self.followedUp = true
        guard let next = event.nextDate else {
            self.stopIfKnown(.followUp, at: event.at)
            return
        }
        self.clocks.start(
            .followUp,
            at: event.at,
            due: next.end(in: event.at.zone),
            rule: "\(next), D09, because Form 4 of \(event.at) set the next date"
        )
    }
}
