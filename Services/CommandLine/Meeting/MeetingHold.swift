internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct MeetingHold: StaffVerb {
    typealias Command = HoldCaseMeeting
    static let configuration = CommandConfiguration(commandName: "hold", abstract: HoldCaseMeeting.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The meeting.") var meetingID: MeetingID
    @Option(help: "Who was there; at least two. Repeat it for several.") var attendees: [Username] = []
    @Option(help: "Who led it, one of them; unless told the coordinator who was there.") var chair: Username?
    @Option(help: "The minutes' number.") var minutesNo: String?

    var fields: Fields {
        [
            "meeting_id": self.meetingID,
            "attendees": self.attendees.unlessEmpty,
            "chair": self.chair,
            "minutes_no": self.minutesNo,
        ]
    }
}
