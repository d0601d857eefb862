internal import ArgumentParser

struct MeetingGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "meeting",
        abstract: "Case management meetings: agenda, outcomes, minutes.",
        subcommands: [
            MeetingList.self,
            MeetingSchedule.self,
            MeetingPrepare.self,
            MeetingHold.self,
            MeetingRecordOutcome.self,
            MeetingDocument.self,
        ]
    )
}
