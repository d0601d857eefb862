// What is done again and again (§2.3). Told to other units as codes: what is confidential stays with the case.

/// A worker was supervised (§2.3).
public struct SupervisionRecorded: Codable, Sendable, Equatable {
    /// Weekly or monthly.
    public var kind: RhythmKind
    /// Who was supervised.
    public var worker: Username
    /// The day.
    public var date: LocalDate
    /// The record's number.
    public var documentNo: String
    /// Who did it.
    public var by: Username
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(kind: RhythmKind, worker: Username, date: LocalDate, documentNo: String, by: Username, at: Instant) {
        self.kind = kind
        self.worker = worker
        self.date = date
        self.documentNo = documentNo
        self.by = by
        self.at = at
    }
}

/// A case file was audited (§2.3).
public struct FileAuditRecorded: Codable, Sendable, Equatable {
    /// The case.
    public var caseID: CaseID
    /// Whether the file is complete.
    public var complete: Bool
    /// Who did it.
    public var by: Username
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, complete: Bool, by: Username, at: Instant) {
        self.caseID = caseID
        self.complete = complete
        self.by = by
        self.at = at
    }
}
