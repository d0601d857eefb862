internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct RhythmRecordSupervision: StaffVerb {
    typealias Command = RecordSupervision
    static let configuration = CommandConfiguration(
        commandName: "record-supervision",
        abstract: RecordSupervision.summary
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Option(help: "supervision_of_social_workers or supervision_of_case_workers.") var kind: RhythmKind?
    @Option(help: "Who was supervised.") var worker: Username?
    @Option(help: "The day.") var date: LocalDate?
    @Option(help: "The record's number.") var documentNo: String?
    @Option(help: "What was found and agreed; sealed.") var findings: String?

    var fields: Fields {
        [
            "kind": self.kind, "worker": self.worker, "date": self.date, "document_no": self.documentNo,
            "findings": self.findings,
        ]
    }
}
