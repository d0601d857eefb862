internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct ComplaintForward: StaffVerb {
    typealias Command = ForwardComplaint
    static let configuration = CommandConfiguration(commandName: "forward", abstract: ForwardComplaint.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The complaint's number.") var complaintNo: ComplaintNumber

    var fields: Fields { ["complaint_no": self.complaintNo] }
}
