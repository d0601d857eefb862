internal import ArgumentParser

struct AtRiskGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "at-risk",
        abstract: "Lists of children at risk: imported with source and date.",
        subcommands: [AtRiskImport.self, AtRiskSources.self]
    )
}
