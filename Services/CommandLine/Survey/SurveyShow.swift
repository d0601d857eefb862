internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct SurveyShow: QueryVerb {
    typealias Query = ShowSurvey
    static let configuration = CommandConfiguration(commandName: "show", abstract: ShowSurvey.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Option(help: "The year; this one unless told.") var year: Int?

    var fields: Fields {
        [
            "year": self.year
        ]
    }
}
