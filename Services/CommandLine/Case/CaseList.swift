internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct CaseList: QueryVerb {
    typealias Query = ListCases
    static let configuration = CommandConfiguration(commandName: "list", abstract: ListCases.summary)
    static let columns = [
        "case_id", "complaint_no", "registration_no", "stage", "risk_level", "worker", "manager", "consent", "clocks",
    ]

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Option(help: "Only in this stage, `awaiting_consent`.") var stage: String?
    @Flag(inversion: .prefixedNo, help: "Only those the asker works on.") var mine: Bool?
    @Flag(inversion: .prefixedNo, help: "Only those that nobody has, because who had them is gone.") var vacant: Bool?
    @Flag(inversion: .prefixedNo, help: "Also those that are over.") var all: Bool?
    @Option(help: "At most this many, 1 to 1,000; 100 unless told.") var limit: Int?

    var fields: Fields {
        ["stage": self.stage, "mine": self.mine, "vacant": self.vacant, "all": self.all, "limit": self.limit]
    }
}
