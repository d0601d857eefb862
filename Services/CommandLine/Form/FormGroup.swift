internal import ArgumentParser

struct FormGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "form",
        abstract: "Fills in the eight forms in an editor: made, checked and sent from a file.",
        subcommands: [
            FormList.self, FormShow.self, FormNew.self, FormCheck.self, FormSend.self, FormDraftGroup.self,
        ]
    )
}

struct FormDraftGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "draft",
        abstract: "Forms that aren't finished: kept sealed by the unit that owns the matter, for their author alone.",
        subcommands: [FormDraftKeep.self, FormDraftList.self, FormDraftResume.self, FormDraftDrop.self]
    )
}
