internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct RhythmSupervisions: QueryVerb {
    typealias Query = ListSupervisions
    static let configuration = CommandConfiguration(commandName: "supervisions", abstract: ListSupervisions.summary)
    static let columns = ["date", "kind", "worker", "by", "document_no", "findings"]

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Option(help: "Only of this worker.") var worker: Username?
    @Option(help: "Not before this day.") var from: LocalDate?
    @Option(help: "At most this many, 1 to 1,000; 100 unless told.") var limit: Int?
    @Option(help: "Why it is read; recorded.") var reason: String?

    var fields: Fields {
        ["worker": self.worker, "from": self.from, "limit": self.limit, "reason": self.reason]
    }
}
