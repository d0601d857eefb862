internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct ConferenceRequest: StaffVerb {
    typealias Command = RequestConference
    static let configuration = CommandConfiguration(commandName: "request", abstract: RequestConference.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The case.") var caseID: CaseID

    var fields: Fields { ["case_id": self.caseID] }
}
