package import Vocabulary

// The on-call ladder: call out, claim, pass, release, lapse, call again, a rung up (ARCHITECTURE.md §4, domain.md §14).
extension Case {
    // MARK: Rules

    /// Takes the case. The first claim wins; the holder's own repeat changes nothing. The holder is the case's provisional
    /// worker (D15): an assignment letter that names another is void from then on, and the coordinator is told.
    ///
    /// - Throws: ``CaseRejection/Code/alreadyHeld`` with who has it; ``CaseRejection/Code/notRaised`` if nobody is called.
    ///   ``CaseRejection/Code/offDuty`` and ``CaseRejection/Code/otherSubdistrict`` with who is on duty.
    package func claim(by actor: Actor, at now: Instant, duty: Duty? = nil) throws(Rejection) -> [Event] {
        try self.requireKnown()
        let name = try self.require(actor, Self.oncallRoles, to: "take an urgent case")
        guard let track = self.urgent else {
            throw Rejection(.notRaised, "nobody was called for this case; show_case says where it stands")
        }
        switch track.phase {
        case .moved: throw self.movedRejection
        case .held:
            if track.holder == name { return [] }
            throw Rejection(.alreadyHeld, "\(track.holder?.text ?? "somebody") has had it since \(track.since)")
        case .settled:
            let who = self.worker.map { "; \($0.worker) is its worker" } ?? ""
            throw Rejection(.notRaised, "it is settled since \(track.since)\(who)")
        case .raised: break
        }
        try self.requireTurn(name, actor, track, duty, at: now)
        let claimed = UrgentCaseClaimed(
            caseID: self.id,
            by: name,
            rung: track.rung,
            letterNo: self.letterNo(of: name, duty, at: now),
            at: now,
            actBy: now.adding(minutes: self.procedureLimits.oncallActMinutes)
        )
        return self.following([.urgentCaseClaimed(claimed)], at: now)
    }

    /// Says no to a call: it is called out again at once.
    package func pass(by actor: Actor, at now: Instant, duty: Duty? = nil) throws(Rejection) -> [Event] {
        try self.requireKnown()
        let name = try self.require(actor, Self.oncallRoles, to: "pass an urgent case")
        guard let track = self.urgent, track.phase == .raised else {
            if self.urgent?.phase == .moved { throw self.movedRejection }
            if let holder = self.urgent?.holder, self.urgent?.phase == .held {
                throw Rejection(
                    .alreadyHeld,
                    holder == name ? "you have it: release it instead" : "\(holder) has it already; nothing to pass"
                )
            }
            throw Rejection(.notRaised, "nobody is being called for this case")
        }
        let passed = UrgentCasePassed(caseID: self.id, by: name, at: now)
        return [.urgentCasePassed(passed)] + self.raiseAgain(track, at: now, duty: duty)
    }

    /// Gives a claim back: it lapses and the case is called out again at once.
    package func release(by actor: Actor, at now: Instant, duty: Duty? = nil) throws(Rejection) -> [Event] {
        try self.requireKnown()
        let name = try self.require(actor, Self.oncallRoles, to: "release an urgent case")
        if self.urgent?.phase == .moved { throw self.movedRejection }
        guard let track = self.urgent, track.phase == .held, track.holder == name else {
            let who = self.urgent?.holder.map { "\($0) has it" } ?? "nobody has it"
            throw Rejection(.notHeld, "only the holder may release it; \(who)")
        }
        let released = UrgentCaseReleased(caseID: self.id, by: name, at: now)
        return self.following([.urgentCaseReleased(released)], at: now, duty: duty)
    }

    /// Records that somebody tried to reach child or family; the claim then can't lapse.
    package func recordContactAttempt(
        reached: Bool,
        note: String?,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        let (name, origin) = try self.requireOwn(actor, to: "record a contact attempt")
        let sealed = note.map { Confidential($0, .sensitiveHarm, origin: origin, field: "contact_note") }
        let attempt = ContactAttempted(caseID: self.id, reached: reached, note: sealed, by: name, at: now)
        return [.contactAttempted(attempt)]
    }

    /// The roles that may take a call.
    package static let oncallRoles: [Role] = [
        .onCallWorker, .coordinatorSw, .coordinatorPksai, .headPksai, .agencyHead,
    ]

