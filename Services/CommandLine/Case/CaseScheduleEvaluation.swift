internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct CaseScheduleEvaluation: StaffVerb {
    typealias Command = ScheduleEvaluation
    static let configuration = CommandConfiguration(
        commandName: "schedule-evaluation",
        abstract: ScheduleEvaluation.summary
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The case.") var caseID: CaseID
    @Option(help: "The day.") var date: LocalDate?
    @Option(help: "When it begins, if the hour is set.") var startsAt: Instant?
    @Option(help: "Directory ids of the partners concerned. Repeat it for several.") var institutions: [String] = []

    var fields: Fields {
        [
            "case_id": self.caseID, "date": self.date, "starts_at": self.startsAt,
            "institutions": self.institutions.unlessEmpty,
        ]
    }
}
