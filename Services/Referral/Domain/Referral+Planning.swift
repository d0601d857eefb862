internal import Foundation
public import Vocabulary

extension ReferralID {
    /// The referral that sends a case home: one a case, whichever message names it first or again.
    public init(outOfCity caseID: CaseID) {
        let mask: [UInt8] = [
            0x6f, 0x75, 0x74, 0x2d, 0x6f, 0x66, 0x2d, 0x63, 0x69, 0x74, 0x79, 0x2d, 0x68, 0x6f, 0x6d, 0x65,
        ]
        let source = caseID.uuid.uuid
        let bytes = [
            source.0, source.1, source.2, source.3, source.4, source.5, source.6, source.7,
            source.8, source.9, source.10, source.11, source.12, source.13, source.14, source.15,
        ]
        let mixed = zip(bytes, mask).map { $0 ^ $1 }
        self.init(
            UUID(
                uuid: (
                    mixed[0], mixed[1], mixed[2], mixed[3], mixed[4], mixed[5], mixed[6], mixed[7],
                    mixed[8], mixed[9], mixed[10], mixed[11], mixed[12], mixed[13], mixed[14], mixed[15]
                )
            )
        )
    }
}

extension Referral {
    /// A plan action needs an outside service. A repeat changes nothing.
    ///
    /// - Parameter facts: What is known of the case already.
    /// - Returns: The plan and its clock: letter out within 10 days, warning at 7 (X08); none for family and community.
    /// - Source: SOP table L.9, step 1; §9.1.
    public func plan(
        _ planned: ReferralPlanned,
        knowing facts: CaseFacts = CaseFacts(),
        limits: ProcedureLimits
    ) -> [Event] {
        let start = planned.need.at
        let clock = ClockStart(
            clock: .referral,
            at: start,
            warnAt: start.adding(days: limits.referralStandardWarnDays),
            dueAt: start.adding(days: limits.referralStandardDays),
            rule: "\(limits.referralStandardDays) d, X08, because planned at \(start)"
        )
        let clocks = planned.need.kind.isInformal ? [] : [Event.clockStarted(clock)]
        return self.begin([.referralPlanned(planned)] + clocks, at: start, knowing: facts, limits)
    }

    /// An emergency needs an outside service at once. A repeat changes nothing.
    ///
    /// - Returns: The request and its clock: handed over within 24 hours, warning at 12 (X08).
    /// - Source: narrative SOP 3.2c, §9.1.
    public func request(
        _ request: UrgentReferralRequested,
        knowing facts: CaseFacts = CaseFacts(),
        limits: ProcedureLimits
    ) -> [Event] {
        let start = request.need.at
        let clock = ClockStart(
            clock: .referral,
            at: start,
            warnAt: start.adding(hours: limits.referralUrgentWarnHours),
            dueAt: start.adding(hours: limits.referralUrgentHours),
            rule: "\(limits.referralUrgentHours) h, X08, because urgently asked for at \(start)"
        )
        return self.begin(
            [.urgentReferralRequested(request), .clockStarted(clock)],
            at: start,
            knowing: facts,
            limits
        )
    }

    /// The child belongs to another district. A repeat changes nothing.
    ///
    /// - Returns: The request and its clock: 24 hours if high, else 10 days (§9.1).
    /// - Source: narrative SOP 3.2f.
    public func request(
        _ request: OutOfCityReferralRequested,
        knowing facts: CaseFacts = CaseFacts(),
        limits: ProcedureLimits
    ) -> [Event] {
        let known = facts.concerning(requestAt: request.at)
        let clock = Self.outOfCityClock(
            from: request.at,
            high: (known.level ?? request.codes.riskLevel) == .high || known.emergencyAt != nil
                || request.protectFirst == true,
            limits: limits,
            because: "asked for at \(request.at)"
        )
        return self.begin(
            [.outOfCityReferralRequested(request), .clockStarted(clock)],
            at: request.at,
            knowing: facts,
            limits
        )
    }

