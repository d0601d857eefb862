internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct DocumentList: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists numbered documents, of every unit or about one thing (case-…, complaint-…, referral-…)."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @Option(help: "Only those about this.") var subject: String?

    func perform(_ session: Session) async throws {
        let found = try await session.asUser(self.acting) { client in
            try await client.documents(ListDocuments(subject: self.subject), session.wait)
        }
        if session.output.json {
            return session.output.line(JSONValue.object(["documents": .array(found.map(\.json))]).text)
        }
        guard !found.isEmpty else { return session.output.line("no documents") }
        let columns = ["no", "kind", "subject", "numbered_at", "by", "unit"]
        for line in Rendering.table(found.map(\.json), columns: columns).lines(session.output) {
            session.output.line(line)
        }
    }
}

/// A document with the unit that numbered it.
struct FoundDocument: Sendable {
    let unit: UnitName
    let row: ListDocuments.Row

    var json: JSONValue {
        var object = (try? JSONEncoding.encodeToValue(self.row))?.object ?? JSONObject()
        object["unit"] = .string(self.unit.rawValue)
        return .object(object)
    }
}

extension MessagingClient {
    /// Asks every unit that owns documents.
    func documents(_ query: ListDocuments, _ wait: Duration) async throws -> [FoundDocument] {
        var found: [FoundDocument] = []
        for unit in [UnitName.intake, .serviceUnit, .referral, .dataRequest] {
            guard let answer = try await self.ask(query, of: unit, within: wait) else {
                throw Failure("\(unit.rawValue) does not answer")
            }
            found += answer.documents.map { FoundDocument(unit: unit, row: $0) }
        }
        return found
    }
}
