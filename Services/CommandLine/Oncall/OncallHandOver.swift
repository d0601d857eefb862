internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct OncallHandOver: StaffVerb {
    typealias Command = OfferHandOver
    static let configuration = CommandConfiguration(commandName: "hand-over", abstract: OfferHandOver.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The case.") var caseID: CaseID
    @Option(help: "Who shall have it.") var to: Username?
    @Option(help: "What the other must know.") var note: String?

    var fields: Fields { ["case_id": self.caseID, "to": self.to, "note": self.note] }
}
