package import Vocabulary

/// A case management meeting (S06): internal, at least two a week; the agenda is made by the system.
package struct Meeting: Aggregate {
    package typealias ID = MeetingID
    package typealias Rejection = CaseRejection
    package static let streamKind = "meeting"

    /// Its states.
    package enum Phase: String, Codable, Sendable, CaseIterable {
        case none, scheduled
        case agendaReady = "agenda_ready"
        case held, documented
    }

    /// A case on the agenda.
    package struct Item: Codable, Sendable, Equatable {
        package var caseID: CaseID
        package var reasons: [AgendaReason]
        package var outcome: AgendaOutcome?
        package var worker: Username?
        package var conferenceID: ConferenceID?
        /// What was said, sealed with the case's key.
        package var note: Confidential<String>?
    }

    package let id: MeetingID
    package private(set) var phase = Phase.none
    package private(set) var startsAt: Instant?
    /// When it is planned to end.
    package private(set) var endsAt: Instant?
    package private(set) var agenda: [Item] = []
    package private(set) var attendees: [Username] = []
    /// Who led it.
    package private(set) var chair: Username?
    package private(set) var minutesNo: String?
    /// Who took the minutes.
    package private(set) var minutedBy: Username?
    package private(set) var heldOn: LocalDate?

    package init(id: MeetingID) { self.id = id }

    /// What can happen to it.
    package enum Event: Codable, Sendable, Equatable {
        case caseMeetingScheduled(CaseMeetingScheduled)
        case caseListed(CaseListed)
        case attendanceRecorded(AttendanceRecorded)
        case caseMeetingHeld(CaseMeetingHeld)
        case outcomeRecorded(OutcomeRecorded)
        case caseMeetingDocumented(CaseMeetingDocumented)
    }

    /// Whether it is planned and its end has not come.
    package func isAhead(at now: Instant) -> Bool {
        (self.phase == .scheduled || self.phase == .agendaReady) && self.endsAt.map { $0 > now } ?? false
    }

    /// When it begins, to order meetings by.
    var start: Instant { self.startsAt ?? Instant(microseconds: 0) }

    // MARK: The agenda

    /// Why a case belongs on the next agenda: no definitive manager, a review overdue, something open with partners, an
    /// assessment broken off.
    package static func reasons(for aCase: Case) -> [AgendaReason] {
        guard aCase.isKnown, !aCase.isOver, !aCase.test, aCase.linkedTo == nil else { return [] }
        var reasons: [AgendaReason] = []
        if aCase.manager == nil, aCase.childID != nil || aCase.worker != nil { reasons.append(.noManager) }
        if aCase.clocks[.review]?.phase == .missed { reasons.append(.reviewOverdue) }
        if aCase.replanning || aCase.takenOver.contains(where: { !$0.done }) { reasons.append(.conferenceFollowUp) }
        if aCase.assessmentPaused { reasons.append(.assessmentPaused) }
        return reasons
    }

    /// Lists what is not listed yet.
    private func listing(_ cases: [Case], at now: Instant) -> [Event] {
        cases.compactMap { aCase in
            let reasons = Self.reasons(for: aCase)
            let listed = self.agenda.first { $0.caseID == aCase.id }?.reasons ?? []
            guard reasons.contains(where: { !listed.contains($0) }) else { return nil }
            return .caseListed(CaseListed(meetingID: self.id, caseID: aCase.id, reasons: reasons, at: now))
        }
    }

    /// What a case that was listed for want of a manager waits for.
    package func awaited(by listed: CaseListed) -> MeetingAwaited? {
        guard listed.reasons.contains(.noManager), let endsAt, self.isAhead(at: listed.at) else { return nil }
        return MeetingAwaited(caseID: listed.caseID, meetingID: self.id, endsAt: endsAt, at: listed.at)
    }

    /// Whether a reader sees what was said of every case, not of their own alone: who prepares, minutes and leads the
    /// meeting, or audits the files (Table 1.2; domain.md §10.4).
    package static func opensAll(to actor: Actor) -> Bool {
        actor.holds(.secretary, .intakeOfficer, .coordinatorSw, .coordinatorPksai, .headPksai, .responsibleOfficer)
    }

    // MARK: Rules

    /// Plans the meeting; the system lists every case that belongs on it.
    ///
    /// - Parameter minutes: How long it takes by the city's procedure; nil: to the end of the day.
    package func schedule(
        at startsAt: Instant,
        lasting minutes: Int?,
        _ cases: [Case],
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        let name = try Self.require(actor, [.secretary], "schedule a case management meeting")
        guard self.phase == .none else { throw Rejection(.wrongOrder, "the meeting is \(self.phase.rawValue) already") }
        guard startsAt >= now else { throw Rejection(.invalid, "the meeting is later than now", at: "/starts_at") }
        let startsAt = startsAt.read(in: now.zone)
        let end = minutes.map { startsAt.adding(minutes: $0) } ?? startsAt.localDate.end(in: now.zone)
        let scheduled = CaseMeetingScheduled(
            meetingID: self.id,
            startsAt: startsAt,
            endsAt: end,
            by: name,
            at: now
        )
        return [.caseMeetingScheduled(scheduled)] + self.listing(cases, at: now)
    }

    /// Makes the agenda anew: adds what came since.
    package func prepare(_ cases: [Case], by actor: Actor, at now: Instant) throws(Rejection) -> [Event] {
        _ = try Self.require(
            actor,
            [.secretary, .intakeOfficer, .coordinatorPksai],
            "prepare a case management meeting"
        )
        guard self.phase == .scheduled || self.phase == .agendaReady else {
            throw Rejection(.wrongOrder, "the meeting is \(self.phase.rawValue)")
        }
        return self.listing(cases, at: now)
    }

    /// Records that the meeting was held; what came in since the agenda was made is on it too.
    ///
    /// - Parameters:
    ///   - chair: Who led it; nil: the coordinator who was there.
    ///   - coordinators: Those of them who coordinate the centre.
    package func hold(
        attendees: [Username],
        chair: Username? = nil,
        coordinators: [Username],
        minutesNo: String,
        _ cases: [Case],
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        let name = try Self.require(actor, [.secretary], "record a case management meeting")
        guard self.phase == .scheduled || self.phase == .agendaReady else {
            throw Rejection(.wrongOrder, "the meeting is \(self.phase.rawValue); schedule it first")
        }
        guard Set(attendees).count >= 2 else {
            throw Rejection(.missing, "a meeting has at least two people", at: "/attendees")
        }
        guard minutesNo.contains(where: { !$0.isWhitespace }) else {
            throw Rejection(.missing, "the minutes' number", at: "/minutes_no")
        }
        guard let leader = chair ?? attendees.first(where: coordinators.contains) else {
            throw Rejection(.missing, "who led the meeting: no coordinator_pksai was there", at: "/chair")
        }
        guard attendees.contains(leader) else {
            throw Rejection(.invalid, "who leads a meeting is there", at: "/chair")
        }
        let held = CaseMeetingHeld(
            meetingID: self.id,
            date: now.localDate,
            minutesNo: minutesNo,
            by: name,
            at: now
        )
        let present = AttendanceRecorded(meetingID: self.id, attendees: attendees, chair: leader, at: now)
        return self.listing(cases, at: now) + [
            .attendanceRecorded(present), .caseMeetingHeld(held),
        ]
    }

    /// Notes the manager appointed for a case: one a case. Whether the worker may be one, the case decides.
    package func appoint(_ worker: Username, for caseID: CaseID, by name: Username, at now: Instant) throws(Rejection)
        -> [Event]
    {
        try self.requireItem(caseID)
        return [self.outcome(.managerAppointed, caseID, worker: worker, by: name, at: now)]
    }

    /// Notes what the meeting decided on a case.
    ///
    /// - Parameters:
    ///   - conferenceID: The conference asked for, if that is the outcome.
    ///   - note: What was said, as the case seals it.
    package func decide(
        _ outcome: AgendaOutcome,
        for caseID: CaseID,
        conferenceID: ConferenceID?,
        note: Confidential<String>? = nil,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        let name = try Self.require(
            actor,
            [.secretary, .coordinatorPksai, .intakeOfficer],
            "note what the meeting decided"
        )
        try self.requireItem(caseID)
        guard outcome != .managerAppointed else {
            throw Rejection(.invalid, "appoint with assign_case_manager, naming the meeting", at: "/outcome")
        }
        let item = self.agenda.first { $0.caseID == caseID }
        if item?.reasons.contains(.noManager) == true, outcome == .goesOn || outcome == .reviewOrdered {
            throw Rejection(.wrongOrder, "the case has no manager: appoint one (S06 step 4)", at: "/outcome")
        }
        return [self.outcome(outcome, caseID, conferenceID: conferenceID, note: note, by: name, at: now)]
    }

    /// Closes the minutes: every listed case has an outcome.
    package func document(by actor: Actor, at now: Instant) throws(Rejection) -> [Event] {
        let name = try Self.require(actor, [.intakeOfficer, .secretary], "document the meeting")
        guard self.phase == .held else {
            throw Rejection(.wrongOrder, "the meeting is \(self.phase.rawValue); it is documented once held")
        }
        let open = self.agenda.filter { $0.outcome == nil }
        guard open.isEmpty else {
            throw Rejection(
                .missing,
                "\(open.count) listed cases have no outcome (S06), first \(open.first?.caseID.text ?? "")"
            )
        }
        return [.caseMeetingDocumented(CaseMeetingDocumented(meetingID: self.id, by: name, at: now))]
    }

    private func requireItem(_ caseID: CaseID) throws(Rejection) {
        guard self.phase == .held else {
            throw Rejection(.wrongOrder, "outcomes are noted once the meeting is held; it is \(self.phase.rawValue)")
        }
        guard let item = self.agenda.first(where: { $0.caseID == caseID }) else {
            throw Rejection(.invalid, "the case is not on this agenda", at: "/case_id")
        }
        guard item.outcome != .managerAppointed else {
            throw Rejection(.wrongOrder, "the meeting appointed a manager for this case already", at: "/case_id")
        }
    }

    private func outcome(
        _ outcome: AgendaOutcome,
        _ caseID: CaseID,
        worker: Username? = nil,
        conferenceID: ConferenceID? = nil,
        note: Confidential<String>? = nil,
        by name: Username,
        at now: Instant
    ) -> Event {
        .outcomeRecorded(
            OutcomeRecorded(
                meetingID: self.id,
                caseID: caseID,
                outcome: outcome,
                worker: worker,
                conferenceID: conferenceID,
                note: note,
                by: name,
                at: now
            )
        )
    }

    static func require(_ actor: Actor, _ roles: [Role], _ action: String) throws(Rejection) -> Username {
        guard let name = Username(actor.username), !actor.roles.isDisjoint(with: roles) else {
            throw Rejection(.notAllowed, "only \(roles.map(\.rawValue).joined(separator: " or ")) may \(action)")
        }
        return name
    }

    // MARK: Folding

    package mutating func apply(_ event: Event) {
        switch event {
        case .caseMeetingScheduled(let event):
            guard self.phase == .none else { return }
            self.phase = .scheduled
            self.startsAt = event.startsAt
            self.endsAt = event.endsAt
        case .caseListed(let event):
            guard self.phase != .documented else { return }
            if self.phase == .scheduled { self.phase = .agendaReady }
            if let index = self.agenda.firstIndex(where: { $0.caseID == event.caseID }) {
                self.agenda[index].reasons = event.reasons
            } else {
                self.agenda.append(Item(caseID: event.caseID, reasons: event.reasons))
            }
        case .attendanceRecorded(let event):
            self.attendees = event.attendees
            self.chair = event.chair
        case .caseMeetingHeld(let event):
            guard self.phase == .scheduled || self.phase == .agendaReady else { return }
            self.phase = .held
            self.minutesNo = event.minutesNo
            self.minutedBy = event.by
            self.heldOn = event.date
        case .outcomeRecorded(let event):
            guard let index = self.agenda.firstIndex(where: { $0.caseID == event.caseID }) else { return }
            self.agenda[index].outcome = event.outcome
            self.agenda[index].worker = event.worker
            self.agenda[index].conferenceID = event.conferenceID
            self.agenda[index].note = event.note ?? self.agenda[index].note
        case .caseMeetingDocumented: if self.phase == .held { self.phase = .documented }
        }
    }
}

/// Who was there.
package struct AttendanceRecorded: Codable, Sendable, Equatable {
    package var meetingID: MeetingID
    package var attendees: [Username]
    package var chair: Username?
    package var at: Instant
}

/// What the meeting decided on a case.
package struct OutcomeRecorded: Codable, Sendable, Equatable {
    package var meetingID: MeetingID
    package var caseID: CaseID
    package var outcome: AgendaOutcome
    package var worker: Username?
    package var conferenceID: ConferenceID?
    package var note: Confidential<String>?
    package var by: Username
    package var at: Instant
}
