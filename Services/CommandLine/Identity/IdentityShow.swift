internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct IdentityShow: Verb {
    static let configuration = CommandConfiguration(commandName: "show", abstract: ShowIdentityKeys.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @Argument(help: "The complaint's id.") var complaintID: ComplaintID

    func perform(_ session: Session) async throws {
        let answers = try await session.asUser(self.acting) { client in
            try await client.askAll(ShowIdentityKeys(complaintID: self.complaintID), within: session.wait)
        }
        let rows = try UnitName.allCases.map { unit -> JSONValue in
            var row: JSONObject = ["unit": .string(unit.rawValue)]
            guard let answer = answers[unit] else {
                row["state"] = "does not answer"
                return .object(row)
            }
            let state = answer.destroyedAt == nil ? (answer.held.isEmpty ? "holds none" : "holds keys") : "destroyed"
            row["state"] = .string(state)
            for member in try JSONEncoding.encodeToValue(answer).object?.members ?? [] {
                row[member.key] = member.value
            }
            return .object(row)
        }
        session.output.show(.array(rows))
    }
}
