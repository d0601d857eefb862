internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct ReferralRecordAcceptance: StaffVerb {
    typealias Command = RecordReceiverAcceptance
    static let configuration = CommandConfiguration(
        commandName: "record-acceptance",
        abstract: RecordReceiverAcceptance.summary
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The referral.") var referralID: ReferralID
    @Option(help: "In what capacity.") var capacity: ReceiverCapacity?
    @Option(help: "Who.") var name: String?
    @Option(help: "What the person does for the child.") var responsibility: String?

    var fields: Fields {
        [
            "referral_id": self.referralID,
            "capacity": self.capacity,
            "name": self.name,
            "responsibility": self.responsibility,
        ]
    }
}
