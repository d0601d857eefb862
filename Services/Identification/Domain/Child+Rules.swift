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
        candidates: [ChildID: Candidate.Basis],
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

    /// Notes records it may be the same as, each once, in both directions at the hands of the caller.
    public func note(_ candidates: [ChildID: Candidate.Basis], from complaintID: ComplaintID, at now: Instant)
        -> [Event]
    {
        candidates.filter { other, _ in other != self.id && !self.candidates.contains { $0.other == other } }
            .sorted { $0.key.text < $1.key.text }
            .map { other, basis in
                .candidateNoted(CandidateNoted(other: other, complaintID: complaintID, basis: basis, at: now))
            }
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

    /// Notes that its case was closed.
    public func end(_ caseID: CaseID, reason: ClosureReason, at now: Instant) -> [Event] {
        guard self.cases.contains(where: { $0.caseID == caseID && $0.closed == nil }) else { return [] }
        return [.caseEnded(CaseEnded(caseID: caseID, reason: reason, at: now))]
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

/// Why a rule of identification said no.
public enum Rejection: DomainRejection {
    /// No such complaint here.
    case unknownComplaint
    /// TKSK, PSM and volunteers decide nothing (rule 29).
    case decidesNothing
    /// Another role does this.
    case notAllowed
    /// Nothing suggests that these two are one child.
    case noSuchCandidate
    /// A decision needs a reason.
    case reasonNeeded
    /// `unknown` is what stands without a proof; it can't be proved.
    case notAProof
    /// A child of another district: name it.
    case homeDistrictNeeded
    /// Identification has not begun: intake has not forwarded the complaint.
    case notForwarded
    /// The outcome stands already.
    case alreadyDecided
    /// There is no category to decide on.
    case categoriesNeeded

    /// A stable word.
    public var code: String {
        switch self {
        case .unknownComplaint: "unknown_complaint"
        case .decidesNothing: "role_decides_nothing"
        case .notAllowed: "not_allowed"
        case .noSuchCandidate: "no_such_candidate"
        case .reasonNeeded: "reason_needed"
        case .notAProof: "not_a_proof"
        case .homeDistrictNeeded: "home_district_needed"
        case .notForwarded: "not_forwarded"
        case .alreadyDecided: "already_decided"
        case .categoriesNeeded: "categories_needed"
        }
    }

    /// What is missing and who or what can mend it.
    public var explanation: String {
        switch self {
        case .unknownComplaint: "identification knows no such complaint"
        case .decidesNothing: "TKSK, PSM and volunteers verify but decide nothing; ask a data officer or analyst"
        case .notAllowed: "this is for data_officer, analyst"
        case .noSuchCandidate: "nothing suggests that these two are one child; see list_same_child_candidates"
        case .reasonNeeded: "say in reason why"
        case .notAProof: "unknown can't be proved: name the residency that the proof shows"
        case .homeDistrictNeeded: "name the child's district in home_district, four digits"
        case .notForwarded: "intake has not handed the complaint over yet"
        case .alreadyDecided: "the outcome stands already"
        case .categoriesNeeded: "name at least one of the twelve categories, or reason outside_scope"
        }
    }

    /// The member to blame.
    public var pointer: String {
        switch self {
        case .unknownComplaint, .notForwarded, .alreadyDecided: "/complaint_id"
        case .noSuchCandidate: "/other_child_id"
        case .reasonNeeded: "/reason"
        case .notAProof: "/residency"
        case .homeDistrictNeeded: "/home_district"
        case .categoriesNeeded: "/categories"
        case .decidesNothing, .notAllowed: ""
        }
    }

    /// Lets data officers and analysts pass; says why to all others (domain.md §2.2).
    static func authorize(_ actor: Actor) throws(Rejection) {
        if actor.holds(.dataOfficer, .analyst) { return }
        throw actor.holds(.tksk, .psm) ? .decidesNothing : .notAllowed
    }
}
