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
    /// Why, as a code.
    public var reason: DeclineReason
    /// What the partner says about it.
    public var note: Confidential<String>?
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(
        referralID: ReferralID,
        caseID: CaseID,
        institution: String,
        reason: DeclineReason,
        note: Confidential<String>? = nil,
        at: Instant
    ) {
        self.referralID = referralID
        self.caseID = caseID
        self.institution = institution
        self.reason = reason
        self.note = note
        self.at = at
    }
}

/// What changes hands (domain.md §9.2).
public enum HandedOver: String, Codable, Sendable, Hashable, CaseIterable {
    case child
    case documents
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
    /// `child`, `documents` or both.
    public var handedOver: [HandedOver]
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
        handedOver: [HandedOver],
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
    public var outcome: ReferralOutcome
    /// The result.
    public var result: Confidential<String>
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(
        referralID: ReferralID,
        caseID: CaseID,
        outcome: ReferralOutcome,
        result: Confidential<String>,
        at: Instant
    ) {
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
    /// Which body there: its PKSAI, its P2TP2A or another child protection body.
    public var receiver: String?
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(
        referralID: ReferralID,
        caseID: CaseID,
        complaintID: ComplaintID,
        homeDistrict: String,
        receiver: String? = nil,
        at: Instant
    ) {
        self.referralID = referralID
        self.caseID = caseID
        self.complaintID = complaintID
        self.homeDistrict = homeDistrict
        self.receiver = receiver
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
