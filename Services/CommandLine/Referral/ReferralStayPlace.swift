internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct ReferralStayPlace: StaffVerb {
    typealias Command = RecordStayPlace
    static let configuration = CommandConfiguration(commandName: "stay-place", abstract: RecordStayPlace.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The referral.") var referralID: ReferralID
    @Option(help: "Where the child sleeps; none alerts the head.") var place: StayPlace?

    var fields: Fields {
        [
            "referral_id": self.referralID,
            "place": self.place,
        ]
    }
}
