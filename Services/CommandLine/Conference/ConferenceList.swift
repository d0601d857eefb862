internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct ConferenceList: QueryVerb {
    typealias Query = ListConferences
    static let configuration = CommandConfiguration(commandName: "list", abstract: ListConferences.summary)
    static let columns = ["conference_id", "case_id", "phase", "starts_at", "partners"]

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Option(help: "Only those about this case.") var caseID: CaseID?
    @Option(help: "At most this many, 1 to 1,000; 100 unless told.") var limit: Int?

    var fields: Fields { ["case_id": self.caseID, "limit": self.limit] }
}
