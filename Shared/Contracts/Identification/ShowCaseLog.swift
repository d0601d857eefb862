public import Vocabulary

/// One step of a case's way.
public struct CaseLogStep: Codable, Sendable, Equatable {
    /// The event's word, `urgent_case_claimed`.
    public var what: String
    /// Who, if a person did it.
    public var by: Username?
    /// The rung, if one was called or claimed on.
    public var rung: OncallRung?
    /// When.
    public var at: Instant

    /// All members; optional ones may be left out.
    public init(what: String, by: Username? = nil, rung: OncallRung? = nil, at: Instant) {
        self.what = what
        self.by = by
        self.rung = rung
        self.at = at
    }
}

/// Asks for the data bank's index of a case: what its file holds, step by step.
public struct ShowCaseLog: QueryContract, Equatable {
    /// The message's `type`.
    public static let type = "show_case_log"
    /// What it is for, in a sentence.
    public static let summary = "Shows what happened to a case and when, as the data bank's index holds it: no names."
    /// The unit that owns the thing.
    public static let unit = UnitName.identification
    /// Who may send it.
    public static let roles = ShowOncallLog.roles
    /// The case.
    public var caseID: CaseID

    /// All members.
    public init(caseID: CaseID) { self.caseID = caseID }

    /// The log.
    public struct Answer: Codable, Sendable, Equatable {
        /// By time.
        public var steps: [CaseLogStep]

        /// All members.
        public init(steps: [CaseLogStep]) { self.steps = steps }
    }

    /// A made-up message.
    public static let example = ShowCaseLog(caseID: Examples.caseID)
    /// What an answer looks like.
    public static let answerExample = Answer(
        steps: [CaseLogStep(what: "plan_approved", by: Examples.username, at: Examples.now)]
    )
}
