package import Instruments
package import Vocabulary

// Form 7 approved → Form 8 signed, if a contract was → closed → monitored (S12, X19, §8.8, rule 27, D11, D12).
extension Case {
    /// Proposes closure by Form 7.
    package func proposeClosure(
        _ reasons: [ClosureReason],
        _ form: Form7,
        instruments: Instruments = .standard,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        let (name, origin) = try self.requireOwn(actor, to: "propose closure")
        guard self.closure == nil else {
            throw Rejection(.wrongOrder, "closure is \(self.closure?.phase.rawValue ?? "") already")
        }
        guard let reason = Self.weightiest.first(where: { reasons.contains($0) }) else {
            throw Rejection(.missing, "closure needs at least one reason of Form 7 (rule 27)", at: "/reasons")
        }
        guard !reasons.contains(.refused) else {
            throw Rejection(
                .invalid,
                "a refused case is closed by head_pksai with close_case, without Form 7",
                at: "/reasons"
            )
        }
        try self.require(
            .form7,
            ["reasons": reasons, "form": form],
            ["level": self.level ?? .medium, "handed_over": self.isHandedOver],
            in: instruments
        )
        if self.assessment?.conclusion == .referAndClose, self.assessment?.ending == true, !self.isHandedOver {
            throw Rejection(
                .wrongOrder,
                "refer and close: a handover is signed first; family or community accept instead (D12)",
                at: "/reasons"
            )
        }
        try self.requireEvaluated(reason)
        let sealed = Confidential(form, .sensitiveHarm, origin: origin, field: "form7")
        let proposed = ClosureProposed(caseID: self.id, reason: reason, form: sealed, by: name, at: now)
        return [.closureProposed(proposed)]
    }

    /// Which of several reasons stands for them.
    private static let weightiest: [ClosureReason] = [
        .died, .movedUnknown, .transferred, .age18, .allGoals, .someGoals, .noNeed, .refused,
    ]

    /// Agrees to Form 7.
    ///
    /// - Parameters:
    ///   - assessment: Form 3, opened, if there is one.
    ///   - waivers: The waivers, opened.
    package func approveClosure(
        allDiscussed: Bool,
        note: String?,
        assessment: Form3?,
        waivers: [Waiver],
        instruments: Instruments = .standard,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        let origin = try self.requireOrigin()
        let name = try self.require(actor, [.headPksai], to: "approve closure")
        guard let closure = self.closure, closure.phase == .proposed else {
            throw Rejection(.wrongOrder, "no closure waits for approval: the case manager proposes it (Form 7)")
        }
        try self.require(
            .form7,
            ["all_discussed": allDiscussed, "note": note],
            ["reason": closure.reason, "was_high": self.wasHigh],
            step: "approve_closure",
            in: instruments
        )
        guard closure.reason == .died || !(self.level == .high || self.emergency) else {
            throw Rejection(.levelTooHigh, "a case at level high can't be closed; lower it first, with reason")
        }
        if closure.reason == .noNeed, let assessment {
            let waived = Set(waivers.map(\.item))
            let open = self.badItems(of: assessment, instruments).filter { !waived.contains($0) }
            guard open.isEmpty else {
                throw Rejection(.itemsUncovered, "no_need, but not waived with reason (D11): \(Self.list(open))")
            }
        }
        let sealed = note.map { Confidential($0, .sensitiveHarm, origin: origin, field: "closure_note") }
        return [.closureApproved(ClosureApproved(caseID: self.id, note: sealed, by: name, at: now))]
    }

    /// Sends the case back to work.
    package func rejectClosure(reason: String, by actor: Actor, at now: Instant) throws(Rejection) -> [Event] {
        let origin = try self.requireOrigin()
        let name = try self.require(actor, [.headPksai], to: "reject closure")
        guard self.closure?.phase == .proposed || (self.closure == nil && self.assessment?.ending == true) else {
            throw Rejection(.wrongOrder, "no closure waits for a decision")
        }
        try self.requireText(reason, "the reason", at: "/reason")
        let sealed = Confidential(reason, .sensitiveHarm, origin: origin, field: "closure_rejection")
        return [.closureRejected(ClosureRejected(caseID: self.id, reason: sealed, by: name, at: now))]
    }

