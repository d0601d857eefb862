internal import ArgumentParser

struct OncallGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "oncall",
        abstract: "Urgent cases: wait for them, take or pass them, see who has which.",
        subcommands: [
            OncallWatch.self, OncallList.self, OncallTake.self, OncallPass.self, OncallRelease.self,
            OncallHandOver.self, OncallAccept.self, OncallDecline.self, OncallRosterGroup.self,
        ],
        defaultSubcommand: OncallWatch.self
    )
}
