internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct CaseWithdrawConsent: StaffVerb {
    typealias Command = WithdrawConsent
    static let configuration = CommandConfiguration(commandName: "withdraw-consent", abstract: WithdrawConsent.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The case.") var caseID: CaseID
    @Option(help: "Why, if they say.") var reason: String?

    var fields: Fields { ["case_id": self.caseID, "reason": self.reason] }
}
