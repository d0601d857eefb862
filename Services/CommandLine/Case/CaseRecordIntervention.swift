internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct CaseRecordIntervention: StaffVerb {
    typealias Command = RecordIntervention
    static let configuration = CommandConfiguration(
        commandName: "record-intervention",
        abstract: RecordIntervention.summary
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The case.") var caseID: CaseID
    @Option(help: "The action, `a1`.") var actionID: String?
    @Option(help: "What kind; each is monitored separately.") var kind: InterventionType?
    @Option(help: "Where it stands now.") var status: PlanActionStatus?
    @Option(help: "What came of it.") var result: String?

    var fields: Fields {
        [
            "case_id": self.caseID,
            "action_id": self.actionID,
            "kind": self.kind,
            "status": self.status,
            "result": self.result,
        ]
    }
}