    /// Ends the service contract by Form 8.
    package func terminate(
        _ form: Form8,
        instruments: Instruments = .standard,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        let (name, origin) = try self.requireOwn(actor, to: "record Form 8")
        guard let closure = self.closure, closure.phase == .approved else {
            throw Rejection(.wrongOrder, "Form 8 follows Form 7, approved by head_pksai (X19)")
        }
        guard self.consent.contractSigned else {
            throw Rejection(.wrongOrder, "no service contract was signed, so there is none to end: close_case")
        }
        try self.require(
            .form8,
            ["form": form],
            ["reason": closure.reason, "today": now.localDate],
            in: instruments
        )
        let sealed = Confidential(form, .sensitiveHarm, origin: origin, field: "form8")
        let terminated = CaseTerminated(caseID: self.id, form: sealed, by: name, at: now)
        return [.caseTerminated(terminated)] + self.endingAid(at: now)
    }

    /// Closes the case: after Form 7 and, if a contract was signed, Form 8; or as refused (rule 13).
    package func close(by actor: Actor, at now: Instant) throws(Rejection) -> [Event] {
        let origin = try self.requireOrigin()
        if self.closure == nil, self.consent.status == .refused, !self.consent.protectAnyway {
            try self.require(actor, [.headPksai], to: "close a refused case")
            guard self.level != .high, !self.emergency else {
                throw Rejection(
                    .levelTooHigh,
                    "refused at level high: head_pksai decides the protective review (decide_protective_review)"
                )
            }
            let closed = CaseClosed(caseID: self.id, complaintID: origin, reason: .refused, at: now)
            return self.following([.caseClosed(closed)], at: now)
        }
        let name = try self.require(
            actor,
            [.dataOfficer, .analyst, .socialWorker, .coordinatorSw, .headPksai],
            to: "close a case"
        )
        guard
            !actor.roles.isDisjoint(with: [.dataOfficer, .analyst, .coordinatorSw, .headPksai])
                || self.isWorkedOn(by: name)
        else { throw Rejection(.notYours, "\(self.manager?.text ?? "another worker") has this case") }
        guard let closure = self.closure, closure.phase == .approved || closure.phase == .terminated else {
            throw Rejection(.wrongOrder, "head_pksai must approve Form 7 first (rule 27)")
        }
        guard closure.phase == .terminated || !self.consent.contractSigned else {
            throw Rejection(.wrongOrder, "a service contract was signed: Form 8 must end it first (X19)")
        }
        let closed = CaseClosed(caseID: self.id, complaintID: origin, reason: closure.reason, at: now)
        return self.following(self.endingAid(at: now) + [.caseClosed(closed)], at: now)
    }

    // MARK: Folding

    mutating func fold(_ event: ClosureProposed) {
        self.closure = Closure(phase: .proposed, reason: event.reason, by: event.by, at: event.at)
    }

    mutating func fold(_ event: ClosureApproved) { self.closure?.phase = .approved }

    mutating func fold(_ event: ClosureRejected) {
        self.closure = nil
        guard self.assessment?.ending == true else { return }
        self.assessment?.ending = false
        self.startPlanClock(at: event.at, because: "the closure was rejected at \(event.at) (D03)")
    }

    mutating func fold(_ event: CaseTerminated) { self.closure?.phase = .terminated }

    mutating func fold(_ event: CaseClosed) {
        self.closure = Closure(phase: .closed, reason: event.reason, by: self.closure?.by, at: event.at)
        self.consent.reviewRequested = false
        self.timeline.insert(Timeline.Fact(.closed, at: event.at))
        guard event.reason != .died, event.reason != .refused else { return }
        self.startMonitoring(closedAt: event.at)
    }
}
