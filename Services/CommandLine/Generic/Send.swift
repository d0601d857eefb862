internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct Send: Verb {
    static let configuration = CommandConfiguration(
        abstract: "Send any command to a unit: the body as a JSON file, or - for standard input."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @Argument(help: "The unit.") var unit: UnitName
    @Argument(help: "The command, such as sign_handover.") var command: String
    @Argument(help: ArgumentHelp("JSON object; - for standard input.", valueName: "file"), completion: .file())
    var file: String = "-"

    func perform(_ session: Session) async throws {
        _ = try session.profile(self.acting)
        let body = try InputFile.object(self.file)
        let answer = try await session.asUser(self.acting) { client in
            let request = try client.command(self.command, to: self.unit, body: body, messageID: self.acting.messageID)
            return try await client.ask(request, within: session.wait)
        }
        try session.print(answer)
    }
}
