internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct CaseRecordVisit: StaffVerb {
    typealias Command = RecordHomeVisit
    static let configuration = CommandConfiguration(commandName: "record-visit", abstract: RecordHomeVisit.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The case.") var caseID: CaseID
    @Flag(inversion: .prefixedNo, help: "Whether the child was met.") var childMet: Bool?
    @Option(help: "What was seen.") var report: String?

    var fields: Fields { ["case_id": self.caseID, "child_met": self.childMet, "report": self.report] }
}
