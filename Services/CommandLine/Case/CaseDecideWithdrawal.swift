internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct CaseDecideWithdrawal: StaffVerb {
    typealias Command = DecideWithdrawal
    static let configuration = CommandConfiguration(
        commandName: "decide-withdrawal",
        abstract: DecideWithdrawal.summary
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The case.") var caseID: CaseID
    @Flag(inversion: .prefixedNo, help: "Go on in duty to protect; --no-protect closes the case.") var protect: Bool?
    @Option(help: "Why.") var reason: String?

    var fields: Fields { ["case_id": self.caseID, "protect": self.protect, "reason": self.reason] }
}
