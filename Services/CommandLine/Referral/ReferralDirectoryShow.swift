internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct ReferralDirectoryShow: QueryVerb {
    typealias Query = ShowDirectoryEntry
    static let configuration = CommandConfiguration(commandName: "show", abstract: ShowDirectoryEntry.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "Directory id, `r11`.") var id: String

    var fields: Fields {
        [
            "id": self.id
        ]
    }
}
