internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct SurveyOpen: StaffVerb {
    typealias Command = OpenSurvey
    static let configuration = CommandConfiguration(commandName: "open", abstract: OpenSurvey.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Option(help: "The year.") var year: Int?

    var fields: Fields {
        [
            "year": self.year
        ]
    }
}
