package import Vocabulary

// A complaint turns out to be about a child that has a case: its claim and running clocks move there, the earlier due
// time wins, and a closed case is reopened (D04, ARCHITECTURE.md §1).
extension Case {
    /// The two sides of a link, decided together: what the complaint's own case says, and what the one it joins takes.
    ///
    /// - Parameters:
    ///   - event: Identification's link.
    ///   - alias: The complaint's own case.
    ///   - target: The child's case.
    ///   - now: When the unit learned of it.
    package static func link(
        _ event: ComplaintLinkedToCase,
        alias: Case,
        target: Case,
        at now: Instant,
        duty: Duty? = nil
    ) -> (alias: [Event], target: [Event]) {
        let own = alias.take(.complaintLinkedToCase(event), at: now)
        var joined: [Event] = []
        for case .caseJoined(let said) in own { joined += target.applying(joined).absorb(said, at: now, duty: duty) }
        return (own, joined)
    }

    /// Takes in what a joining complaint brings; nothing if it brought it before.
    package func absorb(_ joined: CaseJoined, at now: Instant, duty: Duty? = nil) -> [Event] {
        guard joined.to == self.id, self.linkedTo == nil else { return [] }
        let after = self.applying([.caseJoined(joined)])
        guard after != self else { return [] }
        guard self.closure?.phase == .closed, self.isOver else {
            return self.following([.caseJoined(joined)], at: now, duty: duty)
        }
        let reopened = CaseReopened(caseID: self.id, reason: .newComplaint, at: now)
        return self.following([.caseJoined(joined), .caseReopened(reopened)], at: now, duty: duty)
    }

    /// What this complaint brings to the case it joined; nil if it joined none.
    func joining(at now: Instant) -> CaseJoined? {
        guard let target = self.linkedTo else { return nil }
        let free = self.timeline.replay(self.procedureLimits, unlinked: true)
        let linkedAt = self.timeline.facts.first { $0.kind == .linked }?.at ?? now
        var facts: [Timeline.Fact] = []
        if let level = free.level {
            facts.append(Timeline.Fact(.joinedLevel, at: self.timeline.registeredAt ?? linkedAt, level: level))
        }
        facts += self.timeline.facts.filter { $0.kind == .emergency }
        for (name, kind) in [
            (ClockName.contactSafety, Timeline.Fact.Kind.joinedContact), (.protection, .joinedProtection),
        ] {
            if let clock = free.clocks[name], clock.stoppedAt == nil {
                facts.append(Timeline.Fact(kind, at: clock.startedAt, due: clock.dueAt))
            }
        }
        return CaseJoined(
            from: self.id,
            to: target,
            facts: facts,
            // Where the urgent case stood is told once, with the link.
            urgent: self.lastJoined == nil
                ? self.urgent.flatMap { $0.phase == .raised || $0.phase == .held ? $0 : nil } : nil,
            actBy: self.clocks[.oncallAct]?.dueAt,
            complaintID: self.complaintID,
            complaintNo: self.complaintNo,
            codes: self.codes?.value,
            situation: self.situation.map {
                JoinedSituation(
                    complaintNo: self.complaintNo,
                    registeredAt: self.timeline.registeredAt,
                    situation: $0.value
                )
            },
            joined: self.joinedComplaints,
            test: self.test,
            at: now
        )
    }

    mutating func fold(_ event: ComplaintLinkedToCase) {
        guard event.caseID == self.id else { return }
        if self.complaintID == nil { self.complaintID = event.complaintID }
        // An undoing that overtook its link leaves nothing to link.
        guard self.unlinkedAt.map({ event.at > $0 }) ?? true else { return }
        self.linkedTo = event.linkedTo
        self.childID = event.childID
        self.timeline.insert(Timeline.Fact(.linked, at: event.at))
    }

    mutating func fold(_ event: CaseJoined) {
        if event.from == self.id {
            self.lastJoined = event
            if self.urgent != nil {
                self.urgent?.phase = .moved
                self.clocks.stop(.oncallReraise, at: event.at)
                self.clocks.stop(.oncallAct, at: event.at)
            }
            return
        }
        guard event.to == self.id else { return }
        for earlier in event.joined where !self.joinedComplaints.contains(where: { $0.caseID == earlier.caseID }) {
            var brought = earlier
            brought.via = event.from
            self.joinedComplaints.append(brought)
        }
        if let index = self.joinedComplaints.firstIndex(where: { $0.caseID == event.from }) {
            self.joinedComplaints[index].take(event)
        } else {
            self.joinedComplaints.append(JoinedComplaint(event))
        }
        // A case that knows only of the joining complaint answers under its number until its own arrives.
        if self.complaintID == nil { self.complaintID = event.complaintID }
        if self.complaintNo == nil { self.complaintNo = event.complaintNo }
        if self.codes == nil, let codes = event.codes {
            self.codes = Latest(value: codes, at: Instant(microseconds: 0))
        }
        for fact in event.facts { self.timeline.insert(fact) }
        if let brought = event.urgent { self.takeOver(brought, actBy: event.actBy, at: event.at) }
    }

    /// The urgent case goes on here: a holder stays the holder, and there is never a second one.
    private mutating func takeOver(_ brought: UrgentTrack, actBy: Instant?, at now: Instant) {
        var brought = brought
        switch self.urgent?.phase {
        case .held: return
        case .raised where brought.phase == .raised: return
        case .raised, .settled, .moved, nil: break
        }
        brought.raiseNo = max(brought.raiseNo, self.urgent?.raiseNo ?? 0)
        self.urgent = brought
        if brought.phase == .held {
            if self.worker == nil, let holder = brought.holder {
                self.worker = Assignment(worker: holder, letterNo: brought.letterNo ?? Assignment.standingLetter)
            }
            if self.clocks.isRunning(.oncallReraise) { self.clocks.stop(.oncallReraise, at: now) }
            if !brought.contactAttempted, let actBy { self.startActClock(at: brought.since, due: actBy) }
        } else {
            self.startReraiseClock(at: brought.since)
        }
    }
}

extension Case.JoinedComplaint {
    fileprivate init(_ event: CaseJoined) {
        self.init(caseID: event.from, facts: event.facts, situation: event.situation)
    }

    /// Facts add up; what is told is told anew.
    fileprivate mutating func take(_ event: CaseJoined) {
        self.facts += event.facts.filter { !self.facts.contains($0) }
        self.situation = event.situation
    }
}

extension CaseJoined {
    /// Whether it brings the same, whenever it was said.
    func carriesSame(as other: CaseJoined) -> Bool {
        var (left, right) = (self, other)
        left.at = right.at
        left.urgent = nil
        right.urgent = nil
        left.actBy = nil
        right.actBy = nil
        return left == right
    }
}
