internal import ArgumentParser

struct DataRequestGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "data-request",
        abstract: "Requests for data, and their release.",
        subcommands: [
            DataRequestSubmit.self,
            DataRequestList.self,
            DataRequestShow.self,
            DataRequestClassify.self,
            DataRequestConfirm.self,
            DataRequestGrant.self,
            DataRequestRelease.self,
            DataRequestUnavailable.self,
            DataRequestDeny.self,
            DataRequestDocument.self,
            DataRequestLedger.self,
            DataRequestLog.self,
            DataRequestTable.self,
            DataRequestFile.self,
        ]
    )
}
