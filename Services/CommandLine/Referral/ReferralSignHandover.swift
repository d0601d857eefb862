internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct ReferralSignHandover: StaffVerb {
    typealias Command = SignHandover
    static let configuration = CommandConfiguration(commandName: "sign-handover", abstract: SignHandover.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @OptionGroup var minutes: HandoverOptions
    @Option(help: "The sides that signed.") var signatures: [HandoverSide] = []

    var fields: Fields { self.minutes.fields + ["signatures": self.signatures.unlessEmpty] }
}
