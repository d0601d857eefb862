internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct ConferenceDecline: StaffVerb {
    typealias Command = DeclineIntervention
    static let configuration = CommandConfiguration(commandName: "decline", abstract: DeclineIntervention.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The case.") var caseID: CaseID
    @Argument(help: "The conference.") var conferenceID: ConferenceID
    @Option(help: "The action.") var actionID: String?
    @Option(help: "Why.") var reason: String?

    var fields: Fields {
        [
            "case_id": self.caseID,
            "conference_id": self.conferenceID,
            "action_id": self.actionID,
            "reason": self.reason,
        ]
    }
}
