internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct CasePlanReferral: StaffVerb {
    typealias Command = PlanReferral
    static let configuration = CommandConfiguration(commandName: "plan-referral", abstract: PlanReferral.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The case.") var caseID: CaseID
    @Option(help: "The action of the plan it serves.") var actionID: String?
    @Option(help: "ordinary, expert, shelter, to_family or community.") var kind: ReferralKind?
    @Option(help: "What is needed.") var need: Need?
    @Option(help: "The partner wished for: directory id.") var wishedProvider: String?
    @Option(help: "The problem, as the partner should know it.") var problem: String?
    @Option(help: "What was done already.") var doneSoFar: String?
    @Option(help: "What is hoped for.") var helpWanted: String?

    var fields: Fields {
        [
            "case_id": self.caseID,
            "action_id": self.actionID,
            "kind": self.kind,
            "need": self.need,
            "wished_provider": self.wishedProvider,
            "problem": self.problem,
            "done_so_far": self.doneSoFar,
            "help_wanted": self.helpWanted,
        ]
    }
}
