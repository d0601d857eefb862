internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct ReferralShelterExtend: StaffVerb {
    typealias Command = ExtendShelterStay
    static let configuration = CommandConfiguration(commandName: "extend", abstract: ExtendShelterStay.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The referral.") var referralID: ReferralID
    @Option(help: "By how many hours.") var hours: Int?
    @Option(help: "Why.") var reason: String?

    var fields: Fields {
        [
            "referral_id": self.referralID,
            "hours": self.hours,
            "reason": self.reason,
        ]
    }
}
