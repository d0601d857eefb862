internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct QuarantineDiscard: Verb {
    static let configuration = CommandConfiguration(commandName: "discard", abstract: DiscardQuarantined.summary)

    @OptionGroup var common: CommonOptions
    @Argument var unit: UnitName
    @Argument(help: "The entry's number.") var entry: Int64
    @Option(help: "Why; recorded.") var reason: String

    func perform(_ session: Session) async throws {
        let command = DiscardQuarantined(entry: self.entry, reason: self.reason)
        let answer = try await session.asAdministrator { client in
            let request = try client.command(DiscardQuarantined.type, to: self.unit, body: command)
            return try await client.ask(request, within: session.wait)
        }
        try session.print(answer)
    }
}
