internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct OutreachNoNeed: StaffVerb {
    typealias Command = RecordNoNeed
    static let configuration = CommandConfiguration(commandName: "no-need", abstract: RecordNoNeed.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The child on the lists.") var candidateID: CandidateID
    @Option(help: "Why.") var reason: String?

    var fields: Fields {
        [
            "candidate_id": self.candidateID,
            "reason": self.reason,
        ]
    }
}
