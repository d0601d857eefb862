internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct ServiceComplaintRecord: StaffVerb {
    typealias Command = RecordServiceComplaint
    static let configuration = CommandConfiguration(commandName: "record", abstract: RecordServiceComplaint.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Option(help: "Over what it came.") var channel: ServiceComplaintChannel?
    @Option(help: "What it is about.") var trigger: ServiceComplaintTrigger?
    @Option(help: "What was said.") var content: String?
    @Flag(
        inversion: .prefixedNo,
        help: "Whether it reports a child in danger: then a complaint about that child is registered too."
    ) var childInDanger: Bool?

    var fields: Fields {
        [
            "channel": self.channel,
            "trigger": self.trigger,
            "content": self.content,
            "child_in_danger": self.childInDanger,
        ]
    }
}
