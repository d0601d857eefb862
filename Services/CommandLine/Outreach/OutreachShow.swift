internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct OutreachShow: QueryVerb {
    typealias Query = ShowOutreachCandidate
    static let configuration = CommandConfiguration(commandName: "show", abstract: ShowOutreachCandidate.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The child on the lists.") var candidateID: CandidateID
    @Option(help: "Why it is opened.") var reason: String?

    var fields: Fields {
        [
            "candidate_id": self.candidateID,
            "reason": self.reason,
        ]
    }
}
