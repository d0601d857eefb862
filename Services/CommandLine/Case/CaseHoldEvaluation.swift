internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct CaseHoldEvaluation: StaffVerb {
    typealias Command = HoldEvaluation
    static let configuration = CommandConfiguration(
        commandName: "hold-evaluation",
        abstract: HoldEvaluation.summary,
        discussion: "Members that only --body can give: results."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The case.") var caseID: CaseID
    @Flag(inversion: .prefixedNo, help: "Whether the goals are met.") var goalsMet: Bool?
    @Flag(inversion: .prefixedNo, help: "Whether the child still is at risk.") var stillAtRisk: Bool?
    @Option(help: "What was said.") var minutes: String?

    var fields: Fields {
        [
            "case_id": self.caseID,
            "goals_met": self.goalsMet,
            "still_at_risk": self.stillAtRisk,
            "minutes": self.minutes,
        ]
    }
}
