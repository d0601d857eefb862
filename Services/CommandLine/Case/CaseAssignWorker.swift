internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct CaseAssignWorker: StaffVerb {
    typealias Command = AssignCaseWorker
    static let configuration = CommandConfiguration(commandName: "assign-worker", abstract: AssignCaseWorker.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The case.") var caseID: CaseID
    @Option(help: "Who goes: a social worker.") var worker: Username?
    @Option(help: "The assignment letter's number.") var letterNo: String?

    var fields: Fields { ["case_id": self.caseID, "worker": self.worker, "letter_no": self.letterNo] }
}
