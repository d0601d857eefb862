internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct IdentificationShow: QueryVerb {
    typealias Query = ShowIdentification
    static let configuration = CommandConfiguration(commandName: "show", abstract: ShowIdentification.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The complaint's number.") var complaintNo: ComplaintNumber
    @Option(help: "Why it is opened.") var reason: String?

    var fields: Fields { ["complaint_no": self.complaintNo, "reason": self.reason] }
}
