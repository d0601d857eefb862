internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct HelperReport: StaffVerb {
    typealias Command = ReportAsHelper
    static let configuration = CommandConfiguration(commandName: "report", abstract: ReportAsHelper.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The case.") var caseID: CaseID
    @Option(help: "Whose word you write down; left out by the helper.") var helper: Username?
    @Flag(inversion: .prefixedNo, help: "Whether the helper met the child.") var childMet: Bool?
    @Option(help: "What was seen.") var report: String?

    var fields: Fields {
        ["case_id": self.caseID, "helper": self.helper, "child_met": self.childMet, "report": self.report]
    }
}