    /// The rungs above the worker's.
    static let upperRoles: [Role] = [.coordinatorSw, .coordinatorPksai, .headPksai, .agencyHead]

    /// Where the child is, as a loose code.
    var place: String? { self.codes?.value.subdistrict }

    /// The first call of a rung is for those on duty there; from the second on anybody on duty may take it. The rungs
    /// above always may.
    private func requireTurn(
        _ name: Username,
        _ actor: Actor,
        _ track: UrgentTrack,
        _ duty: Duty?,
        at now: Instant
    ) throws(Rejection) {
        guard let duty, actor.roles.isDisjoint(with: Self.upperRoles) else { return }
        let called = duty.called(.worker, self.place, at: now).map(\.text).joined(separator: ", ")
        let who = called.isEmpty ? "nobody is on duty there" : "\(called) is on duty there"
        switch duty.standing(of: name, self.place, at: now) {
        case .noRoster, .here: return
        case .elsewhere:
            guard track.rung == .worker, track.raisesOnRung == 1, !called.isEmpty else { return }
            let open = self.clocks[.oncallReraise]?.dueAt.description ?? "the next call"
            throw Rejection(
                .otherSubdistrict,
                "you are on duty elsewhere and the case is in \(self.place ?? "an unknown subdistrict"): \(who); "
                    + "from \(open) anybody on duty may take it"
            )
        case .offDuty:
            throw Rejection(.offDuty, "you are not on duty now, so no standing letter covers you (D15): \(who)")
        }
    }

    /// The standing letter somebody acts under.
    func letterNo(of name: Username, _ duty: Duty?, at now: Instant) -> String {
        switch duty?.standing(of: name, self.place, at: now) {
        case .here(let number), .elsewhere(let number): "\(Assignment.standingLetter) \(number)"
        case .noRoster, .offDuty, nil: Assignment.standingLetter
        }
    }

    /// Why somebody may have the case, for the answer to a claim.
    package func basis(of name: Username, _ roles: Set<Role>, _ duty: Duty?, at now: Instant) -> String {
        switch duty?.standing(of: name, self.place, at: now) {
        case .here(let number): "on duty in \(self.place ?? "the city") under standing letter \(number)"
        case .elsewhere(let number):
            "on duty elsewhere under standing letter \(number); the second call is open to all on duty"
        case .noRoster where roles.contains(.onCallWorker), nil where roles.contains(.onCallWorker):
            "no roster is kept: every on-call worker may take it"
        case .noRoster, .offDuty, nil: "on the ladder above the workers"
        }
    }

    /// Records that a call was on somebody's screen; told again it changes nothing.
    package func recordDisplayed(raiseNo: Int, by actor: Actor, at now: Instant) throws(Rejection) -> [Event] {
        try self.requireKnown()
        let name = try self.require(actor, Self.oncallRoles, to: "be shown a call")
        guard let track = self.urgent, raiseNo <= track.raiseNo else {
            throw Rejection(.notRaised, "nobody was called for this case so often", at: "/raise_no")
        }
        if raiseNo == track.raiseNo, track.displayedTo.contains(name) { return [] }
        return [.urgentCallDisplayed(UrgentCallDisplayed(caseID: self.id, raiseNo: raiseNo, by: name, at: now))]
    }

    private var movedRejection: Rejection {
        Rejection(.moved, "the complaint joined case \(self.linkedTo?.text ?? ""); claim that one")
    }

    // MARK: What follows

    /// Calls out, settles or calls again after a decision.
    func oncallFollowing(before: Case, calledFromOutside: Bool, at now: Instant, duty: Duty?) -> [Event] {
        guard self.linkedTo == nil else { return [] }
        let phase = self.urgent?.phase
        if phase == .raised || phase == .held, let reason = self.settling(phase) {
            return [.urgentCaseSettled(UrgentCaseSettled(caseID: self.id, reason: reason, at: now))]
        }
        guard self.isUrgent, self.isRegistered else { return [] }
        switch phase {
        case nil, .settled:
            // Raised from inside, the worker who found it is there; from outside, whoever is on call must know.
            let attended = self.worker != nil || self.manager != nil
            guard calledFromOutside || !attended, self.settling(.raised) == nil else { return [] }
            return self.callOut(from: .worker, raisesOnRung: 1, at: now, duty: duty)
        case .raised:
            // Given back or lapsed in this very decision.
            guard let track = self.urgent, before.urgent?.phase == .held else { return [] }
            return self.raiseAgain(track, at: now, duty: duty)
        case .held, .moved: return []
        }
    }

