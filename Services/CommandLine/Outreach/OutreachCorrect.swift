internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct OutreachCorrect: StaffVerb {
    typealias Command = CorrectSourceData
    static let configuration = CommandConfiguration(commandName: "correct", abstract: CorrectSourceData.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The child on the lists.") var candidateID: CandidateID
    @Option(help: "Which fact.") var field: SourceField?
    @Option(help: "What is true; for an indicator the one that does not hold.") var value: String?
    @Option(help: "What shows it.") var evidence: String?

    var fields: Fields {
        [
            "candidate_id": self.candidateID,
            "field": self.field,
            "value": self.value,
            "evidence": self.evidence,
        ]
    }
}
