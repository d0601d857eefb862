internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct ReintegrationStart: StaffVerb {
    typealias Command = StartReintegration
    static let configuration = CommandConfiguration(commandName: "start", abstract: StartReintegration.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The case.") var caseID: CaseID
    @Option(help: "From where.") var origin: ReintegrationOrigin?
    @Option(help: "The documents prepared.") var documents: String?

    var fields: Fields { ["case_id": self.caseID, "origin": self.origin, "documents": self.documents] }
}
