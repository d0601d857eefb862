internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct HelperList: QueryVerb {
    typealias Query = ListHelpers
    static let configuration = CommandConfiguration(commandName: "list", abstract: ListHelpers.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Option(help: "Those of this case; a helper leaves it out.") var caseID: CaseID?
    @Option(help: "Why it must be seen; recorded.") var reason: String?

    var fields: Fields { ["case_id": self.caseID, "reason": self.reason] }
}
