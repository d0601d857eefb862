public import Vocabulary

extension Referral {
    /// Records that the child, the documents or both are now with the partner.
    ///
    /// On the urgent track the partner's signature is also its yes, and the signed letter may follow (rule 23, X09).
    ///
    /// - Parameters:
    ///   - draft: The minutes as signed.
    ///   - institution: The partner's directory entry, for the limit of a shelter stay.
    ///   - now: When the unit learned of it; the clocks count from the handover itself.
    /// - Returns: The minutes, `handover_signed`, and the clocks that follow.
    /// - Throws: ``Rejection/unsigned(by:)`` naming the side that has not signed.
    /// - Source: SOP table L.9, step 4.
    public func handOver(
        _ draft: HandoverDraft,
        with institution: Institution?,
        by actor: Actor,
        at now: Instant,
        limits: ProcedureLimits,
        holidays: HolidayCalendar
    ) throws(Rejection) -> [Event] {
        let (subject, receiver, side) = try self.requireHandover(actor)
        let minutes = self.minutes(draft, subject, receiver, signed: draft.signatures, by: [(side, actor)], at: now)
        try self.check(minutes)
        guard minutes.missingSignatures.isEmpty else { throw .unsigned(by: minutes.missingSignatures) }
        return self.handOver(minutes, subject, with: institution, limits: limits, holidays: holidays)
    }

    /// One side writes the minutes and signs them; the other signs with ``countersign(_:with:by:limits:holidays:)``.
    ///
    /// - Source: §9.2; SOP table L.9, step 4.
    public func prepareHandover(
        _ draft: HandoverDraft,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        let (subject, receiver, side) = try self.requireHandover(actor)
        let minutes = self.minutes(draft, subject, receiver, signed: [side], by: [(side, actor)], at: now)
        try self.check(minutes)
        return [.handoverMinutesRecorded(minutes)]
    }

    /// The other side signs the minutes that wait; with that the handover is done.
    ///
    /// - Throws: ``Rejection/nothingToSign``, ``Rejection/otherMinutes(_:)``, ``Rejection/signedAlready(_:)``.
    public func countersign(
        _ number: String,
        with institution: Institution?,
        by actor: Actor,
        limits: ProcedureLimits,
        holidays: HolidayCalendar
    ) throws(Rejection) -> [Event] {
        let (subject, _, side) = try self.requireHandover(actor)
        guard var minutes, !minutes.missingSignatures.isEmpty else { throw .nothingToSign }
        guard minutes.number == number else { throw .otherMinutes(minutes.number) }
        guard !minutes.signatures.contains(side) else { throw .signedAlready(side) }
        minutes.signatures.insert(side)
        minutes.signers.append(HandoverMinutes.Signer(side: side, user: actor.username))
        return self.handOver(minutes, subject, with: institution, limits: limits, holidays: holidays)
    }

    /// Who may take part: the officer for the centre, the receiving partner's focal point for the partner.
    private func requireHandover(_ actor: Actor) throws(Rejection) -> (Subject, String, HandoverMinutes.Side) {
        try self.require(actor, .referralOfficer, .focalPoint)
        guard self.subject != nil else { throw .notFound }
        if !actor.holds(.referralOfficer) { try self.requireReceiver(actor) }
        let subject =
            self.track == .urgent ? try self.requireOpen(.accepted, .sent) : try self.requireOpen(.accepted)
        guard let receiver = self.institution else {
            throw self.track == .informal ? .wrongKind(subject.kind) : .institutionUnknown
        }
        return (subject, receiver, actor.holds(.referralOfficer) ? .referralOfficer : .focalPoint)
    }

    private func minutes(
        _ draft: HandoverDraft,
        _ subject: Subject,
        _ receiver: String,
        signed: Set<HandoverMinutes.Side>,
        by signers: [(side: HandoverMinutes.Side, actor: Actor)],
        at now: Instant
    ) -> HandoverMinutes {
        HandoverMinutes(
            number: draft.number,
            // A handover is told after it happened, and never counts as having happened before the referral was asked for.
            at: max(min(draft.at ?? now, now), self.asked?.at ?? now).read(in: now.zone),
            handedOver: HandedOver.allCases.filter(draft.handedOver.contains),
            reportingDate: draft.reportingDate,
            referralNo: self.letter?.number ?? self.id.text,
            institution: receiver,
            signatures: signed,
            signers: signers.filter { signed.contains($0.side) }
                .map { HandoverMinutes.Signer(side: $0.side, user: $0.actor.username) },
            content: Confidential(
                draft.content,
                .sensitiveHarm,
                origin: subject.complaintID,
                field: "handover_minutes"
            )
        )
    }

