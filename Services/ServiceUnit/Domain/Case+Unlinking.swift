package import Vocabulary

// A person found that a complaint is about another child: it goes on in its own case, with the clocks of its own times;
// the case it had joined gives back what it brought (D04, domain.md §11.5).
extension Case {
    /// The two sides of an undone link, decided together.
    ///
    /// - Parameters:
    ///   - event: Identification's undoing.
    ///   - alias: The complaint's own case.
    ///   - target: The case it had joined.
    ///   - now: When the unit learned of it.
    package static func unlink(
        _ event: ComplaintUnlinkedFromCase,
        alias: Case,
        target: Case,
        at now: Instant,
        duty: Duty? = nil
    ) -> (alias: [Event], target: [Event]) {
        (
            alias.take(.complaintUnlinkedFromCase(event), at: now, duty: duty),
            target.isKnown ? target.take(.complaintUnlinkedFromCase(event), at: now) : []
        )
    }

    mutating func fold(_ event: ComplaintUnlinkedFromCase) {
        guard event.caseID == self.id else { return self.giveBack(event) }
        if self.complaintID == nil { self.complaintID = event.complaintID }
        self.unlinkedAt = max(self.unlinkedAt ?? event.at, event.at)
        guard self.linkedTo != nil else { return }
        self.linkedTo = nil
        self.lastJoined = nil
        self.childID = event.childID
        self.timeline.removeLinks(upTo: event.at)
        // Whoever took it over there keeps that case; here it is called out again if it still is urgent.
        if self.urgent?.phase == .moved { self.urgent?.phase = .settled }
    }

    /// The complaints whose word this case was brought.
    fileprivate var broughtBy: Set<ComplaintID> {
        Set(self.joinedComplaints.compactMap { $0.situation?.situation.scope.origin })
    }

    private mutating func giveBack(_ event: ComplaintUnlinkedFromCase) {
        let brought = self.joinedComplaints.filter { $0.caseID == event.caseID || $0.via == event.caseID }
        self.joinedComplaints.removeAll { brought.contains($0) }
        let others = Set(self.joinedComplaints.flatMap(\.facts))
        self.timeline.remove(brought.flatMap(\.facts).filter { !others.contains($0) })
    }
}

extension Case.Event {
    /// Complaints of which a case holds nothing any more.
    package func givenBack(_ before: Case, _ after: Case) -> [ComplaintID] {
        guard case .complaintUnlinkedFromCase(let event) = self, event.caseID != after.id else { return [] }
        return before.broughtBy.union([event.complaintID]).subtracting(after.broughtBy).sorted { $0.text < $1.text }
    }
}
