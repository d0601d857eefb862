/// What a referral asks for, ready for Form 5. Holds no reporter and no NIK.
public struct ReferralNeed: Codable, Sendable, Equatable {
    /// The referral.
    public var referralID: ReferralID
    /// The case.
    public var caseID: CaseID
    /// The complaint.
    public var complaintID: ComplaintID
    /// The complaint number.
    public var complaintNo: ComplaintNumber
    /// The case number.
    public var registrationNo: CaseNumber?
    /// The kind.
    public var kind: ReferralKind
    /// The need.
    public var need: Need
    /// The wished provider.
    public var wishedProvider: String?
    /// The plan action id.
    public var planActionID: String?
    /// The loose codes.
    public var codes: LooseCodes
    /// Who the child is.
    public var child: Confidential<ChildIdentity>?
    /// The problem.
    public var problem: Confidential<String>
    /// The done so far.
    public var doneSoFar: Confidential<String>?
    /// The help wanted.
    public var helpWanted: Confidential<String>?
    /// The case manager.
    public var caseManager: Username?
    /// Whether it is a drill: it reaches no person and no statistic.
    public var test: Bool
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(
        referralID: ReferralID,
        caseID: CaseID,
        complaintID: ComplaintID,
        complaintNo: ComplaintNumber,
        registrationNo: CaseNumber? = nil,
        kind: ReferralKind,
        need: Need,
        wishedProvider: String? = nil,
        planActionID: String? = nil,
        codes: LooseCodes,
        child: Confidential<ChildIdentity>? = nil,
        problem: Confidential<String>,
        doneSoFar: Confidential<String>? = nil,
        helpWanted: Confidential<String>? = nil,
        caseManager: Username? = nil,
        test: Bool,
        at: Instant
    ) {
        self.referralID = referralID
        self.caseID = caseID
        self.complaintID = complaintID
        self.complaintNo = complaintNo
        self.registrationNo = registrationNo
        self.kind = kind
        self.need = need
        self.wishedProvider = wishedProvider
        self.planActionID = planActionID
        self.codes = codes
        self.child = child
        self.problem = problem
        self.doneSoFar = doneSoFar
        self.helpWanted = helpWanted
        self.caseManager = caseManager
        self.test = test
        self.at = at
    }
}

/// A plan action needs an outside service (S09); consent covers the sharing.
public struct ReferralPlanned: Codable, Sendable, Equatable {
    /// The need.
    public var need: ReferralNeed

    /// All members; optional ones may be left out.
    public init(need: ReferralNeed) {
        self.need = need
    }
}

/// An emergency needs an outside service at once (S09 urgent track).
public struct UrgentReferralRequested: Codable, Sendable, Equatable {
    /// The need.
    public var need: ReferralNeed

    /// All members; optional ones may be left out.
    public init(need: ReferralNeed) {
        self.need = need
    }
}

/// The case has its definitive manager (S06).
public struct CaseManagerAssigned: Codable, Sendable, Equatable {
    /// The case.
    public var caseID: CaseID
    /// The worker.
    public var worker: Username
    /// Who did it; nil for a rule or an outsider.
    public var by: Username
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, worker: Username, by: Username, at: Instant) {
        self.caseID = caseID
        self.worker = worker
        self.by = by
        self.at = at
    }
}

/// The level went up or down after intake.
public struct RiskLevelChanged: Codable, Sendable, Equatable {
    /// The case.
    public var caseID: CaseID
    /// The from.
    public var from: RiskLevel?
    /// The to.
    public var to: RiskLevel
    /// Why, in a sentence or code.
    public var reason: String
    /// Who did it; nil for a rule or an outsider.
    public var by: Username?
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(
        caseID: CaseID,
        from: RiskLevel? = nil,
        to: RiskLevel,
        reason: String,
        by: Username? = nil,
        at: Instant
    ) {
        self.caseID = caseID
        self.from = from
        self.to = to
        self.reason = reason
        self.by = by
        self.at = at
    }
}

/// Form 2: willing.
public struct ConsentGiven: Codable, Sendable, Equatable {
    /// The case.
    public var caseID: CaseID
    /// The capacity.
    public var capacity: SignerCapacity
    /// The sharing with partners.
    public var sharingWithPartners: Bool
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, capacity: SignerCapacity, sharingWithPartners: Bool, at: Instant) {
        self.caseID = caseID
        self.capacity = capacity
        self.sharingWithPartners = sharingWithPartners
        self.at = at
    }
}

/// Form 2: not willing.
public struct ConsentRefused: Codable, Sendable, Equatable {
    /// The case.
    public var caseID: CaseID
    /// The level.
    public var riskLevel: RiskLevel?
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, riskLevel: RiskLevel? = nil, at: Instant) {
        self.caseID = caseID
        self.riskLevel = riskLevel
        self.at = at
    }
}

/// End of the active work on a case (S12; S03 when consent is refused).
public struct CaseClosed: Codable, Sendable, Equatable {
    /// The case.
    public var caseID: CaseID
    /// The complaint.
    public var complaintID: ComplaintID
    /// Why, in a sentence or code.
    public var reason: ClosureReason
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, complaintID: ComplaintID, reason: ClosureReason, at: Instant) {
        self.caseID = caseID
        self.complaintID = complaintID
        self.reason = reason
        self.at = at
    }
}
