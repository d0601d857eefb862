internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct MeetingDocument: StaffVerb {
    typealias Command = DocumentCaseMeeting
    static let configuration = CommandConfiguration(commandName: "document", abstract: DocumentCaseMeeting.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The meeting.") var meetingID: MeetingID

    var fields: Fields { ["meeting_id": self.meetingID] }
}
