/// A referral needs a bed (§14 D08).
public struct ShelterRequested: Codable, Sendable, Equatable {
    /// The referral.
    public var referralID: ReferralID
    /// The case.
    public var caseID: CaseID
    /// Directory id of the shelter.
    public var shelter: String
    /// The child's.
    public var sex: Sex?
    /// Completed years.
    public var age: Int?
    /// How long the child is expected to stay.
    public var expectedStayHours: Int?
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(
        referralID: ReferralID,
        caseID: CaseID,
        shelter: String,
        sex: Sex? = nil,
        age: Int? = nil,
        expectedStayHours: Int? = nil,
        at: Instant
    ) {
        self.referralID = referralID
        self.caseID = caseID
        self.shelter = shelter
        self.sex = sex
        self.age = age
        self.expectedStayHours = expectedStayHours
        self.at = at
    }
}

/// A shelter stay is nearly over: 20 of 24 hours, 12 of 14 days (rule 24).
public struct ShelterStayEnding: Codable, Sendable, Equatable {
    /// The referral.
    public var referralID: ReferralID
    /// The case.
    public var caseID: CaseID
    /// Directory id of the shelter.
    public var institution: String
    /// When the limit passes.
    public var endsAt: Instant
    /// When it happened.
    public var at: Instant

    /// All members.
    public init(referralID: ReferralID, caseID: CaseID, institution: String, endsAt: Instant, at: Instant) {
        self.referralID = referralID
        self.caseID = caseID
        self.institution = institution
        self.endsAt = endsAt
        self.at = at
    }
}

/// The child is back with family or substitute family (S10 step 3).
public struct ChildReunified: Codable, Sendable, Equatable {
    /// The case.
    public var caseID: CaseID
    /// When it happened.
    public var at: Instant

    /// All members.
    public init(caseID: CaseID, at: Instant) {
        self.caseID = caseID
        self.at = at
    }
}

/// The child was put out of danger, as other units hear it: that it was done, not what (`protective_action_recorded`).
public struct ProtectiveActionTold: Codable, Sendable, Equatable {
    /// The case.
    public var caseID: CaseID
    /// When it happened.
    public var at: Instant

    /// All members.
    public init(caseID: CaseID, at: Instant) {
        self.caseID = caseID
        self.at = at
    }
}
