internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct CaseApprovePlan: StaffVerb {
    typealias Command = ApprovePlan
    static let configuration = CommandConfiguration(commandName: "approve-plan", abstract: ApprovePlan.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The case.") var caseID: CaseID

    var fields: Fields { ["case_id": self.caseID] }
}
