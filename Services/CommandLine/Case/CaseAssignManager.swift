internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct CaseAssignManager: StaffVerb {
    typealias Command = AssignCaseManager
    static let configuration = CommandConfiguration(commandName: "assign-manager", abstract: AssignCaseManager.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @OptionGroup var file: BodyOptions
    @Argument(help: "The case.") var caseID: CaseID
    @Option(help: "Who owns the case: a social worker.") var worker: Username?
    @Option(help: "Why it changes hands; needed if there is a manager.") var reason: String?
    @Option(help: "The handover record; needed if there is a manager.") var handover: String?
    @Option(help: "The case management meeting that appoints.") var meetingID: MeetingID?

    var fields: Fields {
        [
            "case_id": self.caseID,
            "worker": self.worker,
            "reason": self.reason,
            "handover": self.handover,
            "meeting_id": self.meetingID,
        ]
    }
}
