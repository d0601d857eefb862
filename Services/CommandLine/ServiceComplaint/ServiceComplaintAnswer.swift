internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct ServiceComplaintAnswer: StaffVerb {
    typealias Command = AnswerServiceComplaint
    static let configuration = CommandConfiguration(commandName: "answer", abstract: AnswerServiceComplaint.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "Its number.") var serviceComplaintNo: ServiceComplaintNumber
    @Option(help: "What the centre says.") var answer: String?

    var fields: Fields {
        [
            "service_complaint_no": self.serviceComplaintNo,
            "answer": self.answer,
        ]
    }
}
