internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct SurveyRecord: StaffVerb {
    typealias Command = RecordSurveyAnswer
    static let configuration = CommandConfiguration(commandName: "record", abstract: RecordSurveyAnswer.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Option(help: "The kind of respondent.") var respondent: SurveyRespondent?
    @Option(help: "A question's answer, `helped_in_time=4`; 1 (not at all) to 4 (fully).") var score: [SurveyScore] = []

    var fields: Fields {
        [
            "respondent": self.respondent,
            "scores": self.score.unlessEmpty,
        ]
    }
}
