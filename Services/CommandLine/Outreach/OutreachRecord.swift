internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct OutreachRecord: StaffVerb {
    typealias Command = RecordOutreach
    static let configuration = CommandConfiguration(
        commandName: "record",
        abstract: RecordOutreach.summary,
        discussion:
            "Members that only --body can give: danger (categories, risk_level, emergency, immediate_needs, situation)."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The child on the lists.") var candidateID: CandidateID
    @Option(help: "The day of the visit.") var visitedOn: LocalDate?
    @Option(help: "The outreach minutes.") var minutes: String?
    @Option(help: "The social report.") var socialReport: String?
    @Option(help: "The home-visit report.") var visitReport: String?
    @Option(help: "The assessment report.") var assessmentReport: String?

    var fields: Fields {
        [
            "candidate_id": self.candidateID,
            "visited_on": self.visitedOn,
            "minutes": self.minutes,
            "social_report": self.socialReport,
            "visit_report": self.visitReport,
            "assessment_report": self.assessmentReport,
        ]
    }
}
