internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct CaseRecordSafety: StaffVerb {
    typealias Command = RecordSafetyAssessment
    static let configuration = CommandConfiguration(
        commandName: "record-safety",
        abstract: RecordSafetyAssessment.summary,
        discussion: "Members that only --body can give: assessment."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The case.") var caseID: CaseID
    @Flag(inversion: .prefixedNo, help: "Met in person.") var childSeen: Bool?
    @Flag(inversion: .prefixedNo, help: "Spoken to, also by phone.") var childSpokenTo: Bool?

    var fields: Fields {
        ["case_id": self.caseID, "child_seen": self.childSeen, "child_spoken_to": self.childSpokenTo]
    }
}
