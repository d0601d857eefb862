internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct ReferralMatch: QueryVerb {
    typealias Query = MatchDirectory
    static let configuration = CommandConfiguration(commandName: "match", abstract: MatchDirectory.summary)
    static let columns = [
        "entry.id", "entry.institution", "entry.service", "entry.sexes", "entry.maximum_stay_hours", "instead_of",
    ]

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Option(help: "What is needed.") var need: Need?
    @Option(help: "The child's.") var sex: Sex?
    @Option(help: "Completed years.") var age: Int?

    var fields: Fields { ["need": self.need, "sex": self.sex, "age": self.age] }
}
