public import Vocabulary

// A bed for the child, and how long it may stay (§9.1, rule 24, D07, D08).
extension Referral {
    /// The officer asks for a bed; the shelter's own rule decides whether one is free.
    ///
    /// - Parameters:
    ///   - shelter: The directory's entry.
    ///   - hours: How long the child is expected to stay; the entry's limit if nil.
    /// - Throws: ``Rejection/receiverDoesNotFit(_:)`` (rule 24); ``Rejection/stayTooLong(_:)``.
    public func requestShelter(
        _ shelter: Institution?,
        hours: Int?,
        by actor: Actor,
        at now: Instant,
        limits: ProcedureLimits
    ) throws(Rejection) -> [Event] {
        try self.require(actor, .referralOfficer)
        let subject = try self.requireOpen(.urgent, .letterReady, .sent, .accepted, .replanning)
        let place = try self.fitting(shelter, subject)
        guard place.shelters(need: subject.need) else { throw .notAShelter }
        if let sent = self.institution, sent != place.id { throw .letterForAnother(sent) }
        let most = place.maximumStayHours(limits)
        if let hours {
            guard hours > 0, hours <= most ?? hours else { throw .stayTooLong(most ?? 0) }
        }
        return [
            .shelterRequested(
                ShelterRequested(
                    referralID: self.id,
                    caseID: subject.caseID,
                    shelter: place.id,
                    sex: subject.codes.childSex,
                    age: subject.codes.childAge,
                    expectedStayHours: hours ?? most,
                    at: now
                )
            )
        ]
    }

    /// The shelter kept a bed.
    public func bedHeld(_ held: PlaceHeld) -> [Event] { [.shelterPlaceHeld(held)] }

    /// The bed this referral asked for is let go.
    public func bedReleased(_ freed: PlaceReleased) -> [Event] {
        self.bed == nil ? [] : [.shelterPlaceReleased(freed)]
    }

    /// A stay may go on once more, by decision of the coordinator or the head, at most as long again in all.
    ///
    /// - Returns: The extension and the limit that follows from it.
    /// - Throws: ``Rejection/noStay``, ``Rejection/stayTooLong(_:)``, ``Rejection/reasonMissing``.
    /// - Source: rule 24 (re-planned before the limit).
    public func extendStay(
        hours: Int,
        reason: String,
        in shelter: Institution?,
        by actor: Actor,
        at now: Instant,
        limits: ProcedureLimits
    ) throws(Rejection) -> [Event] {
        try self.require(actor, .coordinatorPksai, .headPksai)
        let subject = try self.require(.handedOver, .reported)
        guard let stay = self.clocks[.shelterStay], stay.phase != .stopped else { throw .noStay }
        guard !reason.allSatisfy(\.isWhitespace) else { throw .reasonMissing }
        let longest = shelter?.maximumStayHours(limits)
        let most = (longest ?? 0) - self.extendedHours
        guard hours > 0, hours <= most else { throw .stayTooLong(max(0, most)) }
        let due = max(stay.dueAt, now).adding(hours: hours)
        let lead = Self.planningLead(hours: longest ?? hours, limits: limits)
        let warn = due.adding(hours: -lead)
        return [
            .shelterStayExtended(
                StayExtension(
                    hours: hours,
                    reason: Confidential(reason, .sensitiveHarm, origin: subject.complaintID, field: "stay_extension"),
                    by: actor.username,
                    at: now
                )
            ),
            .clockStarted(
                ClockStart(
                    clock: .shelterStay,
                    at: now,
                    warnAt: warn > now ? warn : nil,
                    dueAt: due,
                    rule: "\(hours) h more, rule 24, because \(actor.username) extended the stay at \(now)"
                )
            ),
        ]
    }

    /// The officer or the case's manager plans where the child goes next (rule 24: before the limit); a partner named
    /// must stand in the directory.
    public func planNextPlace(
        _ next: NextPlace,
        in directory: Directory,
        by actor: Actor
    ) throws(Rejection) -> [Event] {
        try self.requireOfficerOrManager(actor)
        _ = try self.require(.handedOver, .reported)
        guard let stay = self.clocks[.shelterStay], stay.phase != .stopped else { throw .noStay }
        guard next.place != .none else { throw .placeMissing }
        if let partner = next.institution, directory[partner] == nil { throw .institutionUnknown }
        return [.nextPlacePlanned(next)]
    }

    /// Where the child sleeps while it waits; nowhere goes to the head at once (§9.1).
    public func recordStayPlace(_ place: StayPlace, by actor: Actor, at now: Instant) throws(Rejection) -> [Event] {
        try self.requireOfficerOrManager(actor)
        guard self.subject != nil else { throw .notFound }
        guard self.facts.closedAt == nil else { throw .caseClosed }
        return [.stayPlaceRecorded(StayPlaceRecorded(place: place, by: actor.username, at: now))]
    }

    private func requireOfficerOrManager(_ actor: Actor) throws(Rejection) {
        let manages = self.subject?.caseManager?.text == actor.username
        guard actor.holds(.referralOfficer, .coordinatorSw) || manages else {
            throw .notPermitted([.referralOfficer, .coordinatorSw])
        }
    }

    /// 20 of 24 hours, 12 of 14 days: the last sixth or seventh is for planning the next place (§5.4).
    static func planningLead(hours: Int, limits: ProcedureLimits) -> Int {
        hours <= 48
            ? limits.neighbourhoodShelterHours - limits.neighbourhoodShelterWarnHours
            : (limits.safeHouseDays - limits.safeHouseWarnDays) * 24
    }

    static func stayClock(hours: Int, from start: Instant, limits: ProcedureLimits) -> ClockStart {
        let warning = hours - Self.planningLead(hours: hours, limits: limits)
        return ClockStart(
            clock: .shelterStay,
            at: start,
            warnAt: warning > 0 ? start.adding(hours: warning) : nil,
            dueAt: start.adding(hours: hours),
            rule: (hours % 24 == 0 && hours > 48 ? "\(hours / 24) d" : "\(hours) h")
                + ", rule 24, because the stay began at \(start)"
        )
    }

    /// The child was handed over elsewhere: a stay that this referral began is over.
    ///
    /// - Parameters:
    ///   - other: The referral whose handover took the child on.
    ///   - at: When.
    public func endStay(by other: ReferralID, at: Instant) -> [Event] {
        guard other != self.id, self.hasBegunStay(by: at) else { return [] }
        return [.shelterStayEnded(ShelterStayEnded(by: other, at: at))]
    }

    /// Whether this referral brought the child to a place where it still is, at that moment.
    func hasBegunStay(by at: Instant) -> Bool {
        guard self.state == .handedOver || self.state == .reported, let began = self.minutes?.at, began <= at else {
            return false
        }
        return self.bed != nil || self.clocks[.shelterStay].map { $0.phase != .stopped } ?? false
    }
}
