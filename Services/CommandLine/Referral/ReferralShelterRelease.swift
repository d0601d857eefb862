internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct ReferralShelterRelease: StaffVerb {
    typealias Command = ReleaseShelterPlace
    static let configuration = CommandConfiguration(commandName: "release", abstract: ReleaseShelterPlace.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The referral.") var referralID: ReferralID
    @Option(help: "Directory id of the shelter.") var shelter: String?

    var fields: Fields {
        [
            "referral_id": self.referralID,
            "shelter": self.shelter,
        ]
    }
}
