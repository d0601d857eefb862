internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct MeetingList: QueryVerb {
    typealias Query = ListCaseMeetings
    static let configuration = CommandConfiguration(commandName: "list", abstract: ListCaseMeetings.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Option(help: "Only this one, with what was said of its cases.") var meetingID: MeetingID?
    @Option(help: "The next page: the `next` of the answer before.") var after: MeetingID?
    @Option(help: "At most this many, 1 to 100; 20 unless told.") var limit: Int?
    @Option(help: "Why what was said is read; recorded.") var reason: String?

    var fields: Fields {
        ["meeting_id": self.meetingID, "after": self.after, "limit": self.limit, "reason": self.reason]
    }
}
