public import Vocabulary

/// A list says something new of a child (S08 `secondary_data_imported`, row by row).
public struct SecondaryDataTaken: Codable, Sendable, Equatable {
    /// List, source, date, status, indicators.
    public var entry: AtRiskEntry
    /// Who it is, if the list says more than was known. Class CI.
    public var child: Confidential<ChildIdentity>?
    /// Its household. Class CI.
    public var family: Confidential<Family>?
    /// Whether a well-formed NIK came with it.
    public var hasNIK: Bool
    /// The year of birth.
    public var birthYear: Int?
    /// The sub-district, if it is one of the city's.
    public var subdistrict: String?
    /// When.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(
        entry: AtRiskEntry,
        child: Confidential<ChildIdentity>? = nil,
        family: Confidential<Family>? = nil,
        hasNIK: Bool,
        birthYear: Int? = nil,
        subdistrict: String? = nil,
        at: Instant
    ) {
        self.entry = entry
        self.child = child
        self.family = family
        self.hasNIK = hasNIK
        self.birthYear = birthYear
        self.subdistrict = subdistrict
        self.at = at
    }
}

/// An analyst ranked the child for a visit (S08 step 2).
public struct OutreachCandidatesRanked: Codable, Sendable, Equatable {
    /// Its place, from 1.
    public var rank: Int
    /// The provisional level.
    public var level: RiskLevel
    /// Why, with points.
    public var priority: OutreachPriority
    /// The lists, with source and date.
    public var lists: [String]
    /// Who ranked.
    public var by: Username?
    /// When.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(
        rank: Int,
        level: RiskLevel,
        priority: OutreachPriority,
        lists: [String],
        by: Username? = nil,
        at: Instant
    ) {
        self.rank = rank
        self.level = level
        self.priority = priority
        self.lists = lists
        self.by = by
        self.at = at
    }
}

/// A worker may go (S08 step 4).
public struct OutreachAssigned: Codable, Sendable, Equatable {
    /// The assignment letter.
    public var letter: OutreachLetter
    /// Who approved it.
    public var by: Username?
    /// When.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(letter: OutreachLetter, by: Username? = nil, at: Instant) {
        self.letter = letter
        self.by = by
        self.at = at
    }
}

/// The field visit is done (S08 steps 4 and 5): minutes and the three reports.
public struct OutreachCompleted: Codable, Sendable, Equatable {
    /// The letter it was done under.
    public var letterNo: String
    /// The day of the visit.
    public var visitedOn: LocalDate
    /// The outreach minutes. Class SH.
    public var minutes: Confidential<String>
    /// The social report. Class SH.
    public var socialReport: Confidential<String>
    /// The home-visit report. Class SH.
    public var visitReport: Confidential<String>
    /// The assessment report. Class SH.
    public var assessmentReport: Confidential<String>
    /// Who visited.
    public var by: Username?
    /// When it was recorded.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(
        letterNo: String,
        visitedOn: LocalDate,
        minutes: Confidential<String>,
        socialReport: Confidential<String>,
        visitReport: Confidential<String>,
        assessmentReport: Confidential<String>,
        by: Username? = nil,
        at: Instant
    ) {
        self.letterNo = letterNo
        self.visitedOn = visitedOn
        self.minutes = minutes
        self.socialReport = socialReport
        self.visitReport = visitReport
        self.assessmentReport = assessmentReport
        self.by = by
        self.at = at
    }
}

/// Field facts differ from a list (S08).
public struct SourceDataCorrected: Codable, Sendable, Equatable {
    /// Which fact.
    public var field: SourceField
    /// The indicator that does not hold.
    public var indicator: AtRiskIndicator?
    /// What the list said. Class CI.
    public var old: Confidential<String>?
    /// What is true. Class CI.
    public var new: Confidential<String>?
    /// What shows it. Class SH.
    public var evidence: Confidential<String>
    /// The child as it is known now. Class CI.
    public var child: Confidential<ChildIdentity>?
    /// The household as it is known now. Class CI.
    public var family: Confidential<Family>?
    /// The corrected year of birth.
    public var birthYear: Int?
    /// Who corrected it.
    public var by: Username?
    /// When.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(
        field: SourceField,
        indicator: AtRiskIndicator? = nil,
        old: Confidential<String>? = nil,
        new: Confidential<String>? = nil,
        evidence: Confidential<String>,
        child: Confidential<ChildIdentity>? = nil,
        family: Confidential<Family>? = nil,
        birthYear: Int? = nil,
        by: Username? = nil,
        at: Instant
    ) {
        self.field = field
        self.indicator = indicator
        self.old = old
        self.new = new
        self.evidence = evidence
        self.child = child
        self.family = family
        self.birthYear = birthYear
        self.by = by
        self.at = at
    }
}

/// The visit found no need (S08).
public struct NoNeedRecorded: Codable, Sendable, Equatable {
    /// Why. Class SH.
    public var reason: Confidential<String>
    /// Who decided.
    public var by: Username?
    /// When.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(reason: Confidential<String>, by: Username? = nil, at: Instant) {
        self.reason = reason
        self.by = by
        self.at = at
    }
}

/// A complaint about the child was registered: after the visit, or another way.
public struct CandidateComplaint: Codable, Sendable, Equatable {
    /// The complaint.
    public var complaintID: ComplaintID
    /// Whether the visit brought it.
    public var fromVisit: Bool
    /// When.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(complaintID: ComplaintID, fromVisit: Bool, at: Instant) {
        self.complaintID = complaintID
        self.fromVisit = fromVisit
        self.at = at
    }
}
