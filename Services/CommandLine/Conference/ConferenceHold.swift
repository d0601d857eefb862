internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct ConferenceHold: StaffVerb {
    typealias Command = HoldConference
    static let configuration = CommandConfiguration(commandName: "hold", abstract: HoldConference.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The case.") var caseID: CaseID
    @Argument(help: "The conference.") var conferenceID: ConferenceID
    @Option(help: "Directory ids of the partners that came. Repeat it for several.") var present: [String] = []
    @Option(help: "The minutes' number.") var minutesNo: String?

    var fields: Fields {
        [
            "case_id": self.caseID,
            "conference_id": self.conferenceID,
            "present": self.present.unlessEmpty,
            "minutes_no": self.minutesNo,
        ]
    }
}
