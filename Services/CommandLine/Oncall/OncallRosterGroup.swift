internal import ArgumentParser

struct OncallRosterGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "roster",
        abstract: "Who is on call when and where, under which standing letter.",
        subcommands: [OncallRosterList.self, OncallRosterSet.self, OncallRosterRemove.self],
        defaultSubcommand: OncallRosterList.self
    )
}
