// Secondary data and outreach (domain.md §2.5, §6.8, §11.7).

/// How far a record of secondary data has come (domain.md §11.7).
public enum SecondaryDataStatus: String, Codable, Sendable, Hashable, CaseIterable, Comparable {
    case collected
    case fieldVerified = "field_verified"
    case fixed
    case siakVerified = "siak_verified"
    case decreed
    case forwarded

    /// In the order of the chain.
    public static func < (left: Self, right: Self) -> Bool { left.step < right.step }

    private var step: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// What a list says of a child, as codes. Raises attention, never sets a case's level (domain.md §5.1; inferred).
public enum AtRiskIndicator: String, Codable, Sendable, Hashable, CaseIterable, Comparable {
    case violenceReported = "violence_reported"
    case neglected
    case streetChild = "street_child"
    case workingChild = "working_child"
    case marriedChild = "married_child"
    case outOfSchool = "out_of_school"
    case malnutrition
    case orphan
    case disability
    case chronicIllness = "chronic_illness"
    case migrantParents = "migrant_parents"
    case noBirthCertificate = "no_birth_certificate"
    case poorHousehold = "poor_household"

    /// By name.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// A fact of a list that a visit can correct (S08 `source_data_corrected`).
public enum SourceField: String, Codable, Sendable, Hashable, CaseIterable {
    case name
    case sex
    case birthDate = "birth_date"
    case nik
    case address
    case motherName = "mother_name"
    /// An indicator that does not hold.
    case indicator
    /// The child lives elsewhere or is on the list by mistake.
    case entry
}

/// Where a complaint of channel `outreach` comes from (D01).
public struct OutreachOrigin: Codable, Sendable, Equatable {
    /// The child as it stood on the lists.
    public var candidateID: CandidateID
    /// Who visited.
    public var worker: Username
    /// The assignment letter of the visit.
    public var letterNo: String
    /// Who signed it.
    public var signedBy: Username?
    /// The day it was signed.
    public var signedOn: LocalDate?
    /// Its last day.
    public var validUntil: LocalDate?
    /// The lists it was on, with source and date.
    public var lists: [String]

    /// All members; optional ones may be left out.
    public init(
        candidateID: CandidateID,
        worker: Username,
        letterNo: String,
        signedBy: Username? = nil,
        signedOn: LocalDate? = nil,
        validUntil: LocalDate? = nil,
        lists: [String]
    ) {
        self.candidateID = candidateID
        self.worker = worker
        self.letterNo = letterNo
        self.signedBy = signedBy
        self.signedOn = signedOn
        self.validUntil = validUntil
        self.lists = lists
    }
}

/// A visit found a child in need: intake registers an entry with channel `outreach` (S08, D01).
public struct CaseIdentified: Codable, Sendable, Equatable {
    /// The child as it stood on the lists.
    public var candidateID: CandidateID
    /// Visit and lists.
    public var origin: OutreachOrigin
    /// Who the child is. Class CI.
    public var child: Confidential<ChildIdentity>?
    /// The household. Class CI.
    public var family: Confidential<Family>?
    /// What was found. Class SH.
    public var situation: Confidential<String>
    /// The kinds of complaint.
    public var categories: [Category]
    /// The level found.
    public var riskLevel: RiskLevel
    /// Whether life or safety is at stake.
    public var emergency: Bool
    /// What is needed at once.
    public var immediateNeeds: [Need]
    /// Who decided.
    public var by: Username?
    /// When it happened: every clock runs from here.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(
        candidateID: CandidateID,
        origin: OutreachOrigin,
        child: Confidential<ChildIdentity>? = nil,
        family: Confidential<Family>? = nil,
        situation: Confidential<String>,
        categories: [Category],
        riskLevel: RiskLevel,
        emergency: Bool,
        immediateNeeds: [Need],
        by: Username? = nil,
        at: Instant
    ) {
        self.candidateID = candidateID
        self.origin = origin
        self.child = child
        self.family = family
        self.situation = situation
        self.categories = categories
        self.riskLevel = riskLevel
        self.emergency = emergency
        self.immediateNeeds = immediateNeeds
        self.by = by
        self.at = at
    }
}

/// A child on lists has its place among those to visit (S08 step 2).
public struct CandidateRanked: Codable, Sendable, Equatable {
    /// The child as it stands on the lists.
    public var candidateID: CandidateID
    /// Its place, from 1.
    public var rank: Int
    /// The provisional level.
    public var level: RiskLevel
    /// The lists, with source and date.
    public var lists: [String]
    /// Who ranked.
    public var by: Username?
    /// When.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(
        candidateID: CandidateID,
        rank: Int,
        level: RiskLevel,
        lists: [String],
        by: Username? = nil,
        at: Instant
    ) {
        self.candidateID = candidateID
        self.rank = rank
        self.level = level
        self.lists = lists
        self.by = by
        self.at = at
    }
}

/// A worker may visit a child on lists, by assignment letter (S08 step 4).
public struct OutreachOrdered: Codable, Sendable, Equatable {
    /// The child as it stands on the lists.
    public var candidateID: CandidateID
    /// Who goes.
    public var worker: Username
    /// The assignment letter.
    public var letterNo: String
    /// The letter's last day.
    public var validUntil: LocalDate
    /// Who approved it.
    public var by: Username?
    /// When.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(
        candidateID: CandidateID,
        worker: Username,
        letterNo: String,
        validUntil: LocalDate,
        by: Username? = nil,
        at: Instant
    ) {
        self.candidateID = candidateID
        self.worker = worker
        self.letterNo = letterNo
        self.validUntil = validUntil
        self.by = by
        self.at = at
    }
}

/// A visit found no need (S08); why stays with identification.
public struct OutreachEnded: Codable, Sendable, Equatable {
    /// The child as it stands on the lists.
    public var candidateID: CandidateID
    /// Who decided.
    public var by: Username?
    /// When.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(candidateID: CandidateID, by: Username? = nil, at: Instant) {
        self.candidateID = candidateID
        self.by = by
        self.at = at
    }
}
