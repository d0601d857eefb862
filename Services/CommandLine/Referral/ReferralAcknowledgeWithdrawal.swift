internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct ReferralAcknowledgeWithdrawal: StaffVerb {
    typealias Command = AcknowledgeWithdrawal
    static let configuration = CommandConfiguration(
        commandName: "acknowledge-withdrawal",
        abstract: AcknowledgeWithdrawal.summary
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The referral.") var referralID: ReferralID
    @Option(help: "Directory id of the partner, where the officer says it for one without a user.") var holder: String?

    var fields: Fields {
        [
            "referral_id": self.referralID,
            "holder": self.holder,
        ]
    }
}
