internal import ArgumentParser

struct ComplaintGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "complaint",
        abstract: "Complaints: sending them, and the intake officers' work on them.",
        subcommands: [
            ComplaintSubmit.self,
            ComplaintSupplement.self,
            ComplaintList.self,
            ComplaintShow.self,
            ComplaintCompleteForm1.self,
            ComplaintAssess.self,
            ComplaintForward.self,
            ComplaintClose.self,
        ]
    )
}
