/// Identification took the complaint up (S02).
public struct IdentificationStarted: Codable, Sendable, Equatable {
    public var complaintID: ComplaintID
    public var caseID: CaseID
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(complaintID: ComplaintID, caseID: CaseID, at: Instant) {
        self.complaintID = complaintID
        self.caseID = caseID
        self.at = at
    }
}

/// The child's residency is known (domain.md §11.2).
public struct ResidencyVerified: Codable, Sendable, Equatable {
    public var complaintID: ComplaintID
    public var caseID: CaseID
    public var residency: Residency
    public var basis: String
    public var homeDistrict: String?
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(
        complaintID: ComplaintID,
        caseID: CaseID,
        residency: Residency,
        basis: String,
        homeDistrict: String? = nil,
        at: Instant
    ) {
        self.complaintID = complaintID
        self.caseID = caseID
        self.residency = residency
        self.basis = basis
        self.homeDistrict = homeDistrict
        self.at = at
    }
}

/// No proof of residency yet; service goes on provisionally.
public struct ResidencyUnknownRecorded: Codable, Sendable, Equatable {
    public var complaintID: ComplaintID
    public var caseID: CaseID
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(complaintID: ComplaintID, caseID: CaseID, at: Instant) {
        self.complaintID = complaintID
        self.caseID = caseID
        self.at = at
    }
}

/// Whether the child was served before (domain.md §11.3).
public struct PriorServiceChecked: Codable, Sendable, Equatable {
    public var complaintID: ComplaintID
    public var caseID: CaseID
    public var priorService: PriorService
    public var earlierCases: [CaseID]
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(
        complaintID: ComplaintID,
        caseID: CaseID,
        priorService: PriorService,
        earlierCases: [CaseID],
        at: Instant
    ) {
        self.complaintID = complaintID
        self.caseID = caseID
        self.priorService = priorService
        self.earlierCases = earlierCases
        self.at = at
    }
}

/// Which at-risk lists the child is on: raises attention only.
public struct AtRiskDatabasesMatched: Codable, Sendable, Equatable {
    public var complaintID: ComplaintID
    public var caseID: CaseID
    public var lists: [String]
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(complaintID: ComplaintID, caseID: CaseID, lists: [String], at: Instant) {
        self.complaintID = complaintID
        self.caseID = caseID
        self.lists = lists
        self.at = at
    }
}

/// The conditions are met (MS, domain.md §11.4).
public struct CaseEligible: Codable, Sendable, Equatable {
    public var complaintID: ComplaintID
    public var caseID: CaseID
    public var childID: ChildID
    public var residency: Residency
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(complaintID: ComplaintID, caseID: CaseID, childID: ChildID, residency: Residency, at: Instant) {
        self.complaintID = complaintID
        self.caseID = caseID
        self.childID = childID
        self.residency = residency
        self.at = at
    }
}

/// The conditions are not met (TMS): never a silent end.
public struct CaseNotEligible: Codable, Sendable, Equatable {
    public var complaintID: ComplaintID
    public var caseID: CaseID
    public var reason: TMSReason
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(complaintID: ComplaintID, caseID: CaseID, reason: TMSReason, at: Instant) {
        self.complaintID = complaintID
        self.caseID = caseID
        self.reason = reason
        self.at = at
    }
}

/// The child already has a case: the complaint joins it.
public struct ComplaintLinkedToCase: Codable, Sendable, Equatable {
    public var complaintID: ComplaintID
    public var caseID: CaseID
    public var linkedTo: CaseID
    public var childID: ChildID
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(complaintID: ComplaintID, caseID: CaseID, linkedTo: CaseID, childID: ChildID, at: Instant) {
        self.complaintID = complaintID
        self.caseID = caseID
        self.linkedTo = linkedTo
        self.childID = childID
        self.at = at
    }
}

/// Secondary or tertiary service, with the reason.
public struct ServiceLevelRecommended: Codable, Sendable, Equatable {
    public var complaintID: ComplaintID
    public var caseID: CaseID
    public var level: ServiceLevel
    public var argument: String
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(complaintID: ComplaintID, caseID: CaseID, level: ServiceLevel, argument: String, at: Instant) {
        self.complaintID = complaintID
        self.caseID = caseID
        self.level = level
        self.argument = argument
        self.at = at
    }
}

/// The case's registration number was issued.
public struct CaseRegistered: Codable, Sendable, Equatable {
    public var complaintID: ComplaintID
    public var caseID: CaseID
    public var childID: ChildID
    public var registrationNo: CaseNumber
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(complaintID: ComplaintID, caseID: CaseID, childID: ChildID, registrationNo: CaseNumber, at: Instant) {
        self.complaintID = complaintID
        self.caseID = caseID
        self.childID = childID
        self.registrationNo = registrationNo
        self.at = at
    }
}

/// The child belongs to another district (S02, domain.md §9.1).
public struct OutOfCityReferralRequested: Codable, Sendable, Equatable {
    public var complaintID: ComplaintID
    public var caseID: CaseID
    public var complaintNo: ComplaintNumber
    public var homeDistrict: String?
    public var codes: LooseCodes
    public var child: Confidential<ChildIdentity>?
    public var situation: Confidential<Situation>?
    public var test: Bool
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(
        complaintID: ComplaintID,
        caseID: CaseID,
        complaintNo: ComplaintNumber,
        homeDistrict: String? = nil,
        codes: LooseCodes,
        child: Confidential<ChildIdentity>? = nil,
        situation: Confidential<Situation>? = nil,
        test: Bool,
        at: Instant
    ) {
        self.complaintID = complaintID
        self.caseID = caseID
        self.complaintNo = complaintNo
        self.homeDistrict = homeDistrict
        self.codes = codes
        self.child = child
        self.situation = situation
        self.test = test
        self.at = at
    }
}

/// Not a case for the centre: a fitting body is pointed to.
public struct RedirectRequested: Codable, Sendable, Equatable {
    public var complaintID: ComplaintID
    public var caseID: CaseID
    public var reason: TMSReason
    public var suggestedBody: String
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(complaintID: ComplaintID, caseID: CaseID, reason: TMSReason, suggestedBody: String, at: Instant) {
        self.complaintID = complaintID
        self.caseID = caseID
        self.reason = reason
        self.suggestedBody = suggestedBody
        self.at = at
    }
}
