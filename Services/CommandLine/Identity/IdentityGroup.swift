internal import ArgumentParser

struct IdentityGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "identity",
        abstract: "Make one child unreadable for good, and see that it was done everywhere.",
        subcommands: [IdentityDestroy.self, IdentityShow.self]
    )
}
