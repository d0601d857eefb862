internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct AlertsList: Verb {
    static let configuration = CommandConfiguration(commandName: "list", abstract: ListAlerts.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @Argument(help: "Only this unit's.") var unit: UnitName?
    @Flag(help: "Also those acknowledged, or met meanwhile.") var all = false
    @Option(help: "At most this many of each unit, 1 to 1,000.") var limit = 100

    func validate() throws {
        guard (1...1_000).contains(self.limit) else { throw ValidationError("--limit takes 1 to 1000") }
        if self.acting.messageID != nil { throw ValidationError("--message-id belongs to alerts acknowledge") }
    }

    func perform(_ session: Session) async throws {
        let query = ListAlerts(all: self.all, limit: self.limit)
        let (rows, silent) = try await session.asUser(self.acting) { client in
            try await client.gather(query, of: self.unit, within: session.wait) { $0.alerts }
        }
        try session.show(rows, silent, none: "no missed limit waits for you")
    }
}
