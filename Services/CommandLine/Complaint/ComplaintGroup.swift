internal import ArgumentParser

struct ComplaintGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "complaint",
        abstract: "Complaints: sending them, and the intake officers' work on them.",
        subcommands: [
            ComplaintVerify.self, ComplaintNoteUnverifiable.self, ComplaintDocument.self, ComplaintWarnings.self,
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
