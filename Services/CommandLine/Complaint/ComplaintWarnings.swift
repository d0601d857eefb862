internal import ArgumentParser
internal import JSON
internal import Vocabulary

struct ComplaintWarnings: Verb {
    static let configuration = CommandConfiguration(
        commandName: "warnings",
        abstract: "What every intake officer keeps in mind and says before serving."
    )

    @OptionGroup var common: CommonOptions
    @Flag(help: "In Indonesian.") var indonesian = false

    func perform(_ session: Session) async throws {
        for warning in StandingWarning.allCases {
            if session.output.json {
                let line: JSONObject = [
                    "warning": .string(warning.rawValue), "english": .string(warning.english),
                    "indonesian": .string(warning.indonesian),
                ]
                session.output.line(JSONValue.object(line).text)
            } else {
                session.output.line(self.indonesian ? warning.indonesian : warning.english)
            }
        }
    }
}
