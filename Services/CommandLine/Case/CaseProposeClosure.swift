internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct CaseProposeClosure: StaffVerb {
    typealias Command = ProposeClosure
    static let configuration = CommandConfiguration(
        commandName: "propose-closure",
        abstract: ProposeClosure.summary,
        discussion: "Members that only --body can give: form."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The case.") var caseID: CaseID
    @Option(help: "Why; at least one.") var reasons: [ClosureReason] = []

    var fields: Fields { ["case_id": self.caseID, "reasons": self.reasons.unlessEmpty] }
}
