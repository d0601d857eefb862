internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct ReferralShelterBeds: StaffVerb {
    typealias Command = CountShelterBeds
    static let configuration = CommandConfiguration(commandName: "beds", abstract: CountShelterBeds.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "Directory id of the shelter.") var shelter: String
    @Option(help: "How many, from 0.") var beds: Int?

    var fields: Fields {
        [
            "shelter": self.shelter,
            "beds": self.beds,
        ]
    }
}
