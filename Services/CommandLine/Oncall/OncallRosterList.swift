internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct OncallRosterList: QueryVerb {
    typealias Query = ListRoster
    static let configuration = CommandConfiguration(commandName: "list", abstract: ListRoster.summary)
    static let columns = ["worker", "from", "until", "subdistricts", "letter_no", "on_duty", "entry_id"]

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Flag(inversion: .prefixedNo, help: "Also turns that have ended.") var all: Bool?

    var fields: Fields { ["all": self.all] }
}
