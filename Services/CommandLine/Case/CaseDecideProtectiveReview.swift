internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct CaseDecideProtectiveReview: StaffVerb {
    typealias Command = DecideProtectiveReview
    static let configuration = CommandConfiguration(
        commandName: "decide-protective-review",
        abstract: DecideProtectiveReview.summary
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The case.") var caseID: CaseID
    @Flag(inversion: .prefixedNo, help: "Protect without consent; --no-protect closes the case as refused.")
    var protect: Bool?
    @Option(help: "Why.") var reason: String?

    var fields: Fields { ["case_id": self.caseID, "protect": self.protect, "reason": self.reason] }
}
