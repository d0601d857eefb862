internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct ReferralSendOutOfCity: StaffVerb {
    typealias Command = SendOutOfCityReferral
    static let configuration = CommandConfiguration(
        commandName: "send-out-of-city",
        abstract: SendOutOfCityReferral.summary
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The referral.") var referralID: ReferralID
    @Option(help: "Code of the district, where identification doesn't know it.") var homeDistrict: String?
    @Option(help: "Which body there.") var receiver: String?

    var fields: Fields {
        [
            "referral_id": self.referralID,
            "home_district": self.homeDistrict,
            "receiver": self.receiver,
        ]
    }
}
