internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct ReferralSend: StaffVerb {
    typealias Command = SendReferral
    static let configuration = CommandConfiguration(commandName: "send", abstract: SendReferral.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The referral.") var referralID: ReferralID
    @Option(help: "Directory id of the partner.") var institution: String?

    var fields: Fields { ["referral_id": self.referralID, "institution": self.institution] }
}
