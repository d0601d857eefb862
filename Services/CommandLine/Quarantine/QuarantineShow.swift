internal import ArgumentParser
internal import Contracts
internal import Foundation
internal import JSON
internal import Vocabulary

struct QuarantineShow: Verb {
    static let configuration = CommandConfiguration(commandName: "show", abstract: ShowQuarantine.summary)

    @OptionGroup var common: CommonOptions
    @Argument var unit: UnitName
    @Argument(help: "The entry's number.") var entry: Int64
    @Option(help: "Why it must be seen; recorded.") var reason: String

    func perform(_ session: Session) async throws {
        let query = ShowQuarantine(entry: self.entry, reason: self.reason)
        let answer = try await session.asAdministrator { client in
            try await client.ask(query, of: self.unit, within: session.wait)
        }
        guard let answer else { throw Failure("\(self.unit.rawValue) did not answer", hint: "pksai status") }
        guard !session.output.json else { return session.output.show(try JSONEncoding.encodeToValue(answer)) }
        session.output.show(try JSONEncoding.encodeToValue(answer.entry))
        let problems = try JSONEncoding.encodeToValue(answer.problems)
        for line in AnswerText.problems(problems, session.output) { session.output.line(line) }
        guard let body = answer.body.flatMap({ Data(base64Encoded: $0) }) else {
            return session.output.line("the body is destroyed")
        }
        session.output.line("")
        session.output.line(Rendering.harmless(String(decoding: body, as: UTF8.self)))
    }
}
