public import Instruments
public import Vocabulary

extension Complaint {
    /// Takes what the agency adds or corrects. A level can raise at once, never lower or close (D14); a complaint that
    /// ended with advice is taken up again when the level is more than none.
    ///
    /// - Parameters:
    ///   - supplement: What is new.
    ///   - form: Form 1 as it stands, opened.
    ///   - isOwner: Whether the sender is the one who sent the complaint.
    ///   - found: What reading the message already found odd.
    ///   - policy: What the city sets.
    ///   - now: When the unit took it.
    /// - Throws: ``Rejection/unknownComplaint`` if there is none, or it is another sender's.
    public func supplement(
        _ supplement: Supplement,
        form: Form1,
        isOwner: Bool,
        found: [Doubt] = [],
        policy: IntakePolicy,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        guard let caseID, let codes, isOwner else { throw .unknownComplaint }
        var proposal = supplement
        let proposed = supplement.assessment?.riskLevel
        // Where no level counts yet, a proposal of low is one already; the agency's own `none` never counted.
        let raises = proposed.map { $0 > (codes.riskLevel ?? .none) } ?? false
        var doubts = found
        if !raises {
            proposal.assessment?.riskLevel = codes.riskLevel
            if let proposed, let present = codes.riskLevel, proposed < present {
                doubts.append(
                    Doubt(
                        pointer: "/initial_assessment/risk_level",
                        expected: "the present level or a higher one",
                        found: "lower level"
                    )
                )
            }
        }
        let merged = form.supplemented(by: proposal)
        var events = self.supplemented(
            proposal,
            from: form,
            to: merged,
            codes: codes,
            caseID: caseID,
            doubts: doubts,
            by: nil,
            policy: policy,
            at: now
        )
        if supplement.emergency, self.emergency != .flagged {
            if self.emergency == .possible { events.append(.emergencyScreened(EmergencyScreened(by: nil, at: now))) }
            events.append(.emergencyFlagged(EmergencyFlagged(complaintID: self.id, caseID: caseID, at: now)))
        }
        if let proposed, raises {
            events += self.judged(
                proposed,
                assessment: merged.situation.assessment,
                provisional: true,
                reason: "supplement",
                by: nil,
                caseID: caseID,
                at: now
            )
            if !self.isForwarded {
                events.append(self.forwarded(after: events, caseID: caseID, at: now))
            }
        }
        return events
    }

    /// Completes Form 1 by an officer: fills fields, notes papers, marks what nobody knows, perhaps signs it (D02).
    ///
    /// - Parameters:
    ///   - supplement: What is filled in; its level is ignored, ``assess(_:form:by:at:)`` sets it.
    ///   - unknown: Fields that were asked for and nobody knows; added to those known before.
    ///   - place: Where the assessment took place.
    ///   - date: The day of the assessment.
    ///   - signed: Whether the worker signs: then nothing mandatory may be missing.
    ///   - form: Form 1 as it stands, opened.
    ///   - instruments: The forms in use; the complaint's own version of Form 1 is asked.
    ///   - actor: Who fills it.
    ///   - policy: What the city sets.
    ///   - now: When the unit learned of it.
    /// - Throws: ``Rejection/form1Incomplete(_:)`` when signed with gaps; ``Rejection/cannotBeUnknown(_:)``.
    /// - Source: Form 1 (domain.md §7.1).
    public func completeForm1(
        _ supplement: Supplement,
        unknown: Set<FieldCode> = [],
        place: String? = nil,
        date: LocalDate? = nil,
        signed: Bool = false,
        form: Form1,
        instruments: Instruments = .standard,
        by actor: Actor,
        policy: IntakePolicy,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        guard let caseID, let codes else { throw .unknownComplaint }
        try Self.authorize(actor, [.intakeOfficer, .socialWorker])
        guard self.status != .caseClosed else { throw .alreadyClosed }
        let instrument = try self.form1(instruments)
        let unanswerable = unknown.filter { instrument.field($0.rawValue)?.mayBeUnknown != true }.sorted()
        guard unanswerable.isEmpty else { throw .cannotBeUnknown(unanswerable) }
        var filled = supplement
        filled.assessment?.riskLevel = codes.riskLevel
        let merged = form.supplemented(by: filled)
        let known = self.unknownFields.union(unknown)
        let filledIn = merged.filled(
            instrument,
            categories: supplement.categories ?? codes.categories,
            place: place,
            date: date
        )
        let by = Username(actor.username)
        let findings = filledIn.check(
            ["level": codes.riskLevel, "categories": codes.categories, "signed": signed, "today": now.localDate],
            unknown: Set(known.map(\.rawValue)),
            isComplete: signed
        )
        guard findings.isClean else { throw .form1Incomplete(findings) }
        guard !signed || self.assessment == .officer else { throw .notAssessed }
        return self.supplemented(
            filled,
            from: form,
            to: merged,
            codes: codes,
            caseID: caseID,
            doubts: [],
            by: by,
            policy: policy,
            at: now
        ) + [
            .form1Completed(
                Form1Completed(
                    version: instrument.version,
                    // What is written now is no longer unknown.
                    unknownFields: known.subtracting(filledIn.answered).sorted(),
                    place: place.map { self.sealed($0, .childIdentity, "assessment_place") },
                    date: date,
                    signed: signed,
                    by: by,
                    at: now
                )
            )
        ]
    }

    private func supplemented(
        _ supplement: Supplement,
        from form: Form1,
        to merged: Form1,
        codes: LooseCodes,
        caseID: CaseID,
        doubts: [Doubt],
        by: Username?,
        policy: IntakePolicy,
        at now: Instant
    ) -> [Event] {
        let categories = supplement.categories ?? codes.categories
        let whole = Report(
            channel: codes.channel,
            child: merged.child,
            family: merged.family,
            situation: merged.situation.description,
            categories: categories,
            assessment: merged.situation.assessment
        )
        var changed = LooseCodes(whole, policy, at: now)
        changed.riskLevel = codes.riskLevel
        let held = self.documentsHeld.union(supplement.documents)
        return [
            .supplementReceived(
                SupplementReceived(
                    temporaryIdentity: merged.child?.nik.flatMap { NIK($0) } == nil,
                    documentsHeld: held.sorted(),
                    documentTasks: IntakeDocument.expected(over: codes.channel).subtracting(held).sorted(),
                    doubts: doubts + whole.doubts(policy, at: now),
                    by: by,
                    at: now
                )
            ),
            .complaintSupplemented(
                ComplaintSupplemented(
                    complaintID: self.id,
                    caseID: caseID,
                    codes: changed,
                    child: merged.child == form.child
                        ? nil : merged.child.map { self.sealed($0, .childIdentity, "child") },
                    family: merged.family == form.family
                        ? nil : merged.family.map { self.sealed($0, .childIdentity, "family") },
                    situation: merged.situation == form.situation
                        ? nil : self.sealed(merged.situation, .sensitiveHarm, "situation"),
                    at: now
                )
            ),
        ]
    }
}
