internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct CaseResumeAssessment: StaffVerb {
    typealias Command = ResumeAssessment
    static let configuration = CommandConfiguration(
        commandName: "resume-assessment",
        abstract: ResumeAssessment.summary
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The case.") var caseID: CaseID

    var fields: Fields { ["case_id": self.caseID] }
}
