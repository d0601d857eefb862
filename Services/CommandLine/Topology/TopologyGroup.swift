internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct TopologyGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "topology",
        abstract: "Exchanges, queues, bindings and permissions of the broker.",
        subcommands: [TopologyExport.self, TopologyApply.self]
    )
}
