internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct KeyringGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keyring",
        abstract: "The units' keys.",
        subcommands: [KeyringGenerate.self, KeyringRotate.self]
    )
}
