/// The referral is with the partner.
public struct ReferralSent: Codable, Sendable, Equatable {
    /// The referral.
    public var referralID: ReferralID
    /// The case.
    public var caseID: CaseID
    /// Directory id of the partner.
    public var institution: String
    /// Whether it is on the urgent track.
    public var urgent: Bool
    /// When it happened.
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
    /// The referral.
    public var referralID: ReferralID
    /// The case.
    public var caseID: CaseID
    /// Directory id of the partner.
    public var institution: String
    /// When it happened.
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
    /// The referral.
    public var referralID: ReferralID
    /// The case.
    public var caseID: CaseID
    /// Directory id of the partner.
    public var institution: String
    /// Why, in a sentence or code.
    public var reason: String
    /// When it happened.
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
    /// The referral.
    public var referralID: ReferralID
    /// The case.
    public var caseID: CaseID
    /// Directory id of the partner.
    public var institution: String
    /// The kind.
    public var kind: ReferralKind
    /// The handed over.
    public var handedOver: [String]
    /// Whether it is on the urgent track.
    public var urgent: Bool
    /// The stay place.
    public var stayPlace: String?
    /// When it happened.
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
    /// The referral.
    public var referralID: ReferralID
    /// The case.
    public var caseID: CaseID
    /// The outcome.
    public var outcome: String
    /// The result.
    public var result: Confidential<String>
    /// When it happened.
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
    /// The referral.
    public var referralID: ReferralID
    /// The case.
    public var caseID: CaseID
    /// The complaint.
    public var complaintID: ComplaintID
    /// Code or name of the home district.
    public var homeDistrict: String
    /// When it happened.
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
    /// The referral.
    public var referralID: ReferralID
    /// The case.
    public var caseID: CaseID
    /// The complaint.
    public var complaintID: ComplaintID
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(referralID: ReferralID, caseID: CaseID, complaintID: ComplaintID, at: Instant) {
        self.referralID = referralID
        self.caseID = caseID
        self.complaintID = complaintID
        self.at = at
    }
}
