internal import ArgumentParser

struct HelperGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "helper",
        abstract: "TKSK and PSM who help with a child: asked, what they saw, released.",
        subcommands: [HelperAsk.self, HelperList.self, HelperReport.self, HelperRelease.self]
    )
}
