internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct DataRequestLedger: QueryVerb {
    typealias Query = ListReleases
    static let configuration = CommandConfiguration(commandName: "ledger", abstract: ListReleases.summary)
    static let columns = [
        "released_at", "request_id", "username", "data_class", "fields", "from_month", "to_month", "edition",
        "withheld",
        "hash",
    ]

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Option(help: "Only to this user.") var username: String?
    @Option(help: "At most this many, 1 to 1,000; 100 unless told.") var limit: Int?

    var fields: Fields { ["username": self.username, "limit": self.limit] }
}
