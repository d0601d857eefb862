internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct DocumentVerify: Verb {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Says whether a document's file is what a unit recorded: its hash is asked of every unit."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @Argument(help: "The file: HTML or PDF.", completion: .file()) var file: String

    func perform(_ session: Session) async throws {
        let hash = DocumentFile.hash(try InputFile.read(self.file))
        let found = try await session.asUser(self.acting) { client in
            try await client.documents(ListDocuments(sha256: hash), session.wait)
        }
        if session.output.json {
            let value: JSONValue = [
                "sha256": .string(hash), "genuine": .bool(!found.isEmpty), "documents": .array(found.map(\.json)),
            ]
            session.output.line(value.text)
        } else {
            for document in found {
                let print = document.row.printed.first { $0.sha256 == hash }
                session.output.line(
                    session.output.green("genuine: ")
                        + "\(document.row.no) (\(document.row.kind.rawValue)), recorded by \(print?.by ?? "?") at \(print.map { "\($0.at)" } ?? "?")"
                )
            }
            if found.isEmpty {
                session.output.line(
                    "\(session.output.red("not genuine:")) no unit recorded a document with this content"
                )
            }
        }
        if found.isEmpty { throw Failure.Status.refused.exit }
    }
}
