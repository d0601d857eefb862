/// The family takes its consent back (§14 D08): sharing stops, and every holder acknowledges within 72 hours.
public struct ConsentWithdrawn: Codable, Sendable, Equatable {
    /// The case.
    public var caseID: CaseID
    /// The complaint it began with.
    public var complaintID: ComplaintID?
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, complaintID: ComplaintID? = nil, at: Instant) {
        self.caseID = caseID
        self.complaintID = complaintID
        self.at = at
    }
}

/// A holder of the case's data has stopped sharing and deleted what it held for sharing (§14 D08).
public struct WithdrawalAcknowledged: Codable, Sendable, Equatable {
    /// The case.
    public var caseID: CaseID
    /// A unit's name, or the directory id of a partner.
    public var holder: String
    /// Which withdrawal: its time.
    public var withdrawnAt: Instant
    /// When it happened.
    public var at: Instant

    /// All members.
    public init(caseID: CaseID, holder: String, withdrawnAt: Instant, at: Instant) {
        self.caseID = caseID
        self.holder = holder
        self.withdrawnAt = withdrawnAt
        self.at = at
    }
}
