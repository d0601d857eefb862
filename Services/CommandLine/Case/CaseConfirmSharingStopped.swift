internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct CaseConfirmSharingStopped: StaffVerb {
    typealias Command = ConfirmSharingStopped
    static let configuration = CommandConfiguration(
        commandName: "confirm-sharing-stopped",
        abstract: ConfirmSharingStopped.summary
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The case.") var caseID: CaseID
    @Option(help: "The partner's directory id; referral_officer says for whom.") var holder: String?

    var fields: Fields { ["case_id": self.caseID, "holder": self.holder] }
}
