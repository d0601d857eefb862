internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct CaseRecordProtection: StaffVerb {
    typealias Command = RecordProtectiveAction
    static let configuration = CommandConfiguration(
        commandName: "record-protection",
        abstract: RecordProtectiveAction.summary,
        discussion: "Members that only --body can give: action."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The case.") var caseID: CaseID

    var fields: Fields { ["case_id": self.caseID] }
}
