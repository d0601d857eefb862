internal import ArgumentParser

struct RegistryGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "registry",
        abstract: "The population registry's side: answers where a person belongs.",
        subcommands: [RegistryServe.self]
    )
}
