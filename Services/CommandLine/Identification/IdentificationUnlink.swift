internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct IdentificationUnlink: StaffVerb {
    typealias Command = UnlinkComplaint
    static let configuration = CommandConfiguration(commandName: "unlink", abstract: UnlinkComplaint.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The complaint's number.") var complaintNo: ComplaintNumber
    @Option(help: "Why it is another child.") var reason: String?

    var fields: Fields {
        [
            "complaint_no": self.complaintNo,
            "reason": self.reason,
        ]
    }
}
