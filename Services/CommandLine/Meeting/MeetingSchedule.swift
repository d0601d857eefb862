internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct MeetingSchedule: StaffVerb {
    typealias Command = ScheduleCaseMeeting
    static let configuration = CommandConfiguration(commandName: "schedule", abstract: ScheduleCaseMeeting.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Option(help: "When it begins.") var startsAt: Instant?

    var fields: Fields { ["starts_at": self.startsAt] }
}
