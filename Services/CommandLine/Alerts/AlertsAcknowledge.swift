internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct AlertsAcknowledge: Verb {
    static let configuration = CommandConfiguration(
        commandName: "acknowledge",
        abstract: AcknowledgeAlert.summary,
        discussion: "Unit and id stand in the alert and in `pksai alerts list`."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @Argument(help: "The unit that raised it.") var unit: UnitName
    @Argument(help: "The alert's id.") var alertID: String
    @Option(help: "What will be done; no names.") var note: String?

    func perform(_ session: Session) async throws {
        let command = AcknowledgeAlert(alertID: self.alertID, note: self.note)
        let answer = try await session.asUser(self.acting) { client in
            let request = try client.command(
                AcknowledgeAlert.type,
                to: self.unit,
                body: command,
                messageID: self.acting.messageID
            )
            return try await client.ask(request, within: session.wait)
        }
        try session.print(answer)
    }
}
