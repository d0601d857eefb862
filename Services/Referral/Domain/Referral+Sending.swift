public import Vocabulary

extension Referral {
    /// The referral officer sends it: with the signed letter, or on the urgent track at once by phone or in person.
    ///
    /// - Parameter partners: Directory ids of the partners that have a focal point.
    /// - Returns: The sending; on the ordinary track the limit for the partner's answer and the handover starts. To a
    ///   partner that has no focal point also the limit for it to name one.
    /// - Throws: ``Rejection/letterNotSigned`` (rule 23); ``Rejection/receiverDoesNotFit(_:)`` (rule 24).
    /// - Source: SOP table L.9, step 3.
    public func send(
        to institution: Institution?,
        partners: Set<String>,
        by actor: Actor,
        at now: Instant,
        limits: ProcedureLimits
    ) throws(Rejection) -> [Event] {
        try self.require(actor, .referralOfficer)
        try self.requireLetterKind()
        let subject: Subject
        if self.track == .urgent {
            subject = try self.requireOpen(.urgent, .replanning)
        } else {
            let open = try self.requireOpen(.planned, .assigned, .replanning, .letterReady)
            guard self.state == .letterReady else { throw .letterNotSigned }
            subject = open
        }
        try self.requireSharing()
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
                        rule: "\(limits.referralStandardDays) d, X08, because sent to the partner at \(now)"
                    )
                )
            )
        }
        guard !partners.contains(receiver.id) else { return events }
        return events + self.miss([.focalPoint], because: "\(receiver.id) has no focal point", at: now, limits: limits)
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
                        rule:
                            "\(limits.referralStandardDays) d, X08, because planned at \(asked.at), and a partner declined"
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
        return try self.requireOpen(.sent)
    }

    /// The secretary sends the case to the home district.
    ///
    /// - Returns: The sending, signed by the secretary, and the same limit again for the acknowledgement (D08).
    /// - Throws: ``Rejection/protectionFirst`` while a child in danger is not protected (rule 10); its limit goes on.
    ///   ``Rejection/homeDistrictMissing`` if neither identification nor the message knows it.
    /// - Source: narrative SOP 3.2f; rule 7.
    public func sendOutOfCity(
        homeDistrict: String?,
        receiver: String?,
        by actor: Actor,
        at now: Instant,
        limits: ProcedureLimits
    ) throws(Rejection) -> [Event] {
        try self.require(actor, .secretary)
        let subject = try self.requireOpen(.outOfCityRequested)
        guard !self.waitsForProtection else { throw .protectionFirst }
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
                    high: self.isInDanger,
                    limits: limits,
                    because: "sent to the home district at \(now)"
                )
            ),
        ]
    }

    /// A child in danger that nobody has put out of it: its case isn't sent home yet (rule 10, X12).
    public var waitsForProtection: Bool {
        self.track == .outOfCity && self.state == .outOfCityRequested && self.isInDanger
            && self.facts.protectedAt == nil
    }

    /// The home district has the case: its own focal point says so, or an officer or the secretary notes it.
    public func acknowledgeOutOfCity(by actor: Actor, at now: Instant) throws(Rejection) -> [Event] {
        try self.require(actor, .referralOfficer, .secretary, .focalPoint)
        guard self.subject != nil else { throw .notFound }
        if !actor.holds(.referralOfficer, .secretary) { try self.requireReceiver(actor) }
        let subject = try self.requireOpen(.outOfCitySent)
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
