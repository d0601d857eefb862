internal import ArgumentParser
internal import Contracts
internal import Foundation
internal import JSON

struct ContractsExport: Verb {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes the AsyncAPI document, and a JSON Schema and an example for each message.",
        discussion: "Files of messages that are no more are removed from its messages/. Needs no running system."
    )

    @OptionGroup var common: CommonOptions
    @Argument(help: "The folder; made if it is missing.", completion: .directory)
    var folder = "Shared/Contracts/Schemas"

    func perform(_ session: Session) throws {
        let files = try ContractFiles.make()
        let folder = URL(fileURLWithPath: self.folder, isDirectory: true)
        let messages = folder.appendingPathComponent("messages", isDirectory: true)
        try FileManager.default.createDirectory(at: messages, withIntermediateDirectories: true)
        let names = Set(files.map(\.path))
        for file in try FileManager.default.contentsOfDirectory(atPath: messages.path)
        where file.hasSuffix(".json") && !names.contains("messages/\(file)") {
            try FileManager.default.removeItem(at: messages.appendingPathComponent(file))
        }
        for file in files { try Data(file.text.utf8).write(to: folder.appendingPathComponent(file.path)) }
        session.output.show(["folder": .string(self.folder), "files": .integer(Int64(files.count))])
    }
}
