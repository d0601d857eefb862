internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct ConferenceSchedule: StaffVerb {
    typealias Command = ScheduleConference
    static let configuration = CommandConfiguration(commandName: "schedule", abstract: ScheduleConference.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The case.") var caseID: CaseID
    @Option(help: "The conference asked for; left out, a new one.") var conferenceID: ConferenceID?
    @Option(help: "When it begins.") var startsAt: Instant?
    @Option(help: "Where.") var place: String?
    @Option(help: "Directory ids of the partners. Repeat it for several.") var institutions: [String] = []

    var fields: Fields {
        [
            "case_id": self.caseID,
            "conference_id": self.conferenceID,
            "starts_at": self.startsAt,
            "place": self.place,
            "institutions": self.institutions.unlessEmpty,
        ]
    }
}
