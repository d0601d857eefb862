/// The referral is with the partner.
public struct ReferralSent: Codable, Sendable, Equatable {
    public var referralID: ReferralID
    public var caseID: CaseID
    public var institution: String
    public var urgent: Bool
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(referralID: ReferralID, caseID: CaseID, institution: String, urgent: Bool, at: Instant) {
        self.referralID = referralID
        self.caseID = caseID
        self.institution = institution
        self.urgent = urgent
        self.at = at
    }
}

/// The partner says yes.
public struct ReferralAccepted: Codable, Sendable, Equatable {
    public var referralID: ReferralID
    public var caseID: CaseID
    public var institution: String
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(referralID: ReferralID, caseID: CaseID, institution: String, at: Instant) {
        self.referralID = referralID
        self.caseID = caseID
        self.institution = institution
        self.at = at
    }
}

/// The partner says no: plan the next provider.
public struct ReferralDeclined: Codable, Sendable, Equatable {
    public var referralID: ReferralID
    public var caseID: CaseID
    public var institution: String
    public var reason: String
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(referralID: ReferralID, caseID: CaseID, institution: String, reason: String, at: Instant) {
        self.referralID = referralID
        self.caseID = caseID
        self.institution = institution
        self.reason = reason
        self.at = at
    }
}

/// Child, documents or both are with the partner; both sides signed the minutes (S09 step 4).
public struct HandoverSigned: Codable, Sendable, Equatable {
    public var referralID: ReferralID
    public var caseID: CaseID
    public var institution: String
    public var kind: ReferralKind
    public var handedOver: [String]
    public var urgent: Bool
    public var stayPlace: String?
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(
        referralID: ReferralID,
        caseID: CaseID,
        institution: String,
        kind: ReferralKind,
        handedOver: [String],
        urgent: Bool,
        stayPlace: String? = nil,
        at: Instant
    ) {
        self.referralID = referralID
        self.caseID = caseID
        self.institution = institution
        self.kind = kind
        self.handedOver = handedOver
        self.urgent = urgent
        self.stayPlace = stayPlace
        self.at = at
    }
}

/// What the partner did and how it ended (domain.md §9.3).
public struct ReferralResultReported: Codable, Sendable, Equatable {
    public var referralID: ReferralID
    public var caseID: CaseID
    public var outcome: String
    public var result: Confidential<String>
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(referralID: ReferralID, caseID: CaseID, outcome: String, result: Confidential<String>, at: Instant) {
        self.referralID = referralID
        self.caseID = caseID
        self.outcome = outcome
        self.result = result
        self.at = at
    }
}

/// The letter to the home district is out.
public struct OutOfCityReferralSent: Codable, Sendable, Equatable {
    public var referralID: ReferralID
    public var caseID: CaseID
    public var complaintID: ComplaintID
    public var homeDistrict: String
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(referralID: ReferralID, caseID: CaseID, complaintID: ComplaintID, homeDistrict: String, at: Instant) {
        self.referralID = referralID
        self.caseID = caseID
        self.complaintID = complaintID
        self.homeDistrict = homeDistrict
        self.at = at
    }
}

/// The home district took the case.
public struct OutOfCityReferralAcknowledged: Codable, Sendable, Equatable {
    public var referralID: ReferralID
    public var caseID: CaseID
    public var complaintID: ComplaintID
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(referralID: ReferralID, caseID: CaseID, complaintID: ComplaintID, at: Instant) {
        self.referralID = referralID
        self.caseID = caseID
        self.complaintID = complaintID
        self.at = at
    }
}
