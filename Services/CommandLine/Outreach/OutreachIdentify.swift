internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct OutreachIdentify: StaffVerb {
    typealias Command = IdentifyOutreachCase
    static let configuration = CommandConfiguration(commandName: "identify", abstract: IdentifyOutreachCase.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The child on the lists.") var candidateID: CandidateID
    @Option(help: "The kinds of complaint.") var categories: [Vocabulary.Category] = []
    @Option(help: "The level found.") var riskLevel: RiskLevel?
    @Flag(inversion: .prefixedNo, help: "Whether life or safety is at stake.") var emergency: Bool?
    @Option(help: "What is needed at once.") var immediateNeeds: [Need] = []
    @Option(help: "What was found.") var situation: String?

    private struct NeedFields: Encodable, Sendable {
        var categories: [Vocabulary.Category]?
        var riskLevel: RiskLevel?
        var emergency: Bool?
        var immediateNeeds: [Need]?
        var situation: String?
    }

    var fields: Fields {
        let need = NeedFields(
            categories: self.categories.unlessEmpty,
            riskLevel: self.riskLevel,
            emergency: self.emergency,
            immediateNeeds: self.immediateNeeds.unlessEmpty,
            situation: self.situation
        )
        let isGiven = self.riskLevel != nil || self.situation != nil || !self.categories.isEmpty
        return ["candidate_id": self.candidateID, "need": isGiven ? need : nil]
    }
}
