internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct ReferralSignLetter: StaffVerb {
    typealias Command = SignReferralLetter
    static let configuration = CommandConfiguration(commandName: "sign-letter", abstract: SignReferralLetter.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The referral.") var referralID: ReferralID
    @Option(help: "Where; the city unless told.") var place: String?

    var fields: Fields { ["referral_id": self.referralID, "place": self.place] }
}
