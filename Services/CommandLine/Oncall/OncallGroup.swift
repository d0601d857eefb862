internal import ArgumentParser

struct OncallGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "oncall",
        abstract: "Urgent cases: wait for them, take or pass them, see who has which.",
        subcommands: [OncallList.self],
        defaultSubcommand: OncallList.self
    )
}
