/// What a referral asks for, ready for Form 5. Holds no reporter and no NIK.
public struct ReferralNeed: Codable, Sendable, Equatable {
    public var referralID: ReferralID
    public var caseID: CaseID
    public var complaintID: ComplaintID
    public var complaintNo: ComplaintNumber
    public var registrationNo: CaseNumber?
    public var kind: ReferralKind
    public var need: Need
    public var wishedProvider: String?
    public var planActionID: String?
    public var codes: LooseCodes
    public var child: Confidential<ChildIdentity>?
    public var problem: Confidential<String>
    public var doneSoFar: Confidential<String>?
    public var helpWanted: Confidential<String>?
    public var caseManager: Username?
    public var test: Bool
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
    public var need: ReferralNeed

    /// All members; optional ones may be left out.
    public init(need: ReferralNeed) {
        self.need = need
    }
}

/// An emergency needs an outside service at once (S09 urgent track).
public struct UrgentReferralRequested: Codable, Sendable, Equatable {
    public var need: ReferralNeed

    /// All members; optional ones may be left out.
    public init(need: ReferralNeed) {
        self.need = need
    }
}

/// The case has its definitive manager (S06).
public struct CaseManagerAssigned: Codable, Sendable, Equatable {
    public var caseID: CaseID
    public var worker: Username
    public var by: Username
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
    public var caseID: CaseID
    public var from: RiskLevel?
    public var to: RiskLevel
    public var reason: String
    public var by: Username?
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
    public var caseID: CaseID
    public var capacity: SignerCapacity
    public var sharingWithPartners: Bool
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
    public var caseID: CaseID
    public var riskLevel: RiskLevel?
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
    public var caseID: CaseID
    public var complaintID: ComplaintID
    public var reason: ClosureReason
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, complaintID: ComplaintID, reason: ClosureReason, at: Instant) {
        self.caseID = caseID
        self.complaintID = complaintID
        self.reason = reason
        self.at = at
    }
}
