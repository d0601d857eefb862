package import Instruments
package import Vocabulary

// Form 2 (rules 11–14, X14, S03 and S04 `refused`).
extension Case {
    /// What was decided on Form 2, and how it came to be.
    package struct ConsentDecision: Sendable, Equatable {
        /// What the family says.
        package enum Answer: Sendable, Equatable {
            case willing(sharingWithPartners: Bool)
            case notWilling
            /// An emergency comes first.
            case deferred(reason: String)
        }

        package var answer: Answer
        package var capacity: SignerCapacity
        package var informed: Bool
        package var purposeExplained: Bool
        /// The signer is suspected of harming the child.
        package var suspectedPerpetrator: Bool
        package var form: ConsentForm?

        package init(
            answer: Answer,
            capacity: SignerCapacity,
            informed: Bool,
            purposeExplained: Bool,
            suspectedPerpetrator: Bool,
            form: ConsentForm?
        ) {
            self.answer = answer
            self.capacity = capacity
            self.informed = informed
            self.purposeExplained = purposeExplained
            self.suspectedPerpetrator = suspectedPerpetrator
            self.form = form
        }
    }

    /// Records Form 2.
    ///
    /// - Parameter instruments: The forms in use; the case's own version of Form 2 is asked.
    /// - Throws: ``CaseRejection/Code/purposeNotExplained`` (rule 12), ``CaseRejection/Code/notInformed`` (§7.2),
    ///   ``CaseRejection/Code/suspectedPerpetrator`` (rule 14).
    package func recordConsent(
        _ decision: ConsentDecision,
        instruments: Instruments = .standard,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        let (name, origin) = try self.requireOwn(actor, to: "record consent")
        let pinned = self.pinning(instruments, at: now)
        if case .deferred(let reason) = decision.answer {
            guard self.isUrgent else {
                throw Rejection(
                    .notUrgent,
                    "consent may be deferred only in an emergency; this case is neither high nor one"
                )
            }
            guard self.consent.status == .none else {
                throw Rejection(.wrongOrder, "consent is \(self.consent.status.rawValue) already")
            }
            try self.require(.form2, decision.members, in: instruments)
            let sealed = Confidential(reason, .sensitiveHarm, origin: origin, field: "consent_deferred")
            return pinned + [.consentDeferred(ConsentDeferred(caseID: self.id, reason: sealed, by: name, at: now))]
        }
        guard self.assessment?.superseded != false || self.consent.status != .given else {
            throw Rejection(.wrongOrder, "consent was given and the assessment is made; it can only be withdrawn")
        }
        if self.path == .indirect, self.worker == nil, self.manager == nil {
            throw Rejection(
                .noAssignment,
                "an indirect complaint: consent is asked for once a worker meets the family by letter (rules 11, 12)"
            )
        }
        try self.require(
            .form2,
            decision.members,
            ["urgent": self.level == .high || self.emergency, "today": now.localDate],
            in: instruments
        )
        guard let form = decision.form else { throw Rejection(.missing, "Form 2 is missing", at: "/form") }
        let sealed = Confidential(form, .childIdentity, origin: origin, field: "form2")
        let recorded = Event.consentFormRecorded(ConsentFormRecorded(caseID: self.id, form: sealed, by: name, at: now))
        if case .willing(let sharing) = decision.answer {
            let given = ConsentGiven(
                caseID: self.id,
                capacity: decision.capacity,
                sharingWithPartners: sharing,
                at: now
            )
            return pinned + [recorded, .consentGiven(given)]
        }
        let refused = Event.consentRefused(ConsentRefused(caseID: self.id, riskLevel: self.level, at: now))
        if self.level == .high || self.emergency {
            let review = ProtectiveReviewRequested(caseID: self.id, at: now)
            return pinned + [recorded, refused, .protectiveReviewRequested(review)]
        }
        return pinned + [recorded, refused]
    }

    /// Decides after a refusal at high level: protect without consent, or close as refused (§14 D08).
    package func decideProtectiveReview(
        protect: Bool,
        reason: String,
        by actor: Actor,
        at now: Instant
    ) throws(Rejection) -> [Event] {
        let origin = try self.requireOrigin()
        let name = try self.require(actor, [.headPksai], to: "decide a protective review")
        guard self.consent.reviewRequested else {
            throw Rejection(.wrongOrder, "no protective review is open: it follows a refusal at high level")
        }
        try self.requireText(reason, "the reason", at: "/reason")
        let sealed = Confidential(reason, .sensitiveHarm, origin: origin, field: "protective_review")
        let decided = ProtectiveReviewDecided(caseID: self.id, protect: protect, reason: sealed, by: name, at: now)
        guard !protect else { return [.protectiveReviewDecided(decided)] }
        let closed = CaseClosed(caseID: self.id, complaintID: origin, reason: .refused, at: now)
        return self.following([.protectiveReviewDecided(decided), .caseClosed(closed)], at: now)
    }

    /// Refuses Form 3 and sharing without consent, unless head_pksai decided to protect anyway (rule 13, X14).
    func requireConsent(to action: String) throws(Rejection) {
        if self.consent.status == .given || self.consent.protectAnyway { return }
        let why =
            switch self.consent.status {
            case .refused: "it was refused (rule 13)"
            case .deferred: "it is deferred; bring it first"
            case .withdrawn: "it was withdrawn"
            case .none, .given: "record it first (Form 2)"
            }
        throw Rejection(.noConsent, "no consent to \(action): \(why)")
    }

    // MARK: Folding

    mutating func fold(_ event: ConsentFormRecorded) { self.keepClaim(at: event.at) }

    mutating func fold(_ event: ConsentGiven) {
        self.consent.status = .given
        self.consent.sharingWithPartners = event.sharingWithPartners
        self.consent.contractSigned = true
        self.consent.reviewRequested = false
        self.consent.protectAnyway = false
        self.withdrawal?.decided = true
        self.stopIfKnown(.consentDeferred, at: event.at)
        self.stopIfKnown(.withdrawalDecision, at: event.at)
    }

    mutating func fold(_ event: ConsentRefused) {
        self.consent.status = .refused
        self.consent.sharingWithPartners = false
        self.endHelp(at: event.at)
        self.stopIfKnown(.consentDeferred, at: event.at)
    }

    mutating func fold(_ event: ConsentDeferred) {
        self.consent.status = .deferred
        let hours = self.procedureLimits.consentDeferredHours
        self.clocks.start(
            .consentDeferred,
            at: event.at,
            due: event.at.adding(hours: hours),
            rule: "\(hours) h, §5.4, because consent was deferred at \(event.at)"
        )
    }

    mutating func fold(_ event: ProtectiveReviewRequested) { self.consent.reviewRequested = true }

    mutating func fold(_ event: ProtectiveReviewDecided) {
        self.consent.reviewRequested = false
        self.consent.protectAnyway = event.protect
    }
}

extension Case.ConsentDecision {
    /// The members of `record_consent`, as Form 2 names its fields' places.
    var members: KeyValuePairs<String, (any Encodable)?> {
        let word: String
        var sharing: Bool?
        var why: String?
        switch self.answer {
        case .willing(let sharingWithPartners):
            word = "willing"
            sharing = sharingWithPartners
        case .notWilling: word = "not_willing"
        case .deferred(let reason):
            word = "deferred"
            why = reason
        }
        return [
            "decision": word, "capacity": self.capacity, "informed": self.informed,
            "purpose_explained": self.purposeExplained, "suspected_perpetrator": self.suspectedPerpetrator,
            "sharing_with_partners": sharing, "reason": why, "form": self.form,
        ]
    }
}
