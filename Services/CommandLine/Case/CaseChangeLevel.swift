internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct CaseChangeLevel: StaffVerb {
    typealias Command = ChangeRiskLevel
    static let configuration = CommandConfiguration(commandName: "change-level", abstract: ChangeRiskLevel.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The case.") var caseID: CaseID
    @Option(help: "The new level.") var level: RiskLevel?
    @Option(help: "The social worker consulted; needed.") var consulted: Username?
    @Option(help: "Why.") var reason: String?

    var fields: Fields {
        [
            "case_id": self.caseID,
            "level": self.level,
            "consulted": self.consulted,
            "reason": self.reason,
        ]
    }
}
