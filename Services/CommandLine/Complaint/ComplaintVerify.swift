internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct ComplaintVerify: StaffVerb {
    typealias Command = VerifyInformation
    static let configuration = CommandConfiguration(commandName: "verify", abstract: VerifyInformation.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The complaint's number.") var complaintNo: ComplaintNumber
    @Option(help: "Who confirmed it.") var sources: [TraceSource] = []
    @Flag(inversion: .prefixedNo, help: "Whether the child was located.") var childLocated: Bool?
    @Option(help: "What was found.") var note: String?

    var fields: Fields {
        [
            "complaint_no": self.complaintNo,
            "sources": self.sources.unlessEmpty,
            "child_located": self.childLocated,
            "note": self.note,
        ]
    }
}
