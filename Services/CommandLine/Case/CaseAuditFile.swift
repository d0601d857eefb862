internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct CaseAuditFile: StaffVerb {
    typealias Command = AuditFile
    static let configuration = CommandConfiguration(commandName: "audit-file", abstract: AuditFile.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The case.") var caseID: CaseID
    @Flag(inversion: .prefixedNo, help: "Whether the file is complete.") var complete: Bool?
    @Option(help: "What was found.") var findings: String?

    var fields: Fields { ["case_id": self.caseID, "complete": self.complete, "findings": self.findings] }
}
