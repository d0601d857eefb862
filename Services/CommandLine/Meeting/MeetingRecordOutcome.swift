internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct MeetingRecordOutcome: StaffVerb {
    typealias Command = RecordMeetingOutcome
    static let configuration = CommandConfiguration(
        commandName: "record-outcome",
        abstract: RecordMeetingOutcome.summary
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The meeting.") var meetingID: MeetingID
    @Argument(help: "The case.") var caseID: CaseID
    @Option(help: "What was decided.") var outcome: AgendaOutcome?
    @Option(help: "What was said about the case.") var note: String?

    var fields: Fields {
        [
            "meeting_id": self.meetingID,
            "case_id": self.caseID,
            "outcome": self.outcome,
            "note": self.note,
        ]
    }
}
