internal import ArgumentParser

struct IdentityGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "identity",
        abstract: "Makes one child unreadable for good, and shows that it was done everywhere.",
        subcommands: [IdentityDestroy.self, IdentityShow.self]
    )
}
