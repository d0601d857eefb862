package import Vocabulary

// A claimed case goes to another worker: offered with a note, accepted by the other. Until then the holder stays the
// holder, so there is never none and never two (domain.md §14, on call).
extension Case {
    /// Offers the case to another; a new offer takes the place of an earlier one.
    ///
    /// - Parameters:
    ///   - to: Who shall have it.
    ///   - roles: That person's.
    ///   - note: What the other must know; sealed.
    package func offerHandOver(
        to: Username,
        workerRoles roles: Set<Role>,
        note: String,
        duty: Duty?,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        let origin = try self.requireOrigin()
        let name = try self.require(actor, Self.oncallRoles, to: "hand an urgent case over")
        guard let track = self.urgent, track.phase == .held, track.holder == name else {
            let who = self.urgent?.holder.map { "\($0) has it" } ?? "nobody has it"
            throw Rejection(.notHeld, "only the holder may hand it over; \(who)")
        }
        guard to != name else { throw Rejection(.invalid, "you have it already", at: "/to") }
        guard !roles.isDisjoint(with: Self.oncallRoles) else {
            throw Rejection(
                .invalid,
                "\(to) takes no urgent cases: it needs an on_call_worker or a rung above",
                at: "/to"
            )
        }
        try self.requireText(note, "the note: what the other must know", at: "/note")
        if roles.isDisjoint(with: Self.upperRoles), duty?.standing(of: to, self.place, at: now) == .offDuty {
            throw Rejection(.offDuty, "\(to) is not on duty now; `pksai oncall roster` shows who is", at: "/to")
        }
        let offered = UrgentHandoverOffered(
            caseID: self.id,
            from: name,
            to: to,
            note: Confidential(note, .sensitiveHarm, origin: origin, field: "handover_note"),
            answerBy: now.adding(minutes: self.procedureLimits.oncallActMinutes),
            at: now
        )
        return [.urgentHandoverOffered(offered)]
    }

    /// Takes an offered case over: from here on it is the acceptor's, and the time to act begins anew. A coordinator's
    /// letter that names the former holder is void: the coordinator is told, and issues another if somebody else is to go.
    package func acceptHandOver(duty: Duty?, by actor: Actor, at now: Instant) throws(Rejection) -> [Event] {
        try self.requireKnown()
        let name = try self.require(actor, Self.oncallRoles, to: "take an urgent case over")
        if self.urgent?.phase == .held, self.urgent?.holder == name { return [] }
        let offer = try self.requireOffer(to: name)
        guard now <= offer.answerBy else {
            let who = self.urgent?.holder?.text ?? "somebody"
            throw Rejection(
                .notOffered,
                "the offer ended at \(offer.answerBy); \(who) still has it and may offer it again"
            )
        }
        let accepted = UrgentHandoverAccepted(
            caseID: self.id,
            from: offer.from,
            by: name,
            letterNo: self.letterNo(of: name, duty, at: now),
            actBy: now.adding(minutes: self.procedureLimits.oncallActMinutes),
            at: now
        )
        return self.following([.urgentHandoverAccepted(accepted)], at: now)
    }

    /// Says no to an offer: the holder keeps the case.
    package func declineHandOver(reason: String, by actor: Actor, at now: Instant) throws(Rejection) -> [Event] {
        let origin = try self.requireOrigin()
        let name = try self.require(actor, Self.oncallRoles, to: "decline an urgent case")
        let offer = try self.requireOffer(to: name)
        try self.requireText(reason, "the reason", at: "/reason")
        let sealed = Confidential(reason, .sensitiveHarm, origin: origin, field: "handover_note")
        let declined = UrgentHandoverDeclined(caseID: self.id, to: offer.from, reason: sealed, by: name, at: now)
        return [.urgentHandoverDeclined(declined)]
    }

    private func requireOffer(to name: Username) throws(Rejection) -> UrgentTrack.Offer {
        guard let track = self.urgent, track.phase == .held, let offer = track.offer, offer.to == name else {
            let who = self.urgent?.offer.map { "it is offered to \($0.to)" } ?? "nobody offers it"
            throw Rejection(.notOffered, "this case is not offered to you; \(who)")
        }
        return offer
    }

