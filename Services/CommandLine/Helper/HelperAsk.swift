internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct HelperAsk: StaffVerb {
    typealias Command = AskHelper
    static let configuration = CommandConfiguration(commandName: "ask", abstract: AskHelper.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The case.") var caseID: CaseID
    @Option(help: "Who helps.") var helper: Username?
    @Option(help: "What is agreed.") var task: String?
    @Option(help: "When the helper said yes.") var agreedOn: LocalDate?
    @Option(help: "The last day.") var until: LocalDate?

    var fields: Fields {
        [
            "case_id": self.caseID, "helper": self.helper, "task": self.task, "agreed_on": self.agreedOn,
            "until": self.until,
        ]
    }
}
