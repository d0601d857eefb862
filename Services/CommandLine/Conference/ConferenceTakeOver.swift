internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct ConferenceTakeOver: StaffVerb {
    typealias Command = TakeOverIntervention
    static let configuration = CommandConfiguration(commandName: "take-over", abstract: TakeOverIntervention.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The case.") var caseID: CaseID
    @Argument(help: "The conference.") var conferenceID: ConferenceID
    @Option(help: "The action.") var actionID: String?
    @Option(help: "By when.") var due: LocalDate?

    var fields: Fields {
        [
            "case_id": self.caseID,
            "conference_id": self.conferenceID,
            "action_id": self.actionID,
            "due": self.due,
        ]
    }
}
