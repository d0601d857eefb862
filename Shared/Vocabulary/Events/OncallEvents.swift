// What identification logs of an urgent case's way over the on-call ladder (domain.md §14). Staff and codes only.

/// A step of an urgent case on the ladder, as logged.
public protocol OncallStep: Codable, Sendable, Equatable {
    /// The case.
    var caseID: CaseID { get }
    /// Who, if a person did it.
    var by: Username? { get }
    /// The rung called or claimed on, if one was.
    var rung: OncallRung? { get }
    /// When.
    var at: Instant { get }

    /// All members; optional ones may be left out.
    init(caseID: CaseID, by: Username?, rung: OncallRung?, at: Instant)
}

/// On call: called out to a rung of the ladder.
public struct OncallRaised: OncallStep {
    /// The case.
    public var caseID: CaseID
    /// Who, if a person did it.
    public var by: Username?
    /// The rung, if one was called or claimed on.
    public var rung: OncallRung?
    /// When.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, by: Username? = nil, rung: OncallRung? = nil, at: Instant) {
        self.caseID = caseID
        self.by = by
        self.rung = rung
        self.at = at
    }
}

/// On call: somebody has it, or it changed hands.
public struct OncallClaimed: OncallStep {
    /// The case.
    public var caseID: CaseID
    /// Who, if a person did it.
    public var by: Username?
    /// The rung, if one was called or claimed on.
    public var rung: OncallRung?
    /// When.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, by: Username? = nil, rung: OncallRung? = nil, at: Instant) {
        self.caseID = caseID
        self.by = by
        self.rung = rung
        self.at = at
    }
}

/// On call: somebody on the rung could not take it.
public struct OncallPassed: OncallStep {
    /// The case.
    public var caseID: CaseID
    /// Who, if a person did it.
    public var by: Username?
    /// The rung, if one was called or claimed on.
    public var rung: OncallRung?
    /// When.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, by: Username? = nil, rung: OncallRung? = nil, at: Instant) {
        self.caseID = caseID
        self.by = by
        self.rung = rung
        self.at = at
    }
}

/// On call: its holder gave it back.
public struct OncallReleased: OncallStep {
    /// The case.
    public var caseID: CaseID
    /// Who, if a person did it.
    public var by: Username?
    /// The rung, if one was called or claimed on.
    public var rung: OncallRung?
    /// When.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, by: Username? = nil, rung: OncallRung? = nil, at: Instant) {
        self.caseID = caseID
        self.by = by
        self.rung = rung
        self.at = at
    }
}

/// On call: its holder did not act in time.
public struct OncallLapsed: OncallStep {
    /// The case.
    public var caseID: CaseID
    /// Who, if a person did it.
    public var by: Username?
    /// The rung, if one was called or claimed on.
    public var rung: OncallRung?
    /// When.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, by: Username? = nil, rung: OncallRung? = nil, at: Instant) {
        self.caseID = caseID
        self.by = by
        self.rung = rung
        self.at = at
    }
}

/// On call: its holder tried to reach child or family.
public struct OncallContacted: OncallStep {
    /// The case.
    public var caseID: CaseID
    /// Who, if a person did it.
    public var by: Username?
    /// The rung, if one was called or claimed on.
    public var rung: OncallRung?
    /// When.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, by: Username? = nil, rung: OncallRung? = nil, at: Instant) {
        self.caseID = caseID
        self.by = by
        self.rung = rung
        self.at = at
    }
}

/// On call: the next rung is called.
public struct OncallEscalated: OncallStep {
    /// The case.
    public var caseID: CaseID
    /// Who, if a person did it.
    public var by: Username?
    /// The rung, if one was called or claimed on.
    public var rung: OncallRung?
    /// When.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, by: Username? = nil, rung: OncallRung? = nil, at: Instant) {
        self.caseID = caseID
        self.by = by
        self.rung = rung
        self.at = at
    }
}