    /// Whether enough is known to call somebody: the complaint's number.
    private var isRegistered: Bool { self.complaintNo != nil }

    /// Why nobody needs to be called any more; nil if somebody does.
    private func settling(_ phase: UrgentTrack.Phase?) -> UrgentCaseSettled.Reason? {
        if self.isOver { return .over }
        guard phase == .raised else { return nil }
        if !self.isUrgent { return .lowered }
        let open = [ClockName.contactSafety, .protection].contains {
            self.clocks[$0].map { $0.phase != .stopped } ?? false
        }
        return open ? nil : .safe
    }

    /// Calls a rung; those that nobody stands on are skipped at once.
    func callOut(from rung: OncallRung, raisesOnRung: Int, at now: Instant, duty: Duty?) -> [Event] {
        let staffed = duty?.staffed(from: rung, self.place, at: now) ?? rung
        var events: [Event] = []
        var skipped = rung
        while skipped != staffed {
            let up = UrgentCaseEscalated(caseID: self.id, from: skipped, to: skipped.next, reason: .empty, at: now)
            events.append(.urgentCaseEscalated(up))
            skipped = skipped.next
        }
        // A turn that ends meanwhile leaves nobody to wait for.
        let reraise = now.adding(minutes: self.procedureLimits.oncallReraiseMinutes)
        let empties = staffed.next == staffed ? nil : duty?.empties(staffed, self.place, from: now)
        let raised = UrgentCaseRaised(
            caseID: self.id,
            raiseNo: (self.urgent?.raiseNo ?? 0) + 1,
            rung: staffed,
            raisesOnRung: staffed == rung ? raisesOnRung : 1,
            at: now,
            reraiseAt: empties.map { min($0, reraise) } ?? reraise,
            called: duty?.called(staffed, self.place, at: now) ?? []
        )
        return events + [.urgentCaseRaised(raised)]
    }

    /// The same rung until it was called often enough, then the next; the last one until somebody takes it.
    private func raiseAgain(_ track: UrgentTrack, at now: Instant, duty: Duty?) -> [Event] {
        let next = track.rung.next
        if track.raisesOnRung < self.procedureLimits.oncallRaisesPerRung || next == track.rung {
            return self.callOut(from: track.rung, raisesOnRung: track.raisesOnRung + 1, at: now, duty: duty)
        }
        let up = UrgentCaseEscalated(caseID: self.id, from: track.rung, to: next, reason: .unanswered, at: now)
        return [.urgentCaseEscalated(up)] + self.callOut(from: next, raisesOnRung: 1, at: now, duty: duty)
    }

    /// What follows when a clock rings: a call again, a lapsed claim, a warning or a breach.
    package func ring(_ clock: ClockName, generation: Int, at now: Instant) -> [Event] {
        self.ring(clock, generation: generation, at: now, duty: nil)
    }

    /// The same, knowing who stands on the ladder.
    package func ring(_ clock: ClockName, generation: Int, at now: Instant, duty: Duty?) -> [Event] {
        guard let rang = ClockRang(clock, generation: generation, in: self.clocks, at: now) else { return [] }
        switch clock {
        case .oncallReraise:
            guard let track = self.urgent, track.phase == .raised else { return [] }
            return self.raiseAgain(track, at: now, duty: duty)
        case .oncallAct:
            guard let track = self.urgent, track.phase == .held, let holder = track.holder else { return [] }
            let lapsed = UrgentClaimLapsed(caseID: self.id, by: holder, at: now)
            return self.following([.urgentClaimLapsed(lapsed)], at: now, duty: duty)
        case .initialAssessment, .contactSafety, .protection, .plan, .review, .definitiveManager, .referral,
            .urgentLetter,
            .referralResult, .shelterStay, .shelterHold, .consentDeferred, .dataRequestIntake, .dataRequestDelivery,
            .caseMeetings, .followUp, .reopenDecision, .withdrawalAcknowledgement, .withdrawalDecision,
            .interventionDue, .rhythm, .alertAcknowledgement, .registryAnswer, .reassignment:
            return [.clockRang(rang)]
        case .postMonitoring:
            guard rang.ring == .missed, let month = self.monitoring?.month else { return [.clockRang(rang)] }
            return [
                .clockRang(rang), .postMonitoringDue(PostMonitoringDue(caseID: self.id, month: month, at: now)),
            ]
        }
    }

