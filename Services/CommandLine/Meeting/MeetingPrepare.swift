internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct MeetingPrepare: StaffVerb {
    typealias Command = PrepareCaseMeeting
    static let configuration = CommandConfiguration(commandName: "prepare", abstract: PrepareCaseMeeting.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The meeting.") var meetingID: MeetingID

    var fields: Fields { ["meeting_id": self.meetingID] }
}
