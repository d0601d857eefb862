internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct TopologyApply: Verb {
    static let configuration = CommandConfiguration(
        commandName: "apply",
        abstract: "Declare on a running broker what this version needs; nothing is removed.",
        discussion: "A queue whose arguments changed must be emptied and deleted first: the broker says so."
    )

    @OptionGroup var common: CommonOptions
    @Option(help: "The most messages intake.routine holds.")
    var intakeBacklog = Topology.intakeBacklog

    func perform(_ session: Session) async throws {
        let topology = Topology(intakeBacklog: self.intakeBacklog)
        let management = try Management(session.settings.managementURL)
        try await management.load(TopologyDefinitions(topology: topology, users: []))
        session.output.show([
            "applied": true,
            "exchanges": .integer(Int64(topology.exchanges.count)),
            "queues": .integer(Int64(topology.queues.count)),
            "bindings": .integer(Int64(topology.bindings.count)),
        ])
    }
}
