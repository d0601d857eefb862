internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct CaseRequestUrgentReferral: StaffVerb {
    typealias Command = RequestUrgentReferral
    static let configuration = CommandConfiguration(
        commandName: "request-urgent-referral",
        abstract: RequestUrgentReferral.summary
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The case.") var caseID: CaseID
    @Option(help: "emergency or shelter.") var kind: ReferralKind?
    @Option(help: "What is needed.") var need: Need?
    @Option(help: "The partner wished for: directory id.") var wishedProvider: String?
    @Option(help: "The problem, as the partner should know it.") var problem: String?
    @Option(help: "What was done already.") var doneSoFar: String?
    @Option(help: "What is hoped for.") var helpWanted: String?

    var fields: Fields {
        [
            "case_id": self.caseID,
            "kind": self.kind,
            "need": self.need,
            "wished_provider": self.wishedProvider,
            "problem": self.problem,
            "done_so_far": self.doneSoFar,
            "help_wanted": self.helpWanted,
        ]
    }
}
