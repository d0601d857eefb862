internal import ArgumentParser

struct PackGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pack",
        abstract: "Procedure packs: how a city works, as data. Needs no running system.",
        subcommands: [PackList.self, PackShow.self, PackCheck.self]
    )
}
