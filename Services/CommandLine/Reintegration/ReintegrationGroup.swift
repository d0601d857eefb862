internal import ArgumentParser

struct ReintegrationGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reintegration",
        abstract: "How a child comes home.",
        subcommands: [
            ReintegrationStart.self,
            ReintegrationChooseFamily.self,
            ReintegrationFamilyReady.self,
            ReintegrationReunify.self,
            ReintegrationResocialise.self,
            ReintegrationMonitor.self,
            ReintegrationEvaluate.self,
        ]
    )
}
