internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct AlertsList: Verb {
    static let configuration = CommandConfiguration(commandName: "list", abstract: ListAlerts.summary)

    @OptionGroup var common: CommonOptions
    @OptionGroup var acting: ActingOptions
    @Argument(help: "Only this unit's.") var unit: UnitName?
    @Flag(help: "Also those acknowledged, or met meanwhile.") var all = false
    @Option(help: "At most this many of each unit, 1 to 1,000.") var limit = 100

    func validate() throws {
        guard (1...1_000).contains(self.limit) else { throw ValidationError("--limit takes 1 to 1000") }
        if self.acting.messageID != nil { throw ValidationError("--message-id belongs to alerts acknowledge") }
    }

    func perform(_ session: Session) async throws {
        let units = self.unit.map { [$0] } ?? UnitName.allCases
        let query = ListAlerts(all: self.all, limit: self.limit)
        let (found, silent) = try await session.asUser(self.acting) { client in
            var found: [JSONValue] = []
            var silent: [UnitName] = []
            for unit in units {
                guard let answer = try await client.ask(query, of: unit, within: session.wait) else {
                    silent.append(unit)
                    continue
                }
                for entry in answer.alerts {
                    var object: JSONObject = ["unit": .string(unit.rawValue)]
                    for member in try JSONEncoding.encodeToValue(entry).object?.members ?? [] {
                        object[member.key] = member.value
                    }
                    found.append(.object(object))
                }
            }
            return (found, silent)
        }
        if found.isEmpty { session.output.say("no missed limit waits for you") }
        if session.output.json || !found.isEmpty { session.output.show(.array(found)) }
        if !silent.isEmpty {
            throw Failure("\(silent.map(\.rawValue).joined(separator: ", ")) did not answer", hint: "pksai status")
        }
    }
}
