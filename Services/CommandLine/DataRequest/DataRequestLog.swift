internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct DataRequestLog: QueryVerb {
    typealias Query = ListReleaseLog
    static let configuration = CommandConfiguration(commandName: "log", abstract: ListReleaseLog.summary)
    static let columns = ["request_id", "data_class", "fields", "released_at", "unavailable", "archive", "hash"]

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Option(help: "At most this many, 1 to 1,000; 100 unless told.") var limit: Int?

    var fields: Fields { ["limit": self.limit] }
}
