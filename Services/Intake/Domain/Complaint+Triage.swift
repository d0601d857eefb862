public import Instruments
public import Vocabulary

/// An officer's judgement of a complaint (Form 1, part D).
public struct Judgement: Sendable, Equatable {
    /// Vulnerability, risks, level, needs, recommendation.
    public var assessment: InitialAssessment
    /// The level.
    public var riskLevel: RiskLevel
    /// Whether life or safety is at stake; nil leaves it, false clears a possible emergency.
    public var emergency: Bool?
    /// Why this level, where one is needed. Class SH.
    public var reason: String?
    /// A supervisor's note, for none with harm. Class SH.
    public var supervisorNote: String?

    /// A judgement with its level.
    public init(
        _ assessment: InitialAssessment,
        riskLevel: RiskLevel,
        emergency: Bool? = nil,
        reason: String? = nil,
        supervisorNote: String? = nil
    ) {
        self.assessment = assessment
        self.riskLevel = riskLevel
        self.emergency = emergency
        self.reason = reason
        self.supervisorNote = supervisorNote
    }
}

extension Complaint {
    /// Who may judge the first level (domain.md §2.2).
    public static let assessors: [Role] = [.intakeOfficer, .socialWorker, .headPksai]

    /// Records an officer's judgement. A level of high, medium or low also hands the report to identification, unless it
    /// has it; `none` waits for ``closeWithAdvice(_:pointedTo:localHelp:form:by:at:)`` or ``forward(form:by:at:)`` (D02).
    ///
    /// - Parameters:
    ///   - judgement: What the officer found.
    ///   - form: Form 1 as it stands, opened.
    ///   - actor: Who judges.
    ///   - now: When the unit learned of it.
    /// - Throws: ``Rejection/decidesNothing(ask:)`` for TKSK and PSM; ``Rejection/reasonNeeded`` for a level below the
    ///   suggested one; ``Rejection/loweringNeedsHead`` after forwarding.
    /// - Source: SOP table L.1, step 2; domain.md §5.1, D14.
    public func assess(
        _ judgement: Judgement,
        form: Form1,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        guard let caseID, let codes else { throw .unknownComplaint }
        try Self.authorize(actor, Self.assessors)
        guard self.status != .caseClosed && self.status != .closedWithAdvice else { throw .alreadyClosed }
        let assessment = (form.situation.assessment ?? InitialAssessment()).overlaid(by: judgement.assessment)
        try self.check(judgement, assessment: assessment, codes: codes, by: actor)

        var complete = assessment
        complete.riskLevel = judgement.riskLevel
        var situation = form.situation
        situation.assessment = complete
        let by = Username(actor.username)
        var events: [Event] = []
        if judgement.emergency == true, self.emergency != .flagged {
            if self.emergency == .possible {
                events.append(.emergencyScreened(EmergencyScreened(by: by, at: now)))
            }
            events.append(.emergencyFlagged(EmergencyFlagged(complaintID: self.id, caseID: caseID, at: now)))
        } else if judgement.emergency == false, self.emergency == .possible {
            events.append(.emergencyScreened(EmergencyScreened(by: by, at: now)))
        }
        var changed = codes
        changed.riskLevel = judgement.riskLevel
        changed.immediateNeeds = complete.immediateNeeds ?? codes.immediateNeeds
        events.append(
            .complaintSupplemented(
                ComplaintSupplemented(
                    complaintID: self.id,
                    caseID: caseID,
                    codes: changed,
                    situation: self.sealed(situation, .sensitiveHarm, "situation"),
                    at: now
                )
            )
        )
        events += self.judged(
            judgement.riskLevel,
            assessment: complete,
            provisional: false,
            reason: actor.holds(.headPksai) ? "head_decision" : "officer_assessment",
            note: [judgement.reason, judgement.supervisorNote].compactMap(\.self).joinedIfAny,
            by: by,
            caseID: caseID,
            at: now
        )
        if judgement.riskLevel != .none, !self.isForwarded {
            events.append(self.forwarded(after: events, caseID: caseID, at: now))
        }
        return events
    }

