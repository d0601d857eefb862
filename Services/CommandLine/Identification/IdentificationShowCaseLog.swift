internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct IdentificationShowCaseLog: QueryVerb {
    typealias Query = ShowCaseLog
    static let configuration = CommandConfiguration(commandName: "show-log", abstract: ShowCaseLog.summary)
    static let columns = ["at", "what", "by"]

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The case.") var caseID: CaseID

    var fields: Fields { ["case_id": self.caseID] }
}