    mutating func fold(_ event: UrgentHandoverOffered) {
        guard self.urgent?.phase == .held, self.urgent?.holder == event.from else { return }
        self.urgent?.offer = UrgentTrack.Offer(
            from: event.from,
            to: event.to,
            note: event.note,
            since: event.at,
            answerBy: event.answerBy
        )
    }

    mutating func fold(_ event: UrgentHandoverAccepted) {
        guard self.urgent?.phase == .held else { return }
        self.urgent?.holder = event.by
        self.urgent?.letterNo = event.letterNo
        self.urgent?.since = event.at
        self.urgent?.contactAttempted = false
        self.urgent?.offer = nil
        if let worker = self.worker, worker.worker == event.from, worker.isStanding {
            self.worker = Assignment(worker: event.by, letterNo: event.letterNo)
        }
        self.stopIfKnown(.oncallAct, at: event.at)
        self.startActClock(at: event.at, due: event.actBy)
    }

    mutating func fold(_ event: UrgentHandoverDeclined) { self.urgent?.offer = nil }
    mutating func fold(_ event: UrgentHandoverLapsed) { self.urgent?.offer = nil }

    // MARK: The letter

    /// Whoever has the urgent case is its provisional worker, under the roster's letter (D15; §14, `case_worker_assigned`):
    /// a letter that names somebody else is void from then on.
    func voidedLetter(at now: Instant) -> Event? {
        guard let track = self.urgent, track.phase == .held, let holder = track.holder, let worker = self.worker,
            worker.worker != holder
        else { return nil }
        return .assignmentLetterVoided(
            AssignmentLetterVoided(
                caseID: self.id,
                worker: worker.worker,
                letterNo: worker.letterNo,
                heldBy: holder,
                heldUnder: track.letterNo ?? Assignment.standingLetter,
                at: now
            )
        )
    }

    mutating func fold(_ event: AssignmentLetterVoided) {
        self.worker = Assignment(worker: event.heldBy, letterNo: event.heldUnder)
    }

    /// A coordinator's letter names who acts: the claim goes to that worker, with the time that is left or, if nobody has
    /// tried to reach the child, with all of it.
    mutating func followLetter(to worker: Username, at now: Instant) {
        guard let track = self.urgent, track.phase == .held, track.holder != worker else { return }
        self.urgent?.holder = worker
        self.urgent?.letterNo = nil
        self.urgent?.since = now
        self.urgent?.offer = nil
        guard !track.contactAttempted else { return }
        self.startActClock(at: now, due: now.adding(minutes: self.procedureLimits.oncallActMinutes))
    }
}

/// A letter names somebody who does not have the urgent case any more: whoever has it goes under the roster's.
package struct AssignmentLetterVoided: Codable, Sendable, Equatable {
    package var caseID: CaseID
    /// Whom it named.
    package var worker: Username
    package var letterNo: String
    /// Who is the worker now.
    package var heldBy: Username
    /// The roster's letter.
    package var heldUnder: String
    package var at: Instant
}

/// The holder offers the case to another, with a note.
package struct UrgentHandoverOffered: Codable, Sendable, Equatable {
    package var caseID: CaseID
    package var from: Username
    package var to: Username
    package var note: Confidential<String>
    /// Until then the offer stands.
    package var answerBy: Instant
    package var at: Instant
}

/// The other has it now.
package struct UrgentHandoverAccepted: Codable, Sendable, Equatable {
    package var caseID: CaseID
    package var from: Username
    package var by: Username
    /// The standing letter the acceptor acts under.
    package var letterNo: String
    /// Without a contact attempt by then the claim lapses.
    package var actBy: Instant
    package var at: Instant
}

/// The other can't take it; the holder keeps it.
package struct UrgentHandoverDeclined: Codable, Sendable, Equatable {
    package var caseID: CaseID
    /// Who offered it.
    package var to: Username
    package var reason: Confidential<String>
    package var by: Username
    package var at: Instant
}

/// Who offered the case, or was to take it, is gone.
package struct UrgentHandoverLapsed: Codable, Sendable, Equatable {
    package var caseID: CaseID
    package var left: Username
    /// Who is told.
    package var other: Username
    package var at: Instant
}
