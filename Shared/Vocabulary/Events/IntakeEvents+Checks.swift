/// An indirect complaint's information was confirmed by a source beyond the reporter, or the child was located (S04).
public struct InformationVerified: Codable, Sendable, Equatable {
    /// The complaint.
    public var complaintID: ComplaintID
    /// The case.
    public var caseID: CaseID
    /// Who confirmed it.
    public var sources: [TraceSource]
    /// Whether the child was located.
    public var childLocated: Bool
    /// What was found. Class SH.
    public var note: Confidential<String>?
    /// Who checked.
    public var by: Username?
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(
        complaintID: ComplaintID,
        caseID: CaseID,
        sources: [TraceSource],
        childLocated: Bool,
        note: Confidential<String>? = nil,
        by: Username? = nil,
        at: Instant
    ) {
        self.complaintID = complaintID
        self.caseID = caseID
        self.sources = sources
        self.childLocated = childLocated
        self.note = note
        self.by = by
        self.at = at
    }
}

/// All traces were tried and nothing confirms the complaint: it stays open for review, never silently dropped (S04).
public struct InformationUnverifiable: Codable, Sendable, Equatable {
    /// The complaint.
    public var complaintID: ComplaintID
    /// The case.
    public var caseID: CaseID
    /// Who was asked.
    public var sources: [TraceSource]
    /// What was tried. Class SH.
    public var note: Confidential<String>?
    /// Who checked.
    public var by: Username?
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(
        complaintID: ComplaintID,
        caseID: CaseID,
        sources: [TraceSource],
        note: Confidential<String>? = nil,
        by: Username? = nil,
        at: Instant
    ) {
        self.complaintID = complaintID
        self.caseID = caseID
        self.sources = sources
        self.note = note
        self.by = by
        self.at = at
    }
}

/// The complaint is in the registration book (S01 step 4, S03 step 5, S04 step 8).
public struct ComplaintDocumented: Codable, Sendable, Equatable {
    /// The complaint.
    public var complaintID: ComplaintID
    /// The case.
    public var caseID: CaseID
    /// Where in the book or the archive; a reference, no names.
    public var archiveRef: String
    /// Who documented it.
    public var by: Username?
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(complaintID: ComplaintID, caseID: CaseID, archiveRef: String, by: Username? = nil, at: Instant) {
        self.complaintID = complaintID
        self.caseID = caseID
        self.archiveRef = archiveRef
        self.by = by
        self.at = at
    }
}
