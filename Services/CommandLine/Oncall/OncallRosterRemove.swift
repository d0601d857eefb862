internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct OncallRosterRemove: StaffVerb {
    typealias Command = RemoveRosterEntry
    static let configuration = CommandConfiguration(commandName: "remove", abstract: RemoveRosterEntry.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The turn, as `oncall roster list` shows it.") var entryID: String

    var fields: Fields { ["entry_id": self.entryID] }
}
