// How a child comes home (S10). Told to other units as codes: what is confidential stays with the case.

/// A child comes back from an institution or shelter (S10).
public struct ReintegrationStarted: Codable, Sendable, Equatable {
    /// The case.
    public var caseID: CaseID
    /// From where.
    public var origin: ReintegrationOrigin
    /// Who did it.
    public var by: Username
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, origin: ReintegrationOrigin, by: Username, at: Instant) {
        self.caseID = caseID
        self.origin = origin
        self.by = by
        self.at = at
    }
}

/// Family or substitute family is ready (S10 step 2).
public struct FamilyReady: Codable, Sendable, Equatable {
    /// The case.
    public var caseID: CaseID
    /// A substitute family.
    public var substitute: Bool
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, substitute: Bool, at: Instant) {
        self.caseID = caseID
        self.substitute = substitute
        self.at = at
    }
}

/// The own family is unfit: a substitute family is prepared (S10).
public struct SubstituteFamilyWanted: Codable, Sendable, Equatable {
    /// The case.
    public var caseID: CaseID
    /// Who did it.
    public var by: Username
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, by: Username, at: Instant) {
        self.caseID = caseID
        self.by = by
        self.at = at
    }
}

/// The community is ready to take the child back (S10 step 4).
public struct CommunityResocialised: Codable, Sendable, Equatable {
    /// The case.
    public var caseID: CaseID
    /// Who did it.
    public var by: Username
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, by: Username, at: Instant) {
        self.caseID = caseID
        self.by = by
        self.at = at
    }
}

/// The development was looked at (S10 step 5).
public struct ReintegrationMonitored: Codable, Sendable, Equatable {
    /// The case.
    public var caseID: CaseID
    /// Who did it.
    public var by: Username
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, by: Username, at: Instant) {
        self.caseID = caseID
        self.by = by
        self.at = at
    }
}

/// The reintegration was evaluated (S10 step 6).
public struct ReintegrationEvaluated: Codable, Sendable, Equatable {
    /// The case.
    public var caseID: CaseID
    /// Whether it holds.
    public var success: Bool
    /// Who did it.
    public var by: Username
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, success: Bool, by: Username, at: Instant) {
        self.caseID = caseID
        self.success = success
        self.by = by
        self.at = at
    }
}
