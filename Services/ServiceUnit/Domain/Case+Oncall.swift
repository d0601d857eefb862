package import Vocabulary

// The on-call ladder: call out, claim, pass, release, lapse, call again, a rung up (ARCHITECTURE.md §4, domain.md §14).
extension Case {
    // MARK: Rules

    /// Takes the case. The first claim wins; the holder's own repeat changes nothing.
    ///
    /// - Throws: ``CaseRejection/Code/alreadyHeld`` with who has it; ``CaseRejection/Code/notRaised`` if nobody is called.
    package func claim(by actor: Actor, at now: Instant) throws(Rejection) -> [Event] {
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
        let claimed = UrgentCaseClaimed(
            caseID: self.id,
            by: name,
            rung: track.rung,
            at: now,
            actBy: now.adding(minutes: self.procedureLimits.oncallActMinutes)
        )
        return self.following([.urgentCaseClaimed(claimed)], at: now)
    }

    /// Says no to a call: it is called out again at once.
    package func pass(by actor: Actor, at now: Instant) throws(Rejection) -> [Event] {
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
        return [.urgentCasePassed(passed)] + self.raiseAgain(track, at: now)
    }

    /// Gives a claim back: it lapses and the case is called out again at once.
    package func release(by actor: Actor, at now: Instant) throws(Rejection) -> [Event] {
        try self.requireKnown()
        let name = try self.require(actor, Self.oncallRoles, to: "release an urgent case")
        if self.urgent?.phase == .moved { throw self.movedRejection }
        guard let track = self.urgent, track.phase == .held, track.holder == name else {
            let who = self.urgent?.holder.map { "\($0) has it" } ?? "nobody has it"
            throw Rejection(.notHeld, "only the holder may release it; \(who)")
        }
        let released = UrgentCaseReleased(caseID: self.id, by: name, at: now)
        return self.following([.urgentCaseReleased(released)], at: now)
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

    private var movedRejection: Rejection {
        Rejection(.moved, "the complaint joined case \(self.linkedTo?.text ?? ""); claim that one")
    }

    // MARK: What follows

    /// Calls out, settles or calls again after a decision.
    func oncallFollowing(before: Case, calledFromOutside: Bool, at now: Instant) -> [Event] {
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
            return [.urgentCaseRaised(self.raise(rung: .worker, raisesOnRung: 1, at: now))]
        case .raised:
            // Given back or lapsed in this very decision.
            guard let track = self.urgent, before.urgent?.phase == .held else { return [] }
            return self.raiseAgain(track, at: now)
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

    private func raise(rung: OncallRung, raisesOnRung: Int, at now: Instant) -> UrgentCaseRaised {
        UrgentCaseRaised(
            caseID: self.id,
            raiseNo: (self.urgent?.raiseNo ?? 0) + 1,
            rung: rung,
            raisesOnRung: raisesOnRung,
            at: now,
            reraiseAt: now.adding(minutes: self.procedureLimits.oncallReraiseMinutes)
        )
    }

    /// The same rung until it was called often enough, then the next; the last one until somebody takes it.
    private func raiseAgain(_ track: UrgentTrack, at now: Instant) -> [Event] {
        let next = track.rung.next
        if track.raisesOnRung < self.procedureLimits.oncallRaisesPerRung || next == track.rung {
            return [.urgentCaseRaised(self.raise(rung: track.rung, raisesOnRung: track.raisesOnRung + 1, at: now))]
        }
        let up = UrgentCaseEscalated(caseID: self.id, from: track.rung, to: next, at: now)
        return [.urgentCaseEscalated(up), .urgentCaseRaised(self.raise(rung: next, raisesOnRung: 1, at: now))]
    }

    /// What follows when a clock rings: a call again, a lapsed claim, a warning or a breach.
    package func ring(_ clock: ClockName, generation: Int, at now: Instant) -> [Event] {
        guard let rang = ClockRang(clock, generation: generation, in: self.clocks, at: now) else { return [] }
        switch clock {
        case .oncallReraise:
            guard let track = self.urgent, track.phase == .raised else { return [] }
            return self.raiseAgain(track, at: now)
        case .oncallAct:
            guard let track = self.urgent, track.phase == .held, let holder = track.holder else { return [] }
            let lapsed = UrgentClaimLapsed(caseID: self.id, by: holder, at: now)
            return self.following([.urgentClaimLapsed(lapsed)], at: now)
        case .initialAssessment, .contactSafety, .protection, .plan, .review, .definitiveManager, .referral,
            .urgentLetter,
            .referralResult, .shelterStay, .shelterHold, .withdrawalAcknowledgement, .consentDeferred, .postMonitoring,
            .dataRequestIntake, .dataRequestDelivery,
            .caseMeetings, .followUp, .reopenDecision:
            return [.clockRang(rang)]
        }
    }

    // MARK: Folding

    mutating func startReraiseClock(at start: Instant) {
        let minutes = self.procedureLimits.oncallReraiseMinutes
        self.clocks.start(
            .oncallReraise,
            at: start,
            due: start.adding(minutes: minutes),
            rule: "\(minutes) min, on call, because nobody has taken it since \(start)"
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
            contactAttempted: false
        )
        self.stopIfKnown(.oncallAct, at: event.at)
        self.startReraiseClock(at: event.at)
    }

    mutating func fold(_ event: UrgentCaseEscalated) {}
    mutating func fold(_ event: UrgentCasePassed) {}

    mutating func fold(_ event: UrgentCaseClaimed) {
        self.urgent?.phase = .held
        self.urgent?.holder = event.by
        self.urgent?.since = event.at
        self.urgent?.contactAttempted = false
        if self.worker == nil { self.worker = Assignment(worker: event.by, letterNo: Assignment.standingLetter) }
        self.stopIfKnown(.oncallReraise, at: event.at)
        self.startActClock(at: event.at, due: event.actBy)
    }

    mutating func fold(_ event: UrgentCaseReleased) { self.loseHolder(event.by, at: event.at) }
    mutating func fold(_ event: UrgentClaimLapsed) { self.loseHolder(event.by, at: event.at) }

    private mutating func loseHolder(_ holder: Username, at now: Instant) {
        self.urgent?.phase = .raised
        self.urgent?.holder = nil
        self.urgent?.since = now
        self.stopIfKnown(.oncallAct, at: now)
        // Only the standing letter goes with the claim; a coordinator's letter stays.
        if self.worker == Assignment(worker: holder, letterNo: Assignment.standingLetter) { self.worker = nil }
    }

    mutating func fold(_ event: UrgentCaseSettled) {
        self.urgent?.phase = .settled
        self.urgent?.holder = nil
        self.urgent?.since = event.at
        self.stopIfKnown(.oncallReraise, at: event.at)
        self.stopIfKnown(.oncallAct, at: event.at)
    }

    mutating func fold(_ event: ContactAttempted) {
        self.urgent?.contactAttempted = true
        self.stopIfKnown(.oncallAct, at: event.at)
    }
}
