internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct ReferralAccept: StaffVerb {
    typealias Command = AcceptReferral
    static let configuration = CommandConfiguration(commandName: "accept", abstract: AcceptReferral.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The referral.") var referralID: ReferralID

    var fields: Fields { ["referral_id": self.referralID] }
}
