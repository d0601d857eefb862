internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct SurveyClose: StaffVerb {
    typealias Command = CloseSurvey
    static let configuration = CommandConfiguration(commandName: "close", abstract: CloseSurvey.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Option(help: "The year; the open one unless told.") var year: Int?

    var fields: Fields {
        [
            "year": self.year
        ]
    }
}
