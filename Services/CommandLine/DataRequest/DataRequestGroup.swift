internal import ArgumentParser

struct DataRequestGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "data-request",
        abstract: "Requests for statistics, and their release.",
        subcommands: [
            DataRequestSubmit.self,
            DataRequestList.self,
            DataRequestShow.self,
            DataRequestClassify.self,
            DataRequestConfirm.self,
            DataRequestGrant.self,
            DataRequestDeny.self,
        ]
    )
}
