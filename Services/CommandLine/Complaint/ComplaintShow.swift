internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct ComplaintShow: QueryVerb {
    typealias Query = ShowComplaint
    static let configuration = CommandConfiguration(commandName: "show", abstract: ShowComplaint.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The complaint's number.") var complaintNo: ComplaintNumber
    @Option(help: "Why it is opened; leadership must say so to see the reporter.") var reason: String?

    var fields: Fields { ["complaint_no": self.complaintNo, "reason": self.reason] }
}
