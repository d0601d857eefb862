internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct ReferralCountersign: StaffVerb {
    typealias Command = CountersignHandover
    static let configuration = CommandConfiguration(commandName: "countersign", abstract: CountersignHandover.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The referral.") var referralID: ReferralID
    @Option(help: "The minutes' number.") var number: String?

    var fields: Fields {
        [
            "referral_id": self.referralID,
            "number": self.number,
        ]
    }
}
