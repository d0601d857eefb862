internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct CaseRecordMonitoring: StaffVerb {
    typealias Command = RecordPostMonitoring
    static let configuration = CommandConfiguration(
        commandName: "record-monitoring",
        abstract: RecordPostMonitoring.summary,
        discussion: "Members that only --body can give: form."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The case.") var caseID: CaseID

    var fields: Fields { ["case_id": self.caseID] }
}
