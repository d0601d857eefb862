internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct CaseDecideReopening: StaffVerb {
    typealias Command = DecideReopening
    static let configuration = CommandConfiguration(commandName: "decide-reopening", abstract: DecideReopening.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The case.") var caseID: CaseID
    @Flag(inversion: .prefixedNo, help: "Open the case again; --no-reopen says who helps instead.") var reopen: Bool?
    @Option(help: "Why.") var reason: String?
    @Option(help: "Who helps instead; needed if it is not reopened.") var referredTo: String?

    var fields: Fields {
        [
            "case_id": self.caseID,
            "reopen": self.reopen,
            "reason": self.reason,
            "referred_to": self.referredTo,
        ]
    }
}
