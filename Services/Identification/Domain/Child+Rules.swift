public import Vocabulary

extension Child {
    /// Takes a complaint's child in: enters a new record or attaches to this one, and notes who it may also be.
    ///
    /// - Parameters:
    ///   - complaintID: The complaint.
    ///   - identity: What it knows of the child, sealed.
    ///   - hasNIK: Whether a well-formed NIK came with it.
    ///   - temporaryNumber: The number to go under without one.
    ///   - candidates: Other records that may be the same child.
    ///   - now: When.
    /// - Returns: Nothing for a complaint that is attached already.
    /// - Source: SOP table L.2, steps 1–2; domain.md §11.5.
    public func take(
        _ complaintID: ComplaintID,
        identity: Confidential<ChildIdentity>?,
        hasNIK: Bool,
        temporaryNumber: TemporaryNumber?,
        candidates: [ChildID: Likeness],
        at now: Instant
    ) -> [Event] {
        guard !self.complaints.contains(complaintID) else { return [] }
        var events: [Event] =
            self.isKnown
            ? [.complaintAttached(ComplaintAttached(complaintID: complaintID, identity: identity, at: now))]
            : [
                .childEntered(
                    ChildEntered(
                        complaintID: complaintID,
                        temporaryNumber: hasNIK ? nil : temporaryNumber,
                        hasNIK: hasNIK,
                        identity: identity,
                        at: now
                    )
                )
            ]
        if self.isKnown, hasNIK, !self.hasNIK {
            events.append(.nikAdded(NIKAdded(complaintID: complaintID, identity: identity, at: now)))
        }
        return events + self.note(candidates, from: complaintID, at: now)
    }

    /// Notes records it may be the same as, in both directions at the hands of the caller: each once, and again only if
    /// more speaks for it and nobody has decided.
    public func note(_ candidates: [ChildID: Likeness], from complaintID: ComplaintID, at now: Instant) -> [Event] {
        candidates.filter { other, likeness in
            guard other != self.id else { return false }
            guard let known = self.candidates.first(where: { $0.other == other }) else { return true }
            return known.same == nil && known.strength < likeness.strength
        }
        .sorted { $0.key.text < $1.key.text }
        .map { other, likeness in
            .candidateNoted(CandidateNoted(other: other, complaintID: complaintID, likeness: likeness, at: now))
        }
    }

    /// Lets a complaint go that a person found to be about another child.
    ///
    /// - Source: domain.md §11.5: what was merged can be split again.
    public func detach(
        _ complaintID: ComplaintID,
        to other: ChildID,
        reason: String,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        try Rejection.authorize(actor)
        guard !reason.isBlank else { throw .reasonNeeded }
        guard self.complaints.contains(complaintID) else { return [] }
        return [
            .complaintDetached(
                ComplaintDetached(
                    complaintID: complaintID,
                    to: other,
                    reason: Confidential(reason, .sensitiveHarm, origin: complaintID, field: "unlink_reason"),
                    by: Username(actor.username),
                    at: now
                )
            )
        ]
    }

    /// Adds what a supplement brought; a NIK may arrive late.
    public func learn(
        _ complaintID: ComplaintID,
        identity: Confidential<ChildIdentity>,
        hasNIK: Bool,
        at now: Instant
    ) -> [Event] {
        guard self.isKnown, hasNIK, !self.hasNIK else { return [] }
        return [.nikAdded(NIKAdded(complaintID: complaintID, identity: identity, at: now))]
    }

    /// Notes the case that was registered for it.
    public func open(_ caseID: CaseID, from complaintID: ComplaintID, number: CaseNumber?, at now: Instant) -> [Event] {
        guard !self.cases.contains(where: { $0.caseID == caseID }) else { return [] }
        return [.caseOpened(CaseOpened(complaintID: complaintID, caseID: caseID, number: number, at: now))]
    }

    /// Notes that its case was closed; a closing that was undone since changes nothing.
    public func end(_ caseID: CaseID, reason: ClosureReason, at: Instant) -> [Event] {
        let open = self.cases.contains {
            $0.caseID == caseID && $0.closed == nil && $0.resumedAt.map { at > $0 } ?? true
        }
        return open ? [.caseEnded(CaseEnded(caseID: caseID, reason: reason, at: at))] : []
    }

    /// Notes that its case was taken up again (domain.md §8.9): a later complaint continues it.
    public func resume(_ caseID: CaseID, at: Instant) -> [Event] {
        let ended = self.cases.contains {
            $0.caseID == caseID && $0.resumedAt.map { at > $0 } ?? true && $0.closedAt.map { at >= $0 } ?? true
        }
        return ended ? [.caseResumed(CaseResumed(caseID: caseID, at: at))] : []
    }

    /// Records a person's decision on whether this record and another are one child. It can be decided anew: what was
    /// merged can be split.
    ///
    /// - Parameters:
    ///   - other: The other record.
    ///   - same: Whether they are one child.
    ///   - keeps: Whether this record stays; the other then points to it.
    ///   - reason: Why, in a sentence.
    ///   - origin: The complaint whose key seals the reason.
    ///   - actor: Who decides.
    ///   - now: When the unit learned of it.
    /// - Throws: ``Rejection/noSuchCandidate`` if nothing suggests that they may be one.
    /// - Source: domain.md §11.5: two records merge only by identification, with a trace, and can be split again.
    public func decideSame(
        as other: ChildID,
        same: Bool,
        keeps: Bool,
        reason: String,
        origin: ComplaintID,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        guard self.isKnown, let candidate = self.candidates.first(where: { $0.other == other }) else {
            throw .noSuchCandidate
        }
        try Rejection.authorize(actor)
        guard !reason.allSatisfy(\.isWhitespace) else { throw .reasonNeeded }
        guard candidate.same != same else { return [] }
        return [
            .sameChildDecided(
                SameChildDecided(
                    other: other,
                    same: same,
                    keeps: keeps,
                    reason: Confidential(reason, .sensitiveHarm, origin: origin, field: "same_child_reason"),
                    by: Username(actor.username),
                    at: now
                )
            )
        ]
    }
}
