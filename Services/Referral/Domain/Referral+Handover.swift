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
        try self.require(actor, .referralOfficer, .focalPoint)
        guard self.subject != nil else { throw .notFound }
        if !actor.holds(.referralOfficer) { try self.requireReceiver(actor) }
        let subject =
            self.track == .urgent ? try self.require(.accepted, .sent) : try self.require(.accepted)
        guard let receiver = self.institution else { throw .institutionUnknown }
        // A handover is told after it happened, and never counts as having happened before the referral was asked for.
        let at = max(min(draft.at ?? now, now), self.asked?.at ?? now)
        let minutes = HandoverMinutes(
            number: draft.number,
            at: at,
            handedOver: HandedOver.allCases.filter(draft.handedOver.contains),
            reportingDate: draft.reportingDate,
            signatures: draft.signatures,
            content: Confidential(
                draft.content,
                .sensitiveHarm,
                origin: subject.complaintID,
                field: "handover_minutes"
            )
        )
        guard !minutes.handedOver.isEmpty else { throw .nothingHandedOver }
        guard minutes.missingSignatures.isEmpty else { throw .unsigned(by: minutes.missingSignatures) }
        if let date = minutes.reportingDate, date < at.localDate { throw .reportingDatePassed }

        var events: [Event] = []
        if self.state == .sent {
            events.append(
                .referralAccepted(
                    ReferralAccepted(referralID: self.id, caseID: subject.caseID, institution: receiver, at: at)
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
                    institution: receiver,
                    kind: subject.kind,
                    handedOver: minutes.handedOver,
                    urgent: self.track == .urgent,
                    stayPlace: shelters ? "shelter" : nil,
                    at: at
                )
            )
        )
        events += self.clocksAfter(minutes, at: at, limits: limits, holidays: holidays).map(Event.clockStarted)
        if shelters, let hours = institution?.constraint.maximumStayHours {
            events.append(.clockStarted(Self.stayClock(hours: hours, from: at)))
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
                dueAt: minutes.reportingDate?.end ?? at.adding(days: limits.referralResultDays),
                rule: minutes.reportingDate.map { "agreed date \($0), §9.3" }
                    ?? "\(limits.referralResultDays) d, §9.3, no date was agreed"
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

    /// 20 of 24 hours, 12 of 14 days: the last sixth or seventh is for planning the next place (§5.4).
    private static func stayClock(hours: Int, from start: Instant) -> ClockStart {
        let warning = hours <= 48 ? hours - 4 : hours - 48
        return ClockStart(
            clock: .shelterStay,
            at: start,
            warnAt: warning > 0 ? start.adding(hours: warning) : nil,
            dueAt: start.adding(hours: hours),
            rule: hours % 24 == 0 && hours > 48 ? "\(hours / 24) d, rule 24" : "\(hours) h, rule 24"
        )
    }

    /// The child was handed over elsewhere: a stay that this referral began is over.
    ///
    /// - Parameters:
    ///   - other: The referral whose handover took the child on.
    ///   - at: When.
    public func endStay(by other: ReferralID, at: Instant) -> [Event] {
        guard other != self.id, let stay = self.clocks[.shelterStay], stay.phase != .stopped, stay.startedAt <= at
        else {
            return []
        }
        return [.shelterStayEnded(ShelterStayEnded(by: other, at: at))]
    }

    /// The referral officer reports what the partner did to the case manager.
    ///
    /// - Source: SOP table L.9, step 5; Table 1.2, referral_officer; §9.3.
    public func report(
        _ outcome: ReferralOutcome,
        result: String,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        try self.require(actor, .referralOfficer)
        let subject = try self.require(.handedOver)
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
