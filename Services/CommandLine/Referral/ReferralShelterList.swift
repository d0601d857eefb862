internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct ReferralShelterList: QueryVerb {
    typealias Query = ListShelters
    static let configuration = CommandConfiguration(commandName: "list", abstract: ListShelters.summary)
    static let columns = ["id", "institution", "beds", "held", "occupied", "free", "maximum_stay_hours", "overfull"]

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Option(help: "Only this one, by directory id.") var shelter: String?

    var fields: Fields {
        [
            "shelter": self.shelter
        ]
    }
}
