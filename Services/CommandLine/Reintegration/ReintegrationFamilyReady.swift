internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct ReintegrationFamilyReady: StaffVerb {
    typealias Command = RecordFamilyReady
    static let configuration = CommandConfiguration(commandName: "family-ready", abstract: RecordFamilyReady.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The case.") var caseID: CaseID
    @Flag(inversion: .prefixedNo, help: "The family was visited.") var visited: Bool?
    @Flag(inversion: .prefixedNo, help: "The child was heard.") var childHeard: Bool?
    @Flag(inversion: .prefixedNo, help: "A risk from this family is still open.") var openRisk: Bool?
    @Option(help: "What was found.") var findings: String?

    var fields: Fields {
        [
            "case_id": self.caseID,
            "visited": self.visited,
            "child_heard": self.childHeard,
            "open_risk": self.openRisk,
            "findings": self.findings,
        ]
    }
}
