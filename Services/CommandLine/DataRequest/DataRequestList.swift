internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct DataRequestList: QueryVerb {
    typealias Query = ListDataRequests
    static let configuration = CommandConfiguration(commandName: "list", abstract: ListDataRequests.summary)
    static let columns = ["request_id", "state", "applicant", "data_class", "rows", "columns", "act_by"]

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Option(help: "Only in this state, `received`.") var state: String?
    @Option(help: "At most this many, 1 to 1,000; 100 unless told.") var limit: Int?

    var fields: Fields { ["state": self.state, "limit": self.limit] }
}
