internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct QuarantineReplay: Verb {
    static let configuration = CommandConfiguration(commandName: "replay", abstract: ReplayQuarantined.summary)

    @OptionGroup var common: CommonOptions
    @Argument var unit: UnitName
    @Argument(help: "The entry's number.") var entry: Int64

    func perform(_ session: Session) async throws {
        let command = ReplayQuarantined(entry: self.entry)
        let answer = try await session.asAdministrator { client in
            let request = try client.command(ReplayQuarantined.type, to: self.unit, body: command)
            return try await client.ask(request, within: session.wait)
        }
        try session.print(answer)
    }
}
