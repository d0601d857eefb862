internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct CaseShow: QueryVerb {
    typealias Query = ShowCase
    static let configuration = CommandConfiguration(commandName: "show", abstract: ShowCase.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The case, or its complaint's number.") var subject: String
    @Option(help: "Why it must be seen; recorded.") var reason: String?

    var fields: Fields {
        [
            "case_id": CaseID(self.subject), "complaint_no": ComplaintNumber(self.subject), "reason": self.reason,
        ]
    }

    func validate() throws {
        guard CaseID(self.subject) != nil || ComplaintNumber(self.subject) != nil else {
            throw ValidationError("'\(self.subject)' is neither a case's id nor a complaint's number")
        }
    }
}