    // MARK: Folding

    /// - Parameter empties: When the last turn of the rung ends, if that is before the limit.
    mutating func startReraiseClock(at start: Instant, orWhen empties: Instant? = nil) {
        let minutes = self.procedureLimits.oncallReraiseMinutes
        let due = start.adding(minutes: minutes)
        let first = empties.map { $0 < due ? $0 : due } ?? due
        self.clocks.start(
            .oncallReraise,
            at: start,
            due: first,
            rule: first < due
                ? "on call, because then nobody is on the rung any more"
                : "\(minutes) min, on call, because nobody has taken it since \(start)"
        )
    }

    mutating func startActClock(at start: Instant, due: Instant) {
        let minutes = self.procedureLimits.oncallActMinutes
        self.clocks.start(
            .oncallAct,
            at: start,
            due: due,
            rule: "\(minutes) min, on call, because it was taken at \(start)"
        )
    }

    mutating func stopIfKnown(_ name: ClockName, at stop: Instant) {
        if self.clocks[name] != nil { self.clocks.stop(name, at: stop) }
    }

    mutating func fold(_ event: UrgentCaseRaised) {
        self.urgent = UrgentTrack(
            phase: .raised,
            raiseNo: event.raiseNo,
            rung: event.rung,
            raisesOnRung: event.raisesOnRung,
            holder: nil,
            since: event.at,
            contactAttempted: false,
            called: event.called
        )
        self.stopIfKnown(.oncallAct, at: event.at)
        self.startReraiseClock(at: event.at, orWhen: event.reraiseAt)
    }

    mutating func fold(_ event: UrgentCaseEscalated) {}
    mutating func fold(_ event: UrgentCasePassed) {}

    mutating func fold(_ event: UrgentCaseClaimed) {
        self.urgent?.phase = .held
        self.urgent?.holder = event.by
        self.urgent?.letterNo = event.letterNo
        self.urgent?.since = event.at
        self.urgent?.contactAttempted = false
        self.urgent?.offer = nil
        if self.worker == nil { self.worker = Assignment(worker: event.by, letterNo: event.letterNo) }
        self.stopIfKnown(.oncallReraise, at: event.at)
        self.startActClock(at: event.at, due: event.actBy)
    }

    mutating func fold(_ event: UrgentCaseReleased) { self.loseHolder(event.by, at: event.at) }
    mutating func fold(_ event: UrgentClaimLapsed) { self.loseHolder(event.by, at: event.at) }

    private mutating func loseHolder(_ holder: Username, at now: Instant) {
        self.urgent?.phase = .raised
        self.urgent?.holder = nil
        self.urgent?.letterNo = nil
        self.urgent?.since = now
        self.urgent?.offer = nil
        self.stopIfKnown(.oncallAct, at: now)
        // Only the standing letter goes with the claim; a coordinator's letter stays.
        if let worker = self.worker, worker.worker == holder, worker.isStanding { self.worker = nil }
    }

    mutating func fold(_ event: UrgentCallDisplayed) {
        guard self.urgent?.raiseNo == event.raiseNo, self.urgent?.displayedTo.contains(event.by) == false else {
            return
        }
        self.urgent?.displayedTo.append(event.by)
    }

    mutating func fold(_ event: UrgentCaseSettled) {
        self.urgent?.phase = .settled
        self.urgent?.holder = nil
        self.urgent?.letterNo = nil
        self.urgent?.offer = nil
        self.urgent?.since = event.at
        self.stopIfKnown(.oncallReraise, at: event.at)
        self.stopIfKnown(.oncallAct, at: event.at)
    }

    mutating func fold(_ event: ContactAttempted) { self.keepClaim(at: event.at) }

    /// Somebody was with child or family, or tried to be: a claim on the case can't lapse any more.
    mutating func keepClaim(at now: Instant) {
        self.urgent?.contactAttempted = true
        self.stopIfKnown(.oncallAct, at: now)
    }
}
