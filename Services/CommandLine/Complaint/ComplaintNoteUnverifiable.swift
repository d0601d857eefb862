internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct ComplaintNoteUnverifiable: StaffVerb {
    typealias Command = NoteUnverifiable
    static let configuration = CommandConfiguration(
        commandName: "note-unverifiable",
        abstract: NoteUnverifiable.summary
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The complaint's number.") var complaintNo: ComplaintNumber
    @Option(help: "Who was asked.") var sources: [TraceSource] = []
    @Option(help: "What was tried.") var note: String?

    var fields: Fields {
        [
            "complaint_no": self.complaintNo,
            "sources": self.sources.unlessEmpty,
            "note": self.note,
        ]
    }
}
