internal import ArgumentParser

struct ReferralDirectory: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "directory",
        abstract: "The partners the centre refers to: needs, documents, constraints.",
        subcommands: [
            ReferralDirectoryList.self,
            ReferralDirectoryShow.self,
            ReferralDirectoryCheck.self,
            ReferralDirectoryAmend.self,
        ],
        defaultSubcommand: ReferralDirectoryList.self
    )
}
