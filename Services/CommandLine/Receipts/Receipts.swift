internal import ArgumentParser
internal import Contracts
internal import Foundation
internal import JSON
internal import RabbitMQ
internal import Sealing
internal import Vocabulary

struct Receipts: Verb {
    static let configuration = CommandConfiguration(
        abstract: "Reads the answers in your queue: receipts, progress, offers, releases.",
        discussion: "What was read is gone from the queue, unless --keep; any answer can be asked for again."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @Flag(help: "Leave them in the queue.") var keep = false
    @Flag(help: "Go on as more come.") var follow = false
    @Option(help: ArgumentHelp("Only answers of this type; the others stay.", valueName: "type")) var type: String?
    @Option(help: ArgumentHelp("Save released tables here, as CSV and JSON.", valueName: "folder")) var save: String?

    func validate() throws {
        if self.type != nil, !self.keep { throw ValidationError("--type needs --keep: what is not shown must stay") }
    }

    func perform(_ session: Session) async throws {
        // Before anything is taken out of the queue: a table that can't be saved stays there.
        if let folder = self.save {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        }
        let profile = try session.profile(self.acting)
        let keys = [try profile.keyPair]
        let reader = QueueReader(profile: profile, queue: profile.username.receiptQueue, keeps: self.keep)
        try await reader.read(follows: self.follow) { delivery in
            let answer: Answer
            do {
                answer = try Answer(delivery, keys: keys)
            } catch {
                session.output.note("\(delivery.properties.type ?? "answer"): \(Failure(translating: error).message)")
                return true
            }
            if let type = self.type, answer.type != type { return true }
            try self.show(answer, session.output)
            return true
        }
    }

    private func show(_ answer: Answer, _ output: Output) throws {
        if output.json {
            output.line(answer.json.text)
        } else {
            for line in AnswerText.lines(answer, output) { output.line(line) }
        }
        guard let folder = self.save, answer.type == "data_request.granted",
            let id = answer.body["request_id"]?.string.flatMap({ DataRequestID($0) })
        else { return }
        let path = "\(folder)/data-request-\(id.text)"
        // A file released to a child or its carer holds names.
        try PrivateFile.write(Array((answer.body["csv"]?.string ?? "").utf8), to: path + ".csv")
        try PrivateFile.write(Array(answer.body.bytes), to: path + ".json")
        output.say("saved \(path).csv and .json")
    }
}
