/// Identification took the complaint up (S02).
public struct IdentificationStarted: Codable, Sendable, Equatable {
    /// The complaint.
    public var complaintID: ComplaintID
    /// The case.
    public var caseID: CaseID
    /// When it happened.
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
    /// The complaint.
    public var complaintID: ComplaintID
    /// The case.
    public var caseID: CaseID
    /// Where the child belongs.
    public var residency: Residency
    /// The basis.
    public var basis: String
    /// Code or name of the home district.
    public var homeDistrict: String?
    /// When it happened.
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
    /// The complaint.
    public var complaintID: ComplaintID
    /// The case.
    public var caseID: CaseID
    /// When it happened.
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
    /// The complaint.
    public var complaintID: ComplaintID
    /// The case.
    public var caseID: CaseID
    /// The prior service.
    public var priorService: PriorService
    /// The earlier cases.
    public var earlierCases: [CaseID]
    /// When it happened.
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
    /// The complaint.
    public var complaintID: ComplaintID
    /// The case.
    public var caseID: CaseID
    /// The lists.
    public var lists: [String]
    /// When it happened.
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
    /// The complaint.
    public var complaintID: ComplaintID
    /// The case.
    public var caseID: CaseID
    /// The child.
    public var childID: ChildID
    /// Where the child belongs.
    public var residency: Residency
    /// The kinds of complaint, with what identification added (a missing NIK is a civil registration problem).
    public var categories: [Category]?
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(
        complaintID: ComplaintID,
        caseID: CaseID,
        childID: ChildID,
        residency: Residency,
        categories: [Category]? = nil,
        at: Instant
    ) {
        self.complaintID = complaintID
        self.caseID = caseID
        self.childID = childID
        self.residency = residency
        self.categories = categories
        self.at = at
    }
}

/// The conditions are not met (TMS): never a silent end.
public struct CaseNotEligible: Codable, Sendable, Equatable {
    /// The complaint.
    public var complaintID: ComplaintID
    /// The case.
    public var caseID: CaseID
    /// Why, in a sentence or code.
    public var reason: TMSReason
    /// When it happened.
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
    /// The complaint.
    public var complaintID: ComplaintID
    /// The case.
    public var caseID: CaseID
    /// The linked to.
    public var linkedTo: CaseID
    /// The child.
    public var childID: ChildID
    /// When it happened.
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
    /// The complaint.
    public var complaintID: ComplaintID
    /// The case.
    public var caseID: CaseID
    /// The level.
    public var level: ServiceLevel
    /// The argument.
    public var argument: String
    /// When it happened.
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
    /// The complaint.
    public var complaintID: ComplaintID
    /// The case.
    public var caseID: CaseID
    /// The child.
    public var childID: ChildID
    /// The case number.
    public var registrationNo: CaseNumber
    /// When it happened.
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
    /// The complaint.
    public var complaintID: ComplaintID
    /// The case.
    public var caseID: CaseID
    /// The complaint number.
    public var complaintNo: ComplaintNumber
    /// Code or name of the home district.
    public var homeDistrict: String?
    /// The loose codes.
    public var codes: LooseCodes
    /// Who the child is.
    public var child: Confidential<ChildIdentity>?
    /// What is known about the harm.
    public var situation: Confidential<Situation>?
    /// Whether it is a drill: it reaches no person and no statistic.
    public var test: Bool
    /// The child is in danger here: protection goes before the hand-over to the home district (X12, rule 10).
    public var protectFirst: Bool?
    /// When it happened.
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
        protectFirst: Bool? = nil,
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
        self.protectFirst = protectFirst
        self.at = at
    }
}

/// Not a case for the centre: a fitting body is pointed to.
public struct RedirectRequested: Codable, Sendable, Equatable {
    /// The complaint.
    public var complaintID: ComplaintID
    /// The case.
    public var caseID: CaseID
    /// Why, in a sentence or code.
    public var reason: TMSReason
    /// The suggested body.
    public var suggestedBody: String
    /// When it happened.
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

/// The population registry did not answer in time: identification goes on with an unknown residency.
public struct PopulationUnanswered: Codable, Sendable, Equatable {
    /// The complaint.
    public var complaintID: ComplaintID
    /// The case.
    public var caseID: CaseID
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(complaintID: ComplaintID, caseID: CaseID, at: Instant) {
        self.complaintID = complaintID
        self.caseID = caseID
        self.at = at
    }
}

/// A link was undone: the complaint is about another child and goes on in its own case.
public struct ComplaintUnlinkedFromCase: Codable, Sendable, Equatable {
    /// The complaint.
    public var complaintID: ComplaintID
    /// Its own case.
    public var caseID: CaseID
    /// The case it had been joined to.
    public var unlinkedFrom: CaseID
    /// The record of its own child.
    public var childID: ChildID
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(complaintID: ComplaintID, caseID: CaseID, unlinkedFrom: CaseID, childID: ChildID, at: Instant) {
        self.complaintID = complaintID
        self.caseID = caseID
        self.unlinkedFrom = unlinkedFrom
        self.childID = childID
        self.at = at
    }
}
