internal import ArgumentParser

struct KeyringGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keyring",
        abstract: "The units' keys.",
        subcommands: [KeyringGenerate.self]
    )
}
