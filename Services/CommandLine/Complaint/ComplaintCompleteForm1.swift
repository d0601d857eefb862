internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Instruments
internal import Vocabulary

struct ComplaintCompleteForm1: StaffVerb {
    typealias Command = CompleteForm1
    static let configuration = CommandConfiguration(
        commandName: "complete-form1",
        abstract: CompleteForm1.summary,
        discussion: "Members that only --body can give: child, family, initial_assessment."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The complaint's number.") var complaintNo: ComplaintNumber
    @Option(help: "More about the situation: appended.") var situation: String?
    @Option(help: "All kinds of complaint, if they change.") var categories: [Vocabulary.Category] = []
    @Option(help: "Papers that came in.") var documents: [IntakeDocument] = []
    @Option(help: "Fields that were asked for and nobody knows.") var unknownFields: [FieldCode] = []
    @Option(help: "Where the assessment took place.") var place: String?
    @Option(help: "The day of the assessment.") var date: LocalDate?
    @Flag(inversion: .prefixedNo, help: "Whether the sender signs: then nothing mandatory may be missing.")
    var signed: Bool?

    var fields: Fields {
        [
            "complaint_no": self.complaintNo,
            "situation": self.situation,
            "categories": self.categories.unlessEmpty,
            "documents": self.documents.unlessEmpty,
            "unknown_fields": self.unknownFields.unlessEmpty,
            "place": self.place,
            "date": self.date,
            "signed": self.signed,
        ]
    }
}
