internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct RhythmRecord: StaffVerb {
    typealias Command = RecordRhythm
    static let configuration = CommandConfiguration(commandName: "record", abstract: RecordRhythm.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Option(help: "Which one.") var kind: RhythmKind?
    @Option(help: "The day.") var date: LocalDate?
    @Option(help: "The record's number.") var documentNo: String?

    var fields: Fields { ["kind": self.kind, "date": self.date, "document_no": self.documentNo] }
}
