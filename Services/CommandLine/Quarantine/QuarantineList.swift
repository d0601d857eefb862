internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct QuarantineList: Verb {
    static let configuration = CommandConfiguration(commandName: "list", abstract: ListQuarantine.summary)

    @OptionGroup var common: CommonOptions
    @Argument(help: "Only this unit's.") var unit: UnitName?
    @Flag(help: "Also those replayed or discarded.") var all = false
    @Option(help: "At most this many of each unit, 1 to 1,000.") var limit = 100

    func validate() throws {
        guard (1...1_000).contains(self.limit) else { throw ValidationError("--limit takes 1 to 1000") }
    }

    func perform(_ session: Session) async throws {
        let query = ListQuarantine(limit: self.limit, all: self.all)
        let (rows, silent) = try await session.asAdministrator { client in
            try await client.gather(query, of: self.unit, within: session.wait) { $0.entries }
        }
        try session.show(rows, silent, none: "nothing is quarantined")
    }
}
