internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct ReferralAcknowledgeOutOfCity: StaffVerb {
    typealias Command = AcknowledgeOutOfCityReferral
    static let configuration = CommandConfiguration(
        commandName: "acknowledge-out-of-city",
        abstract: AcknowledgeOutOfCityReferral.summary
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The referral.") var referralID: ReferralID

    var fields: Fields { ["referral_id": self.referralID] }
}
