internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct AtRiskSources: QueryVerb {
    typealias Query = ListSecondaryData
    static let configuration = CommandConfiguration(commandName: "sources", abstract: ListSecondaryData.summary)
    static let columns = [
        "source", "date", "age_days", "rows", "refused", "at",
    ]

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Option(help: "Only of this keeper.") var source: DataSource?

    var fields: Fields {
        [
            "source": self.source
        ]
    }
}
