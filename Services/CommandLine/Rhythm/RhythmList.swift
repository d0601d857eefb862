internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct RhythmList: QueryVerb {
    typealias Query = ListRhythms
    static let configuration = CommandConfiguration(commandName: "list", abstract: ListRhythms.summary)
    static let columns = ["kind", "every", "required", "count", "last", "ends_at", "spans_kept", "spans"]

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions

    var fields: Fields { [:] }
}
