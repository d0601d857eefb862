internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct ConferenceInvite: StaffVerb {
    typealias Command = InviteFocalPoint
    static let configuration = CommandConfiguration(commandName: "invite", abstract: InviteFocalPoint.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The case.") var caseID: CaseID
    @Argument(help: "The conference.") var conferenceID: ConferenceID
    @Option(help: "The partner's directory id.") var institution: String?
    @Option(help: "What is needed of it.") var need: Need?
    @Option(
        name: .customLong("action-ids"),
        help: "The plan's actions it is asked to take over. Repeat it for several."
    )
    var actionIDs: [String] = []
    @Option(help: "What this focal point needs to know, at most 800 characters; no name unless it must be.")
    var facts: String?

    var fields: Fields {
        [
            "case_id": self.caseID,
            "conference_id": self.conferenceID,
            "institution": self.institution,
            "need": self.need,
            "action_ids": self.actionIDs.unlessEmpty,
            "facts": self.facts,
        ]
    }
}
