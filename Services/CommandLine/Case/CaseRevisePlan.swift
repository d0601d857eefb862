internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct CaseRevisePlan: StaffVerb {
    typealias Command = RevisePlan
    static let configuration = CommandConfiguration(
        commandName: "revise-plan",
        abstract: RevisePlan.summary,
        discussion: "Members that only --body can give: actions."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The case.") var caseID: CaseID
    @Option(help: "When it is looked at again, within three months.") var reviewDate: LocalDate?
    @Option(help: "Why.") var reason: String?

    var fields: Fields { ["case_id": self.caseID, "review_date": self.reviewDate, "reason": self.reason] }
}
