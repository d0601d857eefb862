internal import ArgumentParser

struct ConferenceGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "conference",
        abstract: "Case conferences with partners.",
        subcommands: [
            ConferenceList.self,
            ConferenceRequest.self,
            ConferenceSchedule.self,
            ConferenceInvite.self,
            ConferenceHold.self,
            ConferenceTakeOver.self,
            ConferenceDecline.self,
            ConferenceDocument.self,
        ]
    )
}
