public import Vocabulary

/// Asks for an urgent case's way over the on-call ladder.
public struct ShowOncallLog: QueryContract, Equatable {
    /// The message's `type`.
    public static let type = "show_oncall_log"
    /// What it is for, in a sentence.
    public static let summary =
        "Shows an urgent case's way over the on-call ladder: calls, claims, passes, lapses, hand-overs."
    /// The unit that owns the thing.
    public static let unit = UnitName.identification
    /// Who may send it.
    public static let roles: Set<Role> = [
        .analyst, .dataOfficer, .headPksai, .coordinatorPksai, .coordinatorSw, .secretary, .responsibleOfficer,
    ]
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
    public static let example = ShowOncallLog(caseID: Examples.caseID)
    /// What an answer looks like.
    public static let answerExample = Answer(
        steps: [CaseLogStep(what: "urgent_case_claimed", by: Examples.username, rung: .worker, at: Examples.now)]
    )
}