    /// The first events, then what is known of the case and what follows from it.
    private func begin(
        _ first: [Event],
        at start: Instant,
        knowing facts: CaseFacts,
        _ limits: ProcedureLimits
    ) -> [Event] {
        guard self.subject == nil else { return [] }
        let known = facts.concerning(requestAt: start)
        var events = first
        if known != CaseFacts() { events.append(.caseFactsKnown(known)) }
        let begun = self.applying(events)
        guard let subject = begun.subject else { return events }
        // What overtook the request still counts.
        if let at = facts.withdrawnAt, at >= start {
            events += begun.learn(ConsentWithdrawn(caseID: subject.caseID, at: at), limits: limits)
        }
        if let at = facts.closedAt, let reason = facts.closure, at >= start {
            let closed = CaseClosed(caseID: subject.caseID, complaintID: subject.complaintID, reason: reason, at: at)
            events += self.applying(events).learn(closed)
        }
        return events
    }

    static func outOfCityClock(
        from start: Instant,
        high: Bool,
        limits: ProcedureLimits,
        because why: String
    ) -> ClockStart {
        ClockStart(
            clock: .referral,
            at: start,
            warnAt: high
                ? start.adding(hours: limits.referralUrgentWarnHours)
                : start.adding(days: limits.referralStandardWarnDays),
            dueAt: high
                ? start.adding(hours: limits.referralUrgentHours) : start.adding(days: limits.referralStandardDays),
            rule: high
                ? "\(limits.referralUrgentHours) h, §9.1, because high and \(why)"
                : "\(limits.referralStandardDays) d, §9.1, because \(why)"
        )
    }

    /// The coordinator orders a worker to go. An urgent referral may get its order later; it doesn't wait for it.
    ///
    /// - Parameters:
    ///   - workerRoles: What the worker is known as here; empty if unknown.
    ///   - childName: The child's, as far as it is known.
    /// - Throws: ``Rejection/notPermitted(_:)``, ``Rejection/wrongState(_:wanted:)``, ``Rejection/notAWorker(_:)``.
    /// - Source: SOP table L.9, step 2; ch. IV.
    public func issueAssignmentLetter(
        number: String,
        worker: Username,
        workerRoles: Set<Role>,
        childName: String?,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        try self.require(actor, .coordinatorPksai)
        let subject: Subject
        if self.track == .urgent {
            subject = try self.requireOpen(.urgent, .sent, .accepted, .replanning, .handedOver)
        } else if self.vacancy?.letter == true {
            subject = try self.requireOpen(.planned, .assigned, .letterReady, .sent, .accepted, .replanning)
        } else {
            subject = try self.requireOpen(.planned)
        }
        guard !workerRoles.isDisjoint(with: Self.companions) else { throw .notAWorker(worker) }
        let order = AssignmentLetter(
            number: number,
            worker: worker,
            childName: childName.map {
                Confidential($0, .childIdentity, origin: subject.complaintID, field: "escorted_child_name")
            },
            issuedBy: actor.username,
            at: now
        )
        return [.assignmentLetterIssued(order)]
    }

    /// Who may be ordered to go with a child or its papers (L.9 step 2: the social worker's letter; others inferred).
    static let companions: [Role] = [.socialWorker, .onCallWorker, .coordinatorSw, .referralOfficer]

    /// Whether a letter that stands orders somebody to go, and the way is still to be gone.
    public func isEscorted(by name: String) -> Bool {
        self.assignment?.worker.text == name && self.needsLetterHolder && self.vacancy?.letter != true
    }

    /// Whether a letter orders somebody on a way that is still to be gone, and none of these roles lets them go.
    public func needsAnother(than worker: Username, left roles: Set<Role>) -> Bool {
        self.isOpen && self.state != .handedOver && self.assignment?.worker == worker
            && roles.isDisjoint(with: Self.companions)
    }
}
