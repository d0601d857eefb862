public import Vocabulary

// How a child comes home (S10).

/// A child comes home.
public struct StartReintegration: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "start_reintegration"
    /// What it is for, in a sentence.
    public static let summary = "Begins the return of a child that leaves an institution or shelter."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.socialWorker, .onCallWorker, .coordinatorSw]
    /// The case.
    public var caseID: CaseID
    /// From where.
    public var origin: ReintegrationOrigin
    /// The documents prepared.
    public var documents: String

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, origin: ReintegrationOrigin, documents: String) {
        self.caseID = caseID
        self.origin = origin
        self.documents = documents
    }

    /// A made-up message.
    public static let example = StartReintegration(
        caseID: Examples.caseID,
        origin: .shelter,
        documents: "assessment, birth certificate"
    )
}

/// A substitute family is prepared.
public struct ChooseSubstituteFamily: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "choose_substitute_family"
    /// What it is for, in a sentence.
    public static let summary = "The own family is unfit: a substitute family is prepared."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.coordinatorSw]
    /// The case.
    public var caseID: CaseID
    /// Why the family is unfit.
    public var reason: String

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, reason: String) {
        self.caseID = caseID
        self.reason = reason
    }

    /// A made-up message.
    public static let example = ChooseSubstituteFamily(caseID: Examples.caseID, reason: "the stepfather is back")
}

/// The family is ready.
public struct RecordFamilyReady: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "record_family_ready"
    /// What it is for, in a sentence.
    public static let summary = "Records that the family is ready: visited, the child heard, no risk from it left open."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.socialWorker, .onCallWorker, .coordinatorSw]
    /// The case.
    public var caseID: CaseID
    /// The family was visited.
    public var visited: Bool
    /// The child was heard.
    public var childHeard: Bool
    /// A risk from this family is still open.
    public var openRisk: Bool
    /// What was found.
    public var findings: String

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, visited: Bool, childHeard: Bool, openRisk: Bool, findings: String) {
        self.caseID = caseID
        self.visited = visited
        self.childHeard = childHeard
        self.openRisk = openRisk
        self.findings = findings
    }

    /// A made-up message.
    public static let example = RecordFamilyReady(
        caseID: Examples.caseID,
        visited: true,
        childHeard: true,
        openRisk: false,
        findings: "the aunt has prepared a room"
    )
}

/// The child is with the family.
public struct ReunifyChild: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "reunify_child"
    /// What it is for, in a sentence.
    public static let summary = "Records that the child is with the family; a shelter stay ends."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.socialWorker, .onCallWorker, .coordinatorSw]
    /// The case.
    public var caseID: CaseID
    /// Who brought the child and who received it.
    public var note: String

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, note: String) {
        self.caseID = caseID
        self.note = note
    }

    /// A made-up message.
    public static let example = ReunifyChild(
        caseID: Examples.caseID,
        note: "brought by the worker, received by the aunt"
    )
}

/// The community is ready.
public struct ResocialiseCommunity: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "resocialise_community"
    /// What it is for, in a sentence.
    public static let summary = "Records that the community is ready; no fact of the case is told."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.socialWorker, .onCallWorker, .coordinatorSw]
    /// The case.
    public var caseID: CaseID
    /// Facts of the case were told: then it is refused.
    public var factsDisclosed: Bool
    /// What was done.
    public var note: String

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, factsDisclosed: Bool, note: String) {
        self.caseID = caseID
        self.factsDisclosed = factsDisclosed
        self.note = note
    }

    /// A made-up message.
    public static let example = ResocialiseCommunity(
        caseID: Examples.caseID,
        factsDisclosed: false,
        note: "met with the neighbourhood head"
    )
}

/// How the child does.
public struct MonitorReintegration: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "monitor_reintegration"
    /// What it is for, in a sentence.
    public static let summary = "Records how the child does after the return; as often as needed."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.socialWorker, .onCallWorker, .coordinatorSw]
    /// The case.
    public var caseID: CaseID
    /// What was found.
    public var findings: String

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, findings: String) {
        self.caseID = caseID
        self.findings = findings
    }

    /// A made-up message.
    public static let example = MonitorReintegration(caseID: Examples.caseID, findings: "sleeps well, goes to school")
}

/// The return is judged.
public struct EvaluateReintegration: CaseCommand, Equatable {
    /// The message's `type`.
    public static let type = "evaluate_reintegration"
    /// What it is for, in a sentence.
    public static let summary = "Judges the return: success leads to closure, failure to a new plan."
    /// Who may send it; the rule decides again, case by case.
    public static let roles: Set<Role> = [.coordinatorSw]
    /// The case.
    public var caseID: CaseID
    /// Whether it holds.
    public var success: Bool
    /// What was found.
    public var findings: String

    /// All members; optional ones may be left out.
    public init(caseID: CaseID, success: Bool, findings: String) {
        self.caseID = caseID
        self.success = success
        self.findings = findings
    }

    /// A made-up message.
    public static let example = EvaluateReintegration(
        caseID: Examples.caseID,
        success: true,
        findings: "stable for four weeks"
    )
}
