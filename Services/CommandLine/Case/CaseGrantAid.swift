internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct CaseGrantAid: StaffVerb {
    typealias Command = GrantAid
    static let configuration = CommandConfiguration(
        commandName: "grant-aid",
        abstract: GrantAid.summary,
        discussion: "Members that only --body can give: instalments."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The case.") var caseID: CaseID
    @Option(help: "The year.") var year: Int?

    var fields: Fields { ["case_id": self.caseID, "year": self.year] }
}
