internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct OncallDecline: StaffVerb {
    typealias Command = DeclineHandOver
    static let configuration = CommandConfiguration(commandName: "decline", abstract: DeclineHandOver.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The case.") var caseID: CaseID
    @Option(help: "Why.") var reason: String?

    var fields: Fields { ["case_id": self.caseID, "reason": self.reason] }
}
