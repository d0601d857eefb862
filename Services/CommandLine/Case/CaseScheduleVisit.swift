internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct CaseScheduleVisit: StaffVerb {
    typealias Command = ScheduleHomeVisit
    static let configuration = CommandConfiguration(commandName: "schedule-visit", abstract: ScheduleHomeVisit.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The case.") var caseID: CaseID
    @Option(help: "The day.") var date: LocalDate?

    var fields: Fields { ["case_id": self.caseID, "date": self.date] }
}
