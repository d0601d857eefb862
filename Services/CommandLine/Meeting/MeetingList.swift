internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct MeetingList: QueryVerb {
    typealias Query = ListCaseMeetings
    static let configuration = CommandConfiguration(commandName: "list", abstract: ListCaseMeetings.summary)
    static let columns = ["meeting_id", "phase", "starts_at", "minutes_no", "agenda"]

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Option(help: "Only this one.") var meetingID: MeetingID?
    @Option(help: "At most this many, 1 to 1,000; 100 unless told.") var limit: Int?

    var fields: Fields { ["meeting_id": self.meetingID, "limit": self.limit] }
}
