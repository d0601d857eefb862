package import Vocabulary

// A case is never held by nobody: what becomes of it when somebody goes who had it.
extension Case {
    /// Somebody had the case who can have it no more, and nobody else has it yet.
    package struct Vacancy: Codable, Sendable, Equatable {
        package var left: Username
        package var manager: Bool
        package var worker: Bool
        package var at: Instant
    }

    /// As what somebody has a case.
    package enum Hold: String, Codable, Sendable {
        case manager = "case_manager"
        case worker = "case_worker"
        case claim = "urgent_claim"
        case offer = "urgent_handover"
    }

    /// What somebody has of an open case that these roles don't allow; without roles, all they have.
    package func holds(of name: Username, beyond roles: Set<Role>) -> [Hold] {
        guard self.linkedTo == nil, !self.isOver else { return [] }
        let mayWork = !roles.isDisjoint(with: Self.workers)
        let mayClaim = !roles.isDisjoint(with: Self.oncallRoles)
        let claims = self.urgent?.phase == .held && self.urgent?.holder == name
        var holds: [Hold] = []
        if !mayWork, self.manager == name { holds.append(.manager) }
        // The standing letter goes with the claim.
        if !mayWork, let worker = self.worker, worker.worker == name, !(claims && worker.isStanding) {
            holds.append(.worker)
        }
        if !mayClaim, claims { holds.append(.claim) }
        // An offer stands on both sides: on who makes it and on who may take it.
        if !mayClaim, let offer = self.urgent?.offer, [offer.from, offer.to].contains(name) { holds.append(.offer) }
        return holds
    }

    /// Whose role lets them work on cases.
    static let workers: [Role] = [.socialWorker, .onCallWorker, .coordinatorSw]

    /// What follows when only these roles are left to somebody, or none: a claim lapses at once and the case is called
    /// out again; so does an offer to hand it over; what was assigned waits on a list that the coordinators are told of
    /// at once and that has a limit; a call to a rung on which nobody stands any more goes on.
    package func lose(_ name: Username, leaving roles: Set<Role>, at now: Instant, duty: Duty?) -> [Event] {
        let holds = self.holds(of: name, beyond: roles)
        var events = self.loseHelper(name, leaving: roles, at: now)
        if holds.contains(.offer), let offer = self.urgent?.offer {
            let other = offer.from == name ? offer.to : offer.from
            let lapsed = UrgentHandoverLapsed(caseID: self.id, left: name, other: other, at: now)
            events.append(.urgentHandoverLapsed(lapsed))
        }
        if holds.contains(.claim) {
            let lapsed = UrgentClaimLapsed(caseID: self.id, by: name, at: now, reason: .left)
            events.append(.urgentClaimLapsed(lapsed))
        }
        if holds.contains(.manager) || holds.contains(.worker) {
            let left = HolderLeft(
                caseID: self.id,
                who: name,
                manager: holds.contains(.manager),
                worker: holds.contains(.worker),
                at: now
            )
            events.append(.holderLeft(left))
        }
        guard !events.isEmpty else { return self.goOn(at: now, duty: duty) }
        return self.following(events, at: now, duty: duty)
    }

    /// Calls the next rung at once if nobody stands any more on the one that is called.
    package func goOn(at now: Instant, duty: Duty?) -> [Event] {
        guard let duty, let track = self.urgent, track.phase == .raised, track.rung.next != track.rung,
            duty.staffed(from: track.rung, self.place, at: now) != track.rung
        else { return [] }
        return self.callOut(from: track.rung, raisesOnRung: 1, at: now, duty: duty)
    }

    // MARK: Folding

    mutating func fold(_ event: HolderLeft) {
        if event.manager { self.manager = nil }
        if event.worker { self.worker = nil }
        self.vacancy = Vacancy(
            left: event.who,
            manager: event.manager || self.vacancy?.manager ?? false,
            worker: event.worker || self.vacancy?.worker ?? false,
            at: event.at
        )
        let hours = self.procedureLimits.reassignmentHours
        self.clocks.start(
            .reassignment,
            at: event.at,
            warn: event.at,
            due: event.at.adding(hours: hours),
            rule: "\(hours) h, §2.2, because \(event.who) can hold the case no more since \(event.at)"
        )
    }

    /// Somebody has it again: its manager, if it had one.
    mutating func fillVacancy(at now: Instant) {
        guard let vacancy, self.manager != nil || (!vacancy.manager && self.worker != nil) else { return }
        self.vacancy = nil
        self.stopIfKnown(.reassignment, at: now)
    }
}
