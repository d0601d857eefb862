internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct ReferralDecline: StaffVerb {
    typealias Command = DeclineReferral
    static let configuration = CommandConfiguration(commandName: "decline", abstract: DeclineReferral.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The referral.") var referralID: ReferralID
    @Option(help: "Why, as a code.") var reason: DeclineReason?
    @Option(help: "What else to say.") var note: String?

    var fields: Fields { ["referral_id": self.referralID, "reason": self.reason, "note": self.note] }
}
