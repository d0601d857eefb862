internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct ComplaintDocument: StaffVerb {
    typealias Command = DocumentComplaint
    static let configuration = CommandConfiguration(commandName: "document", abstract: DocumentComplaint.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The complaint's number.") var complaintNo: ComplaintNumber
    @Option(help: "Where in the book or the archive: a reference, no names.") var archiveRef: String?

    var fields: Fields {
        [
            "complaint_no": self.complaintNo,
            "archive_ref": self.archiveRef,
        ]
    }
}
