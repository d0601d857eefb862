/// The child of an indirect complaint is entered in the data bank (S04 step 5).
public struct ChildDataRegistered: Codable, Sendable, Equatable {
    /// The complaint.
    public var complaintID: ComplaintID
    /// The case.
    public var caseID: CaseID
    /// The identity key.
    public var childID: ChildID
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(complaintID: ComplaintID, caseID: CaseID, childID: ChildID, at: Instant) {
        self.complaintID = complaintID
        self.caseID = caseID
        self.childID = childID
        self.at = at
    }
}
