public import ArgumentParser
public import Contracts
internal import Vocabulary

struct SurveyGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "survey",
        abstract: "The yearly satisfaction survey: anonymous answers, counts only.",
        subcommands: [
            SurveyOpen.self, SurveyAnswer.self, SurveyRecord.self, SurveyClose.self, SurveyShow.self,
        ]
    )
}

extension SurveyScore: ExpressibleByArgument {
    /// `question=score`.
    public init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2, let question = SurveyQuestion(rawValue: parts[0]), let score = Int(parts[1]) else {
            return nil
        }
        self.init(question: question, score: score)
    }
}
