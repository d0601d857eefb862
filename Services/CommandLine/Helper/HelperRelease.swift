internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct HelperRelease: StaffVerb {
    typealias Command = ReleaseHelper
    static let configuration = CommandConfiguration(commandName: "release", abstract: ReleaseHelper.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The case.") var caseID: CaseID
    @Option(help: "Who helped.") var helper: Username?

    var fields: Fields { ["case_id": self.caseID, "helper": self.helper] }
}
