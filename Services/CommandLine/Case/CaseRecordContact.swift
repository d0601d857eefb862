internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct CaseRecordContact: StaffVerb {
    typealias Command = RecordContactAttempt
    static let configuration = CommandConfiguration(
        commandName: "record-contact",
        abstract: RecordContactAttempt.summary
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The case.") var caseID: CaseID
    @Flag(inversion: .prefixedNo, help: "Whether somebody was reached.") var reached: Bool?
    @Option(help: "What happened.") var note: String?

    var fields: Fields { ["case_id": self.caseID, "reached": self.reached, "note": self.note] }
}
