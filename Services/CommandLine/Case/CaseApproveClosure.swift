internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct CaseApproveClosure: StaffVerb {
    typealias Command = ApproveClosure
    static let configuration = CommandConfiguration(commandName: "approve-closure", abstract: ApproveClosure.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The case.") var caseID: CaseID
    @Flag(inversion: .prefixedNo, help: "Everything was discussed with the case worker.") var allDiscussed: Bool?
    @Option(help: "A note; needed if the child was at high risk and moved away.") var note: String?

    var fields: Fields { ["case_id": self.caseID, "all_discussed": self.allDiscussed, "note": self.note] }
}
