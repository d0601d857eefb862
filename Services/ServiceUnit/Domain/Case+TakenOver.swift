package import Vocabulary

// What partners took over in a conference: they own the action, the case stays with its manager (X15, rule 22).
extension Case {
    /// An action a partner took over.
    package struct TakenOver: Codable, Sendable, Equatable {
        package var conferenceID: ConferenceID
        package var actionID: String
        package var institution: String
        package var due: LocalDate
        package var done = false
    }

    /// Whether a partner owns an action.
    package func owns(_ actionID: String, _ institution: String?) -> Bool {
        guard let institution else { return false }
        return self.takenOver.contains { $0.actionID == actionID && $0.institution == institution }
            || self.referrals.contains {
                $0.actionID == actionID && $0.institution == institution && $0.phase >= .accepted
            }
    }

    /// The child's and the family's views are on file: Form 3 or Form 4 asked for them.
    package var viewsOnFile: Bool { self.followedUp || self.assessment?.superseded == false }

    // MARK: Folding

    mutating func fold(_ event: PartnerInformed) {
        if !self.informed.contains(event.institution) { self.informed.append(event.institution) }
    }

    mutating func fold(_ event: InterventionTakenOver) {
        self.takenOver.removeAll { $0.actionID == event.actionID }
        self.takenOver.append(
            TakenOver(
                conferenceID: event.conferenceID,
                actionID: event.actionID,
                institution: event.institution,
                due: event.due
            )
        )
        self.restartInterventionClock(at: event.at)
    }

    mutating func fold(_ event: InterventionDeclined) { self.replanning = true }

    /// Sharing stops: what partners have not done yet is nobody's until the plan is made anew, and no date is waited for.
    mutating func endTakenOver(at now: Instant) {
        guard self.takenOver.contains(where: { !$0.done }) else { return }
        self.takenOver.removeAll { !$0.done }
        self.replanning = true
        self.restartInterventionClock(at: now)
    }

    /// The earliest date promised runs.
    mutating func restartInterventionClock(at now: Instant) {
        let open = self.takenOver.filter { !$0.done }
        guard let next = open.min(by: { $0.due < $1.due }) else {
            self.stopIfKnown(.interventionDue, at: now)
            return
        }
        let rule = "\(next.due), S07, because \(next.institution) took over action \(next.actionID)"
        if let clock = self.clocks[.interventionDue], clock.phase != .stopped, clock.rule == rule { return }
        self.clocks.start(.interventionDue, at: now, due: next.due.end(in: now.zone), rule: rule)
    }
}

extension Conference.Event {
    /// What a conference decided that is the case's too: who owns which action, whether to plan again, who knows of it.
    package var ofCase: Case.Event? {
        switch self {
        case .interventionTakenOver(let taken): .interventionTakenOver(taken)
        case .interventionDeclined(let declined): .interventionDeclined(declined)
        case .focalPointInvited(let invited):
            .partnerInformed(PartnerInformed(caseID: invited.caseID, institution: invited.institution, at: invited.at))
        case .conferenceRequested, .conferenceScheduled, .conferenceHeld, .declineReasoned, .conferenceDocumented: nil
        }
    }
}