    private func check(
        _ judgement: Judgement,
        assessment: InitialAssessment,
        codes: LooseCodes,
        by actor: Actor
    ) throws(Rejection) {
        let level = judgement.riskLevel
        let hasReason = !judgement.reason.isBlank
        if self.isForwarded, let present = codes.riskLevel, level < present {
            guard actor.holds(.headPksai) else { throw .loweringNeedsHead }
            guard hasReason else { throw .reasonNeeded }
        }
        if level == .none, codes.categories.contains(where: \.isHarm), judgement.supervisorNote.isBlank {
            throw .supervisorNoteNeeded
        }
        if level < .high, Triage.suggestsHigh(codes.categories, vulnerable: assessment.vulnerable), !hasReason {
            throw .reasonNeeded
        }
    }

    /// Hands an assessed report to identification: for a child that needs no action but should be known.
    ///
    /// - Throws: ``Rejection/notAssessed``; ``Rejection/form1Incomplete(_:)`` if the mandatory part has gaps.
    /// - Source: SOP table L.1, step 3.
    public func forward(
        form: Form1,
        instruments: Instruments = .standard,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        guard let caseID else { throw .unknownComplaint }
        try Self.authorize(actor, Self.assessors)
        guard !self.isForwarded else { throw .alreadyForwarded }
        guard self.status != .closedWithAdvice else { throw .alreadyClosed }
        guard self.assessment == .officer else { throw .notAssessed }
        let instrument = try self.form1(instruments)
        let findings = form.filled(instrument, categories: self.codes?.categories ?? []).check(
            [
                "level": self.codes?.riskLevel, "categories": self.codes?.categories, "signed": false,
                "today": now.localDate,
            ],
            unknown: Set(self.unknownFields.map(\.rawValue))
        )
        guard findings.isClean else { throw .form1Incomplete(findings) }
        return [self.forwarded(after: [], caseID: caseID, at: now)]
    }

    /// Ends a complaint that needs no action, with advice and perhaps another body to go to.
    ///
    /// - Parameters:
    ///   - advice: What was advised. Class SH.
    ///   - body: The service or body pointed to.
    ///   - localHelp: Which local help was considered; needed for a vulnerable child.
    ///   - form: Form 1 as it stands, opened.
    ///   - actor: Who closes.
    ///   - now: When the unit learned of it.
    /// - Source: SOP table L.1; domain.md §5.1, §6.1.
    public func closeWithAdvice(
        _ advice: String,
        pointedTo body: String? = nil,
        localHelp: String? = nil,
        form: Form1,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        guard let caseID else { throw .unknownComplaint }
        try Self.authorize(actor, [.intakeOfficer, .headPksai])
        guard !self.isForwarded else { throw .alreadyForwarded }
        guard self.status != .closedWithAdvice else { throw .alreadyClosed }
        guard self.assessment == .officer else { throw .notAssessed }
        guard self.riskLevel == RiskLevel.none else { throw .levelIsNotNone }
        if form.situation.assessment?.vulnerable == true, localHelp.isBlank { throw .localHelpNotConsidered }
        let text = [advice, localHelp].compactMap(\.self).joinedIfAny ?? advice
        return [
            .complaintClosedWithAdvice(
                ComplaintClosedWithAdvice(
                    complaintID: self.id,
                    caseID: caseID,
                    advice: self.sealed(text, .sensitiveHarm, "advice"),
                    pointedTo: body.map { self.sealed($0, .sensitiveHarm, "pointed_to") },
                    at: now
                )
            )
        ]
    }

    /// Whether identification has it.
    var isForwarded: Bool {
        switch self.status {
        case .unknown, .registered, .assessed, .closedWithAdvice: false
        case .withIdentification, .identifying, .caseRegistered, .linked, .notEligible, .caseClosed: true
        }
    }
}

extension Optional where Wrapped == String {
    /// Nothing but white space, or nothing at all.
    var isBlank: Bool { self?.allSatisfy(\.isWhitespace) ?? true }
}

extension Array where Element == String {
    fileprivate var joinedIfAny: String? { self.isEmpty ? nil : self.joined(separator: "\n\n") }
}
