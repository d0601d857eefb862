internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct CaseNoteSavings: StaffVerb {
    typealias Command = NoteSavings
    static let configuration = CommandConfiguration(commandName: "note-savings", abstract: NoteSavings.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The case.") var caseID: CaseID
    @Option(help: "The month, 2026-03.") var month: String?
    @Option(help: "Whole rupiah.") var rupiah: Int?

    var fields: Fields { ["case_id": self.caseID, "month": self.month, "rupiah": self.rupiah] }
}
