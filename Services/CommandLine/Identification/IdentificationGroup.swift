internal import ArgumentParser

struct IdentificationGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "identification",
        abstract: "Who the child is, where it belongs, whether the centre serves it.",
        subcommands: [
            IdentificationList.self,
            IdentificationShow.self,
            IdentificationRecordResidency.self,
            IdentificationDecideScope.self,
            IdentificationDecideSameChild.self,
            IdentificationUnlink.self,
            IdentificationCandidates.self,
            IdentificationShowCaseLog.self,
            IdentificationShowOncallLog.self,
        ]
    )
}
