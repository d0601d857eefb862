internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct IdentificationShowOncallLog: QueryVerb {
    typealias Query = ShowOncallLog
    static let configuration = CommandConfiguration(commandName: "show-oncall-log", abstract: ShowOncallLog.summary)
    static let columns = ["at", "what", "rung", "by"]

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The case.") var caseID: CaseID

    var fields: Fields { ["case_id": self.caseID] }
}
