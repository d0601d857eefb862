internal import ArgumentParser

struct QuarantineGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quarantine",
        abstract: "Messages a unit could not handle.",
        subcommands: [QuarantineList.self, QuarantineShow.self, QuarantineReplay.self, QuarantineDiscard.self]
    )
}
