internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct OutreachAssign: StaffVerb {
    typealias Command = AssignOutreach
    static let configuration = CommandConfiguration(commandName: "assign", abstract: AssignOutreach.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The child on the lists.") var candidateID: CandidateID
    @Option(help: "Who goes.") var worker: Username?
    @Option(help: "The assignment letter's number.") var letterNo: String?
    @Option(help: "What for.") var purpose: String?
    @Option(help: "The last day the letter is good for.") var validUntil: LocalDate?

    var fields: Fields {
        [
            "candidate_id": self.candidateID,
            "worker": self.worker,
            "letter_no": self.letterNo,
            "purpose": self.purpose,
            "valid_until": self.validUntil,
        ]
    }
}
