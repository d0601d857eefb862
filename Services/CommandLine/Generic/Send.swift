internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

/// A verb that sends what is in a file, as it is, and prints what came of it.
protocol AnyMessageVerb: Verb {
    var acting: ActingOptions { get }
    var file: String { get }
    /// The message.
    func request(_ client: MessagingClient, _ body: JSONValue) throws -> Request
}

extension AnyMessageVerb {
    func perform(_ session: Session) async throws {
        _ = try session.profile(self.acting)
        let body = try InputFile.object(self.file)
        try session.print(
            await session.asUser(self.acting) { client in
                try await client.ask(self.request(client, body), within: session.wait)
            }
        )
    }
}

struct Send: AnyMessageVerb {
    static let configuration = CommandConfiguration(
        abstract: "Sends any command to a unit: the body as a JSON file, or - for standard input."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @Argument(help: "The unit.") var unit: UnitName
    @Argument(help: "The command, such as sign_handover.") var command: String
    @Argument(help: ArgumentHelp("JSON object; - for standard input.", valueName: "file"), completion: .file())
    var file: String = "-"

    func request(_ client: MessagingClient, _ body: JSONValue) throws -> Request {
        try client.command(self.command, to: self.unit, body: body, messageID: self.acting.messageID)
    }
}
