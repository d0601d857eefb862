internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct IdentificationDecideScope: StaffVerb {
    typealias Command = DecideScope
    static let configuration = CommandConfiguration(commandName: "decide-scope", abstract: DecideScope.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The complaint's number.") var complaintNo: ComplaintNumber
    @Option(help: "The kinds of complaint.") var categories: [Vocabulary.Category] = []
    @Flag(inversion: .prefixedNo, help: "None of the twelve: the reporter is pointed to a fitting body.")
    var outsideScope: Bool?

    var fields: Fields {
        [
            "complaint_no": self.complaintNo,
            "categories": self.categories.unlessEmpty,
            "outside_scope": self.outsideScope,
        ]
    }
}
