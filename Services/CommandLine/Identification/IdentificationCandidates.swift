internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct IdentificationCandidates: QueryVerb {
    typealias Query = ListSameChildCandidates
    static let configuration = CommandConfiguration(
        commandName: "candidates",
        abstract: ListSameChildCandidates.summary
    )
    static let columns = ["complaint_id", "child_id", "other_child_id", "strength", "reasons"]

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Option(help: "At most this many, 1 to 1,000; 100 unless told.") var limit: Int?

    var fields: Fields { ["limit": self.limit] }
}
