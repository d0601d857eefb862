package import Vocabulary

/// A case conference with partners (S07): they own actions, the case stays with its manager (X15).
package struct Conference: Aggregate {
    package typealias ID = ConferenceID
    package typealias Rejection = CaseRejection
    package static let streamKind = "conference"

    /// Its states.
    package enum Phase: String, Codable, Sendable, CaseIterable {
        case none, requested, scheduled, invited, held
        case takenOver = "taken_over"
        case replanning
        case documented
    }

    /// A partner and what it is asked for.
    package struct Invitation: Codable, Sendable, Equatable {
        package var institution: String
        package var need: Need
        package var actionIDs: [String]
        package var present = false
        /// The actions it took over or declined.
        package var takenOver: [String] = []
        package var declined: [String] = []

        /// Actions without an answer.
        package var open: [String] {
            self.actionIDs.filter { !self.takenOver.contains($0) && !self.declined.contains($0) }
        }
    }

    package let id: ConferenceID
    package private(set) var caseID: CaseID?
    package private(set) var complaintID: ComplaintID?
    package private(set) var phase = Phase.none
    package private(set) var startsAt: Instant?
    package private(set) var place: String?
    /// Directory ids of the partners named.
    package private(set) var institutions: [String] = []
    package private(set) var invitations: [Invitation] = []
    package private(set) var minutesNo: String?

    package init(id: ConferenceID) { self.id = id }

    /// What can happen to it.
    package enum Event: Codable, Sendable, Equatable {
        case conferenceRequested(ConferenceRequested)
        case conferenceScheduled(ConferenceScheduled)
        case focalPointInvited(FocalPointInvited)
        case conferenceHeld(ConferenceHeld)
        case interventionTakenOver(InterventionTakenOver)
        case interventionDeclined(InterventionDeclined)
        case declineReasoned(DeclineReasoned)
        case conferenceDocumented(ConferenceDocumented)
    }

    // MARK: Rules

    /// Refuses a case the conference is not about.
    package func requireAbout(_ aCase: Case) throws(Rejection) {
        guard self.caseID == aCase.id else {
            throw Rejection(.invalid, "the conference is not about this case", at: "/conference_id")
        }
    }

    /// Asks for a conference: the case's own people, or the meeting.
    package func request(_ aCase: Case, by actor: Actor, at now: Instant) throws(Rejection) -> [Event] {
        guard self.phase == .none else { throw Rejection(.wrongOrder, "the conference is \(self.phase.rawValue)") }
        try aCase.requireOpen()
        let name: Username
        if actor.holds(.secretary, .coordinatorPksai, .intakeOfficer) {
            name = try aCase.require(
                actor,
                [.secretary, .coordinatorPksai, .intakeOfficer],
                to: "ask for a case conference"
            )
        } else {
            name = try aCase.requireOwn(actor, to: "ask for a case conference").0
        }
        return [
            .conferenceRequested(ConferenceRequested(conferenceID: self.id, caseID: aCase.id, by: name, at: now))
        ]
    }

    /// Sets the date and names the focal points' institutions.
    package func schedule(
        _ aCase: Case,
        startsAt: Instant,
        place: String,
        institutions: [String],
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        let name = try Meeting.require(actor, [.coordinatorPksai], "schedule a case conference")
        guard self.phase == .none || self.phase == .requested else {
            throw Rejection(.wrongOrder, "the conference is \(self.phase.rawValue) already")
        }
        try aCase.requireOpen()
        guard self.caseID == nil || self.caseID == aCase.id else {
            throw Rejection(.invalid, "the conference was asked for another case", at: "/case_id")
        }
        try Self.requireSharing(aCase)
        guard startsAt >= now else { throw Rejection(.invalid, "the conference is later than now", at: "/starts_at") }
        try aCase.requireText(place, "the place", at: "/place")
        guard !institutions.isEmpty, Set(institutions).count == institutions.count else {
            throw Rejection(.missing, "name the focal points' institutions, each once (S07)", at: "/institutions")
        }
        let scheduled = ConferenceScheduled(
            conferenceID: self.id,
            caseID: aCase.id,
            startsAt: startsAt.read(in: now.zone),
            place: place,
            institutions: institutions,
            by: name,
            at: now
        )
        return [.conferenceScheduled(scheduled)]
    }

    /// Invites one partner with what it needs to know and no more: the minimum of facts, which say how the child is and
    /// never who it is (S07, §6.14).
    ///
    /// - Parameter known: Who the child is, as far as the case knows; the facts name none of them.
    package func invite(
        _ institution: String,
        need: Need,
        actionIDs: [String],
        facts: String,
        naming known: KnownNames,
        _ aCase: Case,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        let (name, origin) = try aCase.requireOwn(actor, to: "invite a focal point")
        guard self.phase == .scheduled || self.phase == .invited else {
            throw Rejection(
                .wrongOrder,
                "invitations go out once the conference is scheduled; it is \(self.phase.rawValue)"
            )
        }
        try Self.requireSharing(aCase)
        guard self.institutions.contains(institution) else {
            throw Rejection(
                .invalid,
                "the conference names \(Case.list(self.institutions)); the coordinator decides who comes",
                at: "/institution"
            )
        }
        guard !self.invitations.contains(where: { $0.institution == institution }) else {
            throw Rejection(.wrongOrder, "\(institution) is invited already", at: "/institution")
        }
        let planned = aCase.plan?.actionIDs ?? []
        guard !actionIDs.isEmpty, actionIDs.allSatisfy({ planned.contains($0) }) else {
            throw Rejection(.invalid, "ask for actions of the plan: \(Case.list(planned))", at: "/action_ids")
        }
        try aCase.requireText(facts, "what this focal point needs to know", at: "/facts")
        guard facts.count <= Self.longestFacts else {
            throw Rejection(.invalid, "at most \(Self.longestFacts) characters: the minimum only (S07)", at: "/facts")
        }
        guard !known.occur(in: facts) else {
            throw Rejection(
                .invalid,
                "the facts hold a name or number of the child or its family: say age, sex and need, never who (S07)",
                at: "/facts"
            )
        }
        let invited = FocalPointInvited(
            conferenceID: self.id,
            caseID: aCase.id,
            institution: institution,
            need: need,
            actionIDs: actionIDs,
            facts: Confidential(facts, .sensitiveHarm, origin: origin, field: "invitation_facts"),
            by: name,
            at: now
        )
        return [.focalPointInvited(invited)]
    }

    /// The minimum is short.
    package static let longestFacts = 800

    /// Records that the conference was held: somebody came, and child's and family's views are on file.
    package func hold(
        present: [String],
        minutesNo: String,
        _ aCase: Case,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        let name = try Meeting.require(actor, [.coordinatorPksai], "record a case conference")
        guard self.phase == .invited else {
            throw Rejection(.wrongOrder, "focal points are invited first; the conference is \(self.phase.rawValue)")
        }
        guard !present.isEmpty else {
            throw Rejection(.missing, "at least one focal point was present (S07)", at: "/present")
        }
        guard present.allSatisfy({ institution in self.invitations.contains { $0.institution == institution } }) else {
            throw Rejection(
                .invalid,
                "invited were \(Case.list(self.invitations.map(\.institution)))",
                at: "/present"
            )
        }
        guard aCase.viewsOnFile else {
            throw Rejection(
                .wrongOrder,
                "the child's and the family's views are not on file: Form 3 or Form 4 asks them"
            )
        }
        try aCase.requireText(minutesNo, "the minutes' number", at: "/minutes_no")
        let held = ConferenceHeld(
            conferenceID: self.id,
            caseID: aCase.id,
            present: present,
            minutesNo: minutesNo,
            by: name,
            at: now
        )
        return [.conferenceHeld(held)]
    }

    /// A focal point takes over an action by a date; not where consent was taken back since the conference.
    package func takeOver(
        _ actionID: String,
        due: LocalDate,
        institution: String?,
        _ aCase: Case,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        let (name, caseID, institution) = try self.requireAsked(actionID, institution, actor)
        try Self.requireSharing(aCase)
        guard due > now.localDate else { throw Rejection(.invalid, "the date is after today", at: "/due") }
        let taken = InterventionTakenOver(
            conferenceID: self.id,
            caseID: caseID,
            actionID: actionID,
            institution: institution,
            due: due,
            by: name,
            at: now
        )
        return [.interventionTakenOver(taken)]
    }

    /// A focal point says no, with a reason: the plan is made anew.
    package func decline(
        _ actionID: String,
        reason: String,
        institution: String?,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        let (name, caseID, institution) = try self.requireAsked(actionID, institution, actor)
        guard reason.contains(where: { !$0.isWhitespace }), let origin = self.complaintID else {
            throw Rejection(.missing, "the reason", at: "/reason")
        }
        let declined = InterventionDeclined(
            conferenceID: self.id,
            caseID: caseID,
            actionID: actionID,
            institution: institution,
            by: name,
            at: now
        )
        let sealed = Confidential(reason, .sensitiveHarm, origin: origin, field: "decline_reason")
        let why = DeclineReasoned(conferenceID: self.id, actionID: actionID, reason: sealed, at: now)
        return [.interventionDeclined(declined), .declineReasoned(why)]
    }

    /// Puts on file who does what; every action asked of somebody present has an answer.
    package func document(by actor: Actor, at now: Instant) throws(Rejection) -> [Event] {
        let name = try Meeting.require(actor, [.dataOfficer, .analyst], "document a case conference")
        guard [.takenOver, .replanning].contains(self.phase), let caseID else {
            throw Rejection(.wrongOrder, "the conference is \(self.phase.rawValue); focal points answer first")
        }
        let open = self.invitations.filter { $0.present && !$0.open.isEmpty }.map(\.institution)
        guard open.isEmpty else { throw Rejection(.missing, "no answer yet from \(Case.list(open))") }
        return [
            .conferenceDocumented(ConferenceDocumented(conferenceID: self.id, caseID: caseID, by: name, at: now))
        ]
    }

    private static func requireSharing(_ aCase: Case) throws(Rejection) {
        try aCase.requireConsent(to: "share with partners")
        guard aCase.consent.sharingWithPartners else {
            throw Rejection(.noConsent, "the consent given does not cover sharing with partners; ask for it (Form 2)")
        }
    }

    private func requireAsked(
        _ actionID: String,
        _ institution: String?,
        _ actor: Actor
    ) throws(Rejection) -> (Username, CaseID, String) {
        let name = try Meeting.require(actor, [.focalPoint], "answer for a partner")
        guard let caseID, [.held, .takenOver, .replanning].contains(self.phase) else {
            throw Rejection(.wrongOrder, "the conference is \(self.phase.rawValue); it is answered once held")
        }
        guard let institution, let invitation = self.invitations.first(where: { $0.institution == institution }),
            invitation.present
        else { throw Rejection(.notYours, "your institution was not at this conference") }
        guard invitation.open.contains(actionID) else {
            throw Rejection(.invalid, "open for your answer: \(Case.list(invitation.open))", at: "/action_id")
        }
        return (name, caseID, institution)
    }

    // MARK: Folding

    package mutating func apply(_ event: Event) {
        switch event {
        case .conferenceRequested(let event):
            guard self.phase == .none else { return }
            self.caseID = event.caseID
            self.phase = .requested
        case .conferenceScheduled(let event):
            guard self.phase == .none || self.phase == .requested else { return }
            self.caseID = event.caseID
            self.startsAt = event.startsAt
            self.place = event.place
            self.institutions = event.institutions
            self.phase = .scheduled
        case .focalPointInvited(let event):
            guard self.phase == .scheduled || self.phase == .invited,
                !self.invitations.contains(where: { $0.institution == event.institution })
            else { return }
            self.complaintID = event.facts.scope.origin
            self.invitations.append(
                Invitation(institution: event.institution, need: event.need, actionIDs: event.actionIDs)
            )
            self.phase = .invited
        case .conferenceHeld(let event):
            guard self.phase == .invited else { return }
            self.minutesNo = event.minutesNo
            for index in self.invitations.indices {
                self.invitations[index].present = event.present.contains(self.invitations[index].institution)
            }
            self.phase = .held
        case .interventionTakenOver(let event):
            self.answer(event.institution, event.actionID) { $0.takenOver.append(event.actionID) }
        case .interventionDeclined(let event):
            self.answer(event.institution, event.actionID) { $0.declined.append(event.actionID) }
        case .declineReasoned: break
        case .conferenceDocumented:
            if self.phase == .takenOver || self.phase == .replanning { self.phase = .documented }
        }
    }

    private mutating func answer(_ institution: String, _ actionID: String, _ change: (inout Invitation) -> Void) {
        guard [.held, .takenOver, .replanning].contains(self.phase),
            let index = self.invitations.firstIndex(where: { $0.institution == institution }),
            self.invitations[index].open.contains(actionID)
        else { return }
        change(&self.invitations[index])
        self.phase = self.invitations.contains { !$0.takenOver.isEmpty } ? .takenOver : .replanning
    }
}

/// A partner is invited, with the minimum it needs; no reporter, and no name of the child or its family.
package struct FocalPointInvited: Codable, Sendable, Equatable {
    package var conferenceID: ConferenceID
    package var caseID: CaseID
    package var institution: String
    package var need: Need
    package var actionIDs: [String]
    package var facts: Confidential<String>
    package var by: Username
    package var at: Instant
}

/// Why a partner said no.
package struct DeclineReasoned: Codable, Sendable, Equatable {
    package var conferenceID: ConferenceID
    package var actionID: String
    package var reason: Confidential<String>
    package var at: Instant
}
