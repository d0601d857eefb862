internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct OutreachList: QueryVerb {
    typealias Query = ListOutreachCandidates
    static let configuration = CommandConfiguration(commandName: "list", abstract: ListOutreachCandidates.summary)
    static let columns = [
        "candidate_id", "status", "score", "level", "proposed_level", "reasons", "lists", "worker", "letter_no",
    ]

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Option(help: "Only in this state: imported, ranked, assigned, visited, case_identified, closed_candidate.")
    var status: String?
    @Option(help: "Only on this list.") var list: DataSource?
    @Option(help: "Only in this sub-district.") var subdistrict: String?
    @Option(help: "Only those assigned to this worker.") var worker: Username?
    @Option(help: "At most this many, 1 to 1,000; 100 unless told.") var limit: Int?

    var fields: Fields {
        [
            "status": self.status,
            "list": self.list,
            "subdistrict": self.subdistrict,
            "worker": self.worker,
            "limit": self.limit,
        ]
    }
}
