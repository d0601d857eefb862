internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct ReferralShow: QueryVerb {
    typealias Query = ShowReferral
    static let configuration = CommandConfiguration(commandName: "show", abstract: ShowReferral.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The referral.") var referralID: ReferralID
    @Option(help: "Why it is opened.") var reason: String?

    var fields: Fields { ["referral_id": self.referralID, "reason": self.reason] }
}
