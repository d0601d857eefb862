internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct ReferralDirectoryList: QueryVerb {
    typealias Query = ListDirectory
    static let configuration = CommandConfiguration(commandName: "list", abstract: ListDirectory.summary)
    static let columns = ["id", "institution", "indonesian_name", "service", "need", "access"]

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Option(help: "Only those that serve this need.") var need: Need?

    var fields: Fields {
        [
            "need": self.need
        ]
    }
}
