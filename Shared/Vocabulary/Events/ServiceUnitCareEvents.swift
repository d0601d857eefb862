// What happens to a case at work (S03–S05). Told to other units as codes: what is confidential stays with the case.

/// The child was seen or spoken to (§5.4).
public struct SafetyAssessed: Codable, Sendable, Equatable {
    /// The case.
    public var caseID: CaseID
    /// Whether the child was met.
    public var inPerson: Bool
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, inPerson: Bool, at: Instant) {
        self.caseID = caseID
        self.inPerson = inPerson
        self.at = at
    }
}

/// The case has another manager (§14 D08).
public struct ManagerChanged: Codable, Sendable, Equatable {
    /// The case.
    public var caseID: CaseID
    /// Who had it.
    public var from: Username
    /// Who has it now.
    public var to: Username
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, from: Username, to: Username, at: Instant) {
        self.caseID = caseID
        self.from = from
        self.to = to
        self.at = at
    }
}

/// A visit to the home is planned (S05).
public struct HomeVisitScheduled: Codable, Sendable, Equatable {
    /// The case.
    public var caseID: CaseID
    /// The day.
    public var date: LocalDate
    /// Who did it.
    public var by: Username
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, date: LocalDate, by: Username, at: Instant) {
        self.caseID = caseID
        self.date = date
        self.by = by
        self.at = at
    }
}

/// The home was visited (S05).
public struct HomeVisited: Codable, Sendable, Equatable {
    /// The case.
    public var caseID: CaseID
    /// Whether the child was met.
    public var childMet: Bool
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, childMet: Bool, at: Instant) {
        self.caseID = caseID
        self.childMet = childMet
        self.at = at
    }
}

/// Form 3 is done (S05); its answers stay here.
public struct AssessmentDone: Codable, Sendable, Equatable {
    /// The case.
    public var caseID: CaseID
    /// Go on, refer and close, or close.
    public var conclusion: Form3.Conclusion
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, conclusion: Form3.Conclusion, at: Instant) {
        self.caseID = caseID
        self.conclusion = conclusion
        self.at = at
    }
}

/// More than five items of a category are bad (§7.3.5).
public struct RedFlagSeen: Codable, Sendable, Equatable {
    /// The case.
    public var caseID: CaseID
    /// In which category.
    public var category: Form3.Category
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, category: Form3.Category, at: Instant) {
        self.caseID = caseID
        self.category = category
        self.at = at
    }
}

/// Form 3 ends with: refer and close.
public struct ReferAndCloseAsked: Codable, Sendable, Equatable {
    /// The case.
    public var caseID: CaseID
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, at: Instant) {
        self.caseID = caseID
        self.at = at
    }
}

/// Form 3 ends with: close.
public struct CloseAsked: Codable, Sendable, Equatable {
    /// The case.
    public var caseID: CaseID
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, at: Instant) {
        self.caseID = caseID
        self.at = at
    }
}

/// coordinator_pksai agreed to analysis and plan (S04 step 7).
public struct AnalysisCoordinated: Codable, Sendable, Equatable {
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

/// A plan waits for the supervisor (S05).
public struct PlanWaits: Codable, Sendable, Equatable {
    /// The case.
    public var caseID: CaseID
    /// The plan's version.
    public var version: Int
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, version: Int, at: Instant) {
        self.caseID = caseID
        self.version = version
        self.at = at
    }
}

/// The plan is in force (S05).
public struct PlanInForce: Codable, Sendable, Equatable {
    /// The case.
    public var caseID: CaseID
    /// The plan's version.
    public var version: Int
    /// Its actions.
    public var actionIDs: [String]
    /// When it is looked at again.
    public var reviewDate: LocalDate
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, version: Int, actionIDs: [String], reviewDate: LocalDate, at: Instant) {
        self.caseID = caseID
        self.version = version
        self.actionIDs = actionIDs
        self.reviewDate = reviewDate
        self.at = at
    }
}

/// The plan is made anew (S10, S12); the new version waits for the supervisor.
public struct PlanRevised: Codable, Sendable, Equatable {
    /// The case.
    public var caseID: CaseID
    /// The new version.
    public var version: Int
    /// Who did it.
    public var by: Username
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, version: Int, by: Username, at: Instant) {
        self.caseID = caseID
        self.version = version
        self.by = by
        self.at = at
    }
}

/// Child or family got a copy of the plan (§8.1).
public struct PlanCopyGiven: Codable, Sendable, Equatable {
    /// The case.
    public var caseID: CaseID
    /// To the child.
    public var toChild: Bool
    /// To the family.
    public var toFamily: Bool
    /// Who did it.
    public var by: Username
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, toChild: Bool, toFamily: Bool, by: Username, at: Instant) {
        self.caseID = caseID
        self.toChild = toChild
        self.toFamily = toFamily
        self.by = by
        self.at = at
    }
}

/// Something was done under the plan.
public struct InterventionDone: Codable, Sendable, Equatable {
    /// The case.
    public var caseID: CaseID
    /// The plan's action.
    public var actionID: String
    /// What kind.
    public var kind: InterventionType?
    /// Where it stands.
    public var status: PlanActionStatus
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(
        caseID: CaseID,
        actionID: String,
        kind: InterventionType? = nil,
        status: PlanActionStatus,
        at: Instant
    ) {
        self.caseID = caseID
        self.actionID = actionID
        self.kind = kind
        self.status = status
        self.at = at
    }
}

/// A follow-up meeting was noted (Form 4).
public struct FollowedUp: Codable, Sendable, Equatable {
    /// The case.
    public var caseID: CaseID
    /// Planned or not.
    public var kind: FollowUpKind
    /// Where.
    public var place: FollowUpPlace
    /// What for.
    public var purpose: FollowUpPurpose
    /// The next meeting.
    public var nextDate: LocalDate?
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(
        caseID: CaseID,
        kind: FollowUpKind,
        place: FollowUpPlace,
        purpose: FollowUpPurpose,
        nextDate: LocalDate? = nil,
        at: Instant
    ) {
        self.caseID = caseID
        self.kind = kind
        self.place = place
        self.purpose = purpose
        self.nextDate = nextDate
        self.at = at
    }
}

/// The case was looked at again (§8.2).
public struct Reviewed: Codable, Sendable, Equatable {
    /// The case.
    public var caseID: CaseID
    /// The level.
    public var level: RiskLevel?
    /// Whether the situation is stable.
    public var stable: Bool
    /// When it happened.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, level: RiskLevel? = nil, stable: Bool, at: Instant) {
        self.caseID = caseID
        self.level = level
        self.stable = stable
        self.at = at
    }
}
