internal import ArgumentParser
internal import Contracts
internal import Foundation
internal import JSON
internal import RabbitMQ
internal import Synchronization
internal import Vocabulary

struct RegistryServe: Verb {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Answers identification's population.lookup from a file, for cities without an API.",
        discussion: """
            CSV with the columns nik, status (active, nonpermanent, deceased) and district (four digits); others are \
            left alone. The file is read again when it changes. Acts as a user with the role registry; a program that \
            asks the real registry does the same: read the queue of answers, publish answer_population_lookup.
            """
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @Option(help: "CSV in UTF-8.", completion: .file()) var file: String
    @Flag(help: "End when nothing more is asked.") var once = false

    func perform(_ session: Session) async throws {
        let profile = try session.profile(self.acting)
        let book = try PopulationBook(path: self.file)
        session.output.note("\(book.count) persons; answering as \(profile.username)")
        let keys = [try profile.keyPair]
        let reader = QueueReader(profile: profile, queue: profile.username.receiptQueue, keeps: false)
        let store = try ProfileStore(session.settings)
        try await MessagingClient.run(as: profile, store: store, readsAnswers: false) { client in
            try await reader.read(follows: !self.once) { delivery in
                guard delivery.properties.type == PopulationLookup.type else { return true }
                // One that can't be opened keeps no other from being answered.
                guard let question = try? Answer(delivery, keys: keys),
                    let lookup = JSONDecoding.decode(PopulationLookup.self, from: question.body).value
                else {
                    session.output.note("a question could not be read")
                    return true
                }
                let answer = AnswerPopulationLookup(lookup.complaintID, book.record(of: lookup.nik))
                // The question's id makes the answer's: asked again, answered once.
                let request = try client.command(
                    AnswerPopulationLookup.type,
                    to: .identification,
                    body: answer,
                    messageID: "population-\(lookup.complaintID)-\(lookup.answerBy.microseconds)"
                )
                try await client.publish([request])
                let line: JSONObject = [
                    "type": "population_answered", "complaint_id": .string(lookup.complaintID.text),
                    "found": .bool(answer.found),
                ]
                let word = answer.found ? "found" : "not found"
                session.output.line(
                    session.output.json ? JSONValue.object(line).text : "\(lookup.complaintID): \(word)"
                )
                return true
            }
        }
    }
}

extension AnswerPopulationLookup {
    fileprivate init(_ complaint: ComplaintID, _ record: RegistryRecord?) {
        self.init(complaintID: complaint, found: record != nil, status: record?.status, district: record?.district)
    }
}

/// A registry in a file, read again when it changes; a changed file that can't be read leaves the last good one in force.
final class PopulationBook: Sendable {
    private struct State {
        var records: [String: RegistryRecord]
        var changed: Date?
    }

    private let path: String
    private let state: Mutex<State>

    init(path: String) throws {
        self.path = path
        self.state = Mutex(State(records: try Self.read(path), changed: Self.changed(path)))
    }

    /// How many persons it knows.
    var count: Int { self.state.withLock { $0.records.count } }

    /// What it knows of a person; nil if it knows nobody of that number.
    func record(of text: String?) -> RegistryRecord? {
        guard let nik = text.flatMap({ NIK($0) }) else { return nil }
        return self.state.withLock { state in
            let changed = Self.changed(self.path)
            if changed != state.changed, let records = try? Self.read(self.path) {
                state = State(records: records, changed: changed)
            }
            return state.records[nik.digits]
        }
    }

    private static func changed(_ path: String) -> Date? {
        (try? FileManager.default.attributesOfItem(atPath: path))?[.modificationDate] as? Date
    }

    private static func read(_ path: String) throws -> [String: RegistryRecord] {
        var reader = try CSVReader(path: path, wanted: ["nik"])
        var records: [String: RegistryRecord] = [:]
        while let rows = try reader.next(1_000, hashing: { _ in }) {
            for row in rows where row["nik"]?.hasPrefix("#") != true {
                guard let nik = row["nik"].flatMap({ NIK($0) }), let district = row["district"],
                    let status = row["status"].flatMap({ RegistryRecord.Status(rawValue: $0) }),
                    RegistryRecord.isDistrict(district)
                else {
                    throw Failure(
                        "\(path), line \(row.line): expected NIK, status active, nonpermanent or deceased, district of "
                            + "four digits",
                        status: .refused
                    )
                }
                records[nik.digits] = RegistryRecord(status: status, district: district)
            }
        }
        return records
    }
}
