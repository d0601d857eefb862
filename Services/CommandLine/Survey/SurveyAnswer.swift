internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct SurveyAnswer: FormVerb {
    static let configuration = CommandConfiguration(commandName: "answer", abstract: SurveyAnswerSubmitted.summary)

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

    func perform(_ session: Session) async throws {
        let message = try self.message(SurveyAnswerSubmitted.self)
        let answer = try await session.asUser(self.acting) { client in
            let request = Request(
                unit: .intake,
                route: Routing.complaint(from: client.profile.username, lane: .routine),
                type: SurveyAnswerSubmitted.type,
                messageID: self.acting.messageID ?? Request.newMessageID(),
                body: try JSONEncoding.encode(message)
            )
            return try await client.ask(request, within: session.wait)
        }
        try session.print(answer)
    }
}
