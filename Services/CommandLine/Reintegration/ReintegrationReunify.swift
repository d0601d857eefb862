internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct ReintegrationReunify: StaffVerb {
    typealias Command = ReunifyChild
    static let configuration = CommandConfiguration(commandName: "reunify", abstract: ReunifyChild.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The case.") var caseID: CaseID
    @Option(help: "Who brought the child and who received it.") var note: String?

    var fields: Fields { ["case_id": self.caseID, "note": self.note] }
}
