internal import ArgumentParser

struct DocumentGroup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "document",
        abstract:
            "Papers people sign: rendered here, in Indonesian, numbered and hashed by the unit that owns the matter.",
        subcommands: [DocumentRender.self, DocumentList.self, DocumentVerify.self]
    )
}
