internal import ArgumentParser

struct ContractsGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "contracts",
        abstract: "The whole interface as AsyncAPI and JSON Schema.",
        subcommands: [ContractsExport.self]
    )
}
