internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct ReintegrationResocialise: StaffVerb {
    typealias Command = ResocialiseCommunity
    static let configuration = CommandConfiguration(commandName: "resocialise", abstract: ResocialiseCommunity.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The case.") var caseID: CaseID
    @Flag(inversion: .prefixedNo, help: "Facts of the case were told: then it is refused.") var factsDisclosed: Bool?
    @Option(help: "What was done.") var note: String?

    var fields: Fields { ["case_id": self.caseID, "facts_disclosed": self.factsDisclosed, "note": self.note] }
}
