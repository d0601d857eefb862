internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct CaseRecordReview: StaffVerb {
    typealias Command = RecordReview
    static let configuration = CommandConfiguration(commandName: "record-review", abstract: RecordReview.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The case.") var caseID: CaseID
    @Option(help: "The level found; lowering it is head_pksai's.") var level: RiskLevel?
    @Flag(inversion: .prefixedNo, help: "Whether the child's situation is stable.") var stable: Bool?
    @Option(help: "Progress of each intervention.") var progress: String?
    @Option(help: "The next date agreed.") var nextDate: LocalDate?

    var fields: Fields {
        [
            "case_id": self.caseID,
            "level": self.level,
            "stable": self.stable,
            "progress": self.progress,
            "next_date": self.nextDate,
        ]
    }
}
