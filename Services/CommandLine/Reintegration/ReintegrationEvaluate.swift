internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct ReintegrationEvaluate: StaffVerb {
    typealias Command = EvaluateReintegration
    static let configuration = CommandConfiguration(commandName: "evaluate", abstract: EvaluateReintegration.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The case.") var caseID: CaseID
    @Flag(inversion: .prefixedNo, help: "Whether it holds.") var success: Bool?
    @Option(help: "What was found.") var findings: String?

    var fields: Fields { ["case_id": self.caseID, "success": self.success, "findings": self.findings] }
}
