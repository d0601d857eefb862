internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct CaseDraftPlan: StaffVerb {
    typealias Command = DraftPlan
    static let configuration = CommandConfiguration(
        commandName: "draft-plan",
        abstract: DraftPlan.summary,
        discussion: "Members that only --body can give: actions."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The case.") var caseID: CaseID
    @Option(help: "The next review, within 3 months.") var reviewDate: LocalDate?

    var fields: Fields { ["case_id": self.caseID, "review_date": self.reviewDate] }
}
