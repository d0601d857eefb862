internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct CaseRecordFollowUp: StaffVerb {
    typealias Command = RecordFollowUp
    static let configuration = CommandConfiguration(
        commandName: "record-follow-up",
        abstract: RecordFollowUp.summary,
        discussion: "Members that only --body can give: form."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The case.") var caseID: CaseID
    @Option(help: "Planned or not.") var kind: FollowUpKind?
    @Option(help: "Where.") var place: FollowUpPlace?
    @Option(help: "What for.") var purpose: FollowUpPurpose?
    @Option(help: "The next meeting; needed unless it is the last.") var nextDate: LocalDate?
    @Flag(inversion: .prefixedNo, help: "No further meeting: the case is closing.") var last: Bool?

    var fields: Fields {
        [
            "case_id": self.caseID,
            "kind": self.kind,
            "place": self.place,
            "purpose": self.purpose,
            "next_date": self.nextDate,
            "last": self.last,
        ]
    }
}
