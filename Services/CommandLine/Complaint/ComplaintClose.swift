internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct ComplaintClose: StaffVerb {
    typealias Command = CloseComplaintWithAdvice
    static let configuration = CommandConfiguration(commandName: "close", abstract: CloseComplaintWithAdvice.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The complaint's number.") var complaintNo: ComplaintNumber
    @Option(help: "What was advised.") var advice: String?
    @Option(help: "The service or body pointed to.") var pointedTo: String?
    @Option(help: "Which local help was considered: needed for a vulnerable child.") var localHelp: String?

    var fields: Fields {
        [
            "complaint_no": self.complaintNo,
            "advice": self.advice,
            "pointed_to": self.pointedTo,
            "local_help": self.localHelp,
        ]
    }
}
