internal import ArgumentParser

struct ServiceComplaintGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "service-complaint",
        abstract: "Complaints about the centre itself: a stream of its own.",
        subcommands: [
            ServiceComplaintSubmit.self,
            ServiceComplaintRecord.self,
            ServiceComplaintAnswer.self,
            ServiceComplaintList.self,
        ]
    )
}
