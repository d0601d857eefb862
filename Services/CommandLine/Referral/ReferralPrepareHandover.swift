internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct ReferralPrepareHandover: StaffVerb {
    typealias Command = PrepareHandover
    static let configuration = CommandConfiguration(commandName: "prepare-handover", abstract: PrepareHandover.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @OptionGroup var minutes: HandoverOptions

    var fields: Fields { self.minutes.fields }
}
