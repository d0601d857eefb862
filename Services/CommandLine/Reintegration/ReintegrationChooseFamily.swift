internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct ReintegrationChooseFamily: StaffVerb {
    typealias Command = ChooseSubstituteFamily
    static let configuration = CommandConfiguration(
        commandName: "choose-family",
        abstract: ChooseSubstituteFamily.summary
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The case.") var caseID: CaseID
    @Option(help: "Why the family is unfit.") var reason: String?

    var fields: Fields { ["case_id": self.caseID, "reason": self.reason] }
}
