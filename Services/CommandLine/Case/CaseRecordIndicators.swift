internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct CaseRecordIndicators: StaffVerb {
    typealias Command = RecordOutcomeIndicators
    static let configuration = CommandConfiguration(
        commandName: "record-indicators",
        abstract: RecordOutcomeIndicators.summary
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The case.") var caseID: CaseID
    @Option(help: "The cluster.") var cluster: AidCluster?
    @Option(help: "The month, 2026-03.") var period: String?
    @Option(help: "Those that hold. Repeat it for several.") var holding: [ChangeIndicator] = []

    var fields: Fields {
        [
            "case_id": self.caseID,
            "cluster": self.cluster,
            "period": self.period,
            "holding": self.holding.unlessEmpty,
        ]
    }
}
