internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct ConferenceDocument: StaffVerb {
    typealias Command = DocumentConference
    static let configuration = CommandConfiguration(commandName: "document", abstract: DocumentConference.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The case.") var caseID: CaseID
    @Argument(help: "The conference.") var conferenceID: ConferenceID

    var fields: Fields { ["case_id": self.caseID, "conference_id": self.conferenceID] }
}
