// What identification logs of an urgent case's way over the on-call ladder (domain.md §14). Staff and codes only.

/// A step of an urgent case on the ladder, as logged: the same members under seven words.
public struct OncallStepFacts: Codable, Sendable, Equatable {
    /// The case.
    public var caseID: CaseID
    /// Who, if a person did it.
    public var by: Username?
    /// The rung, if one was called or claimed on.
    public var rung: OncallRung?
    /// When.
    public var at: Instant
}

/// An event of the ladder.
public protocol OncallStep: Codable, Sendable, Equatable {
    /// Case, person, rung and time.
    var facts: OncallStepFacts { get }

    /// With these facts.
    init(_ facts: OncallStepFacts)
}

extension OncallStep {
    /// All members; optional ones may be left out.
    public init(caseID: CaseID, by: Username? = nil, rung: OncallRung? = nil, at: Instant) {
        self.init(OncallStepFacts(caseID: caseID, by: by, rung: rung, at: at))
    }

    /// As on the wire: the facts' members.
    public init(from decoder: any Decoder) throws { self.init(try OncallStepFacts(from: decoder)) }

    /// As on the wire: the facts' members.
    public func encode(to encoder: any Encoder) throws { try self.facts.encode(to: encoder) }
}

/// On call: called out to a rung of the ladder.
public struct OncallRaised: OncallStep {
    /// Case, person, rung and time.
    public let facts: OncallStepFacts
    /// With these facts.
    public init(_ facts: OncallStepFacts) { self.facts = facts }
}

/// On call: somebody has it, or it changed hands.
public struct OncallClaimed: OncallStep {
    /// Case, person, rung and time.
    public let facts: OncallStepFacts
    /// With these facts.
    public init(_ facts: OncallStepFacts) { self.facts = facts }
}

/// On call: somebody on the rung could not take it.
public struct OncallPassed: OncallStep {
    /// Case, person, rung and time.
    public let facts: OncallStepFacts
    /// With these facts.
    public init(_ facts: OncallStepFacts) { self.facts = facts }
}

/// On call: its holder gave it back.
public struct OncallReleased: OncallStep {
    /// Case, person, rung and time.
    public let facts: OncallStepFacts
    /// With these facts.
    public init(_ facts: OncallStepFacts) { self.facts = facts }
}

/// On call: its holder did not act in time.
public struct OncallLapsed: OncallStep {
    /// Case, person, rung and time.
    public let facts: OncallStepFacts
    /// With these facts.
    public init(_ facts: OncallStepFacts) { self.facts = facts }
}

/// On call: its holder tried to reach child or family.
public struct OncallContacted: OncallStep {
    /// Case, person, rung and time.
    public let facts: OncallStepFacts
    /// With these facts.
    public init(_ facts: OncallStepFacts) { self.facts = facts }
}

/// On call: the next rung is called.
public struct OncallEscalated: OncallStep {
    /// Case, person, rung and time.
    public let facts: OncallStepFacts
    /// With these facts.
    public init(_ facts: OncallStepFacts) { self.facts = facts }
}
