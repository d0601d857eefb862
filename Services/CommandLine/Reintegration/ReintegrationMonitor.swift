internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct ReintegrationMonitor: StaffVerb {
    typealias Command = MonitorReintegration
    static let configuration = CommandConfiguration(commandName: "monitor", abstract: MonitorReintegration.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The case.") var caseID: CaseID
    @Option(help: "What was found.") var findings: String?

    var fields: Fields { ["case_id": self.caseID, "findings": self.findings] }
}