    private func check(_ minutes: HandoverMinutes) throws(Rejection) {
        guard !minutes.handedOver.isEmpty else { throw .nothingHandedOver }
        if let date = minutes.reportingDate, date < minutes.at.localDate { throw .reportingDatePassed }
    }

    private func handOver(
        _ minutes: HandoverMinutes,
        _ subject: Subject,
        with institution: Institution?,
        limits: ProcedureLimits,
        holidays: HolidayCalendar
    ) -> [Event] {
        var events: [Event] = []
        if self.state == .sent {
            events.append(
                .referralAccepted(
                    ReferralAccepted(
                        referralID: self.id,
                        caseID: subject.caseID,
                        institution: minutes.institution,
                        at: minutes.at
                    )
                )
            )
        }
        let shelters = minutes.handedOver.contains(.child) && institution?.shelters(need: subject.need) == true
        events.append(.handoverMinutesRecorded(minutes))
        events.append(
            .handoverSigned(
                HandoverSigned(
                    referralID: self.id,
                    caseID: subject.caseID,
                    institution: minutes.institution,
                    kind: subject.kind,
                    handedOver: minutes.handedOver,
                    urgent: self.track == .urgent,
                    stayPlace: shelters ? StayPlace.shelter.rawValue : nil,
                    at: minutes.at
                )
            )
        )
        events += self.clocksAfter(minutes, at: minutes.at, limits: limits, holidays: holidays).map(Event.clockStarted)
        if shelters, let hours = institution?.maximumStayHours(limits) {
            events.append(.clockStarted(Self.stayClock(hours: hours, from: minutes.at, limits: limits)))
        }
        return events
    }

    private func clocksAfter(
        _ minutes: HandoverMinutes,
        at: Instant,
        limits: ProcedureLimits,
        holidays: HolidayCalendar
    ) -> [ClockStart] {
        var starts = [
            ClockStart(
                clock: .referralResult,
                at: at,
                warnAt: nil,
                dueAt: minutes.reportingDate?.end(in: at.zone) ?? at.adding(days: limits.referralResultDays),
                rule: minutes.reportingDate.map { "\($0), §9.3, because agreed at the handover of \(at)" }
                    ?? "\(limits.referralResultDays) d, §9.3, because handed over at \(at) and no date was agreed"
            )
        ]
        if self.track == .urgent, self.letter?.isSigned != true {
            let limit = holidays.limit(limits.referralUrgentLetterDays, after: at)
            starts.append(
                ClockStart(
                    clock: .urgentLetter,
                    at: at,
                    warnAt: nil,
                    dueAt: limit.dueAt,
                    rule: limit.rule("X09", because: "handed over at \(at) before the letter was signed")
                )
            )
        }
        return starts
    }

    /// What the partner did and how it ended, for the case manager: told by the referral officer or by the partner's own
    /// focal point. Of family and community the officer tells after their acceptance.
    ///
    /// - Source: SOP table L.9, step 5; Table 1.2, referral_officer; §9.3.
    public func report(
        _ outcome: ReferralOutcome,
        result: String,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        try self.require(actor, .referralOfficer, .focalPoint)
        guard self.subject != nil else { throw .notFound }
        if !actor.holds(.referralOfficer) { try self.requireReceiver(actor) }
        let subject =
            self.track == .informal ? try self.require(.accepted) : try self.require(.handedOver)
        return [
            .referralResultReported(
                ReferralResultReported(
                    referralID: self.id,
                    caseID: subject.caseID,
                    outcome: outcome,
                    result: Confidential(result, .sensitiveHarm, origin: subject.complaintID, field: "referral_result"),
                    at: now
                )
            )
        ]
    }
}
