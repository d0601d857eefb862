internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct ReferralShelterNext: StaffVerb {
    typealias Command = PlanNextPlace
    static let configuration = CommandConfiguration(commandName: "next", abstract: PlanNextPlace.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The referral.") var referralID: ReferralID
    @Option(help: "What kind of place.") var place: StayPlace?
    @Option(help: "Directory id, if it is a partner's.") var institution: String?
    @Option(help: "From when.") var from: LocalDate?

    var fields: Fields {
        [
            "referral_id": self.referralID,
            "place": self.place,
            "institution": self.institution,
            "from": self.from,
        ]
    }
}
