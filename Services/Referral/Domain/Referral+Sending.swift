public import Vocabulary

extension Referral {
    /// The referral officer sends it: with the signed letter, or on the urgent track at once by phone or in person.
    ///
    /// - Returns: The sending; on the ordinary track the limit for the partner's answer and the handover starts.
    /// - Throws: ``Rejection/letterNotSigned`` (rule 23); ``Rejection/receiverDoesNotFit(_:)`` (rule 24).
    /// - Source: SOP table L.9, step 3.
    public func send(
        to institution: Institution?,
        by actor: Actor,
        at now: Instant,
        limits: ProcedureLimits
    ) throws(Rejection) -> [Event] {
        try self.require(actor, .referralOfficer)
        let subject: Subject
        if self.track == .urgent {
            subject = try self.require(.urgent, .replanning)
        } else {
            if [.planned, .assigned, .replanning].contains(self.state) { throw .letterNotSigned }
            subject = try self.require(.letterReady)
        }
        let receiver = try self.fitting(institution, subject)
        if let letter, letter.isSigned, letter.to != receiver.id { throw .letterForAnother(letter.to) }
        var events: [Event] = [
            .referralSent(
                ReferralSent(
                    referralID: self.id,
                    caseID: subject.caseID,
                    institution: receiver.id,
                    urgent: self.track == .urgent,
                    at: now
                )
            )
        ]
        if self.track == .ordinary {
            events.append(
                .clockStarted(
                    ClockStart(
                        clock: .referral,
                        at: now,
                        warnAt: now.adding(days: limits.referralStandardWarnDays),
                        dueAt: now.adding(days: limits.referralStandardDays),
                        rule: "\(limits.referralStandardDays) d, from sending to the answer and the handover"
                    )
                )
            )
        }
        return events
    }

    /// The partner's focal point says yes.
    ///
    /// - Throws: ``Rejection/notYourInstitution`` for the focal point of another partner.
    public func accept(by actor: Actor, at now: Instant) throws(Rejection) -> [Event] {
        try self.require(actor, .focalPoint)
        let subject = try self.requireOffered(to: actor)
        return [
            .referralAccepted(
                ReferralAccepted(
                    referralID: self.id,
                    caseID: subject.caseID,
                    institution: self.institution ?? "",
                    at: now
                )
            )
        ]
    }

    /// The partner's focal point says no: back to the service unit and to the officer, for the next provider.
    ///
    /// - Returns: The refusal; on the ordinary track the time left of the first limit runs again.
    public func decline(
        reason: DeclineReason,
        note: String?,
        by actor: Actor,
        at now: Instant,
        limits: ProcedureLimits
    ) throws(Rejection) -> [Event] {
        try self.require(actor, .focalPoint)
        let subject = try self.requireOffered(to: actor)
        var events: [Event] = [
            .referralDeclined(
                ReferralDeclined(
                    referralID: self.id,
                    caseID: subject.caseID,
                    institution: self.institution ?? "",
                    reason: reason,
                    note: note.map {
                        Confidential($0, .sensitiveHarm, origin: subject.complaintID, field: "decline_note")
                    },
                    at: now
                )
            )
        ]
        if self.track == .ordinary, let asked = self.asked {
            let due = max(asked.at.adding(days: limits.referralStandardDays), now)
            let warn = asked.at.adding(days: limits.referralStandardWarnDays)
            events.append(
                .clockStarted(
                    ClockStart(
                        clock: .referral,
                        at: now,
                        warnAt: warn > now ? warn : nil,
                        dueAt: due,
                        rule: "\(limits.referralStandardDays) d, X08, from the plan; goes on after a refusal"
                    )
                )
            )
        }
        return events
    }

    private func requireOffered(to actor: Actor) throws(Rejection) -> Subject {
        guard self.subject != nil else { throw .notFound }
        // Another partner's focal point learns nothing, not even where the referral stands.
        try self.requireReceiver(actor)
        return try self.require(.sent)
    }

    /// The secretary sends the case to the home district.
    ///
    /// - Returns: The sending, and the same limit again for the acknowledgement (D08).
    /// - Throws: ``Rejection/homeDistrictMissing`` if neither identification nor the message knows it.
    /// - Source: narrative SOP 3.2f.
    public func sendOutOfCity(
        homeDistrict: String?,
        receiver: String?,
        by actor: Actor,
        at now: Instant,
        limits: ProcedureLimits
    ) throws(Rejection) -> [Event] {
        try self.require(actor, .secretary)
        let subject = try self.require(.outOfCityRequested)
        guard let district = homeDistrict ?? self.homeDistrict, !district.isEmpty else { throw .homeDistrictMissing }
        return [
            .outOfCityReferralSent(
                OutOfCityReferralSent(
                    referralID: self.id,
                    caseID: subject.caseID,
                    complaintID: subject.complaintID,
                    homeDistrict: district,
                    receiver: receiver,
                    at: now
                )
            ),
            .clockStarted(
                Self.outOfCityClock(
                    from: now,
                    level: subject.codes.riskLevel,
                    limits: limits,
                    phase: "D08, from sending to the home district's acknowledgement"
                )
            ),
        ]
    }

    /// The home district has the case; an officer or the secretary notes it.
    public func acknowledgeOutOfCity(by actor: Actor, at now: Instant) throws(Rejection) -> [Event] {
        try self.require(actor, .referralOfficer, .secretary)
        let subject = try self.require(.outOfCitySent)
        return [
            .outOfCityReferralAcknowledged(
                OutOfCityReferralAcknowledged(
                    referralID: self.id,
                    caseID: subject.caseID,
                    complaintID: subject.complaintID,
                    at: now
                )
            )
        ]
    }
}
