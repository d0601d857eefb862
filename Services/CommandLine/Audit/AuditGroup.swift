internal import ArgumentParser

struct AuditGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "The journals' proof.",
        subcommands: [AuditVerify.self]
    )
}
