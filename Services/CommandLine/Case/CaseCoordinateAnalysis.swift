internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct CaseCoordinateAnalysis: StaffVerb {
    typealias Command = CoordinateAnalysis
    static let configuration = CommandConfiguration(
        commandName: "coordinate-analysis",
        abstract: CoordinateAnalysis.summary
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The case.") var caseID: CaseID
    @Option(help: "The decision.") var decision: String?

    var fields: Fields { ["case_id": self.caseID, "decision": self.decision] }
}
