internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct ReferralShelterHold: StaffVerb {
    typealias Command = RequestShelterPlace
    static let configuration = CommandConfiguration(commandName: "hold", abstract: RequestShelterPlace.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The referral.") var referralID: ReferralID
    @Option(help: "Directory id of the shelter.") var shelter: String?
    @Option(help: "How long the child is expected to stay; the shelter's limit unless told.") var expectedStayHours:
        Int?

    var fields: Fields {
        [
            "referral_id": self.referralID,
            "shelter": self.shelter,
            "expected_stay_hours": self.expectedStayHours,
        ]
    }
}
