internal import ArgumentParser
internal import Contracts
internal import JSON
internal import Vocabulary

struct QuarantineList: Verb {
    static let configuration = CommandConfiguration(commandName: "list", abstract: ListQuarantine.summary)

    @OptionGroup var common: CommonOptions
    @Argument(help: "Only this unit's.") var unit: UnitName?
    @Flag(help: "Also those replayed or discarded.") var all = false
    @Option(help: "At most this many of each unit, 1 to 1,000.") var limit = 100

    func validate() throws {
        guard (1...1_000).contains(self.limit) else { throw ValidationError("--limit takes 1 to 1000") }
    }

    func perform(_ session: Session) async throws {
        let units = self.unit.map { [$0] } ?? UnitName.allCases
        let query = ListQuarantine(limit: self.limit, all: self.all)
        let (found, silent) = try await session.asAdministrator { client in
            var found: [JSONValue] = []
            var silent: [UnitName] = []
            for unit in units {
                guard let answer = try await client.ask(query, of: unit, within: session.wait) else {
                    silent.append(unit)
                    continue
                }
                for entry in answer.entries {
                    var object: JSONObject = ["unit": .string(unit.rawValue)]
                    for member in try JSONEncoding.encodeToValue(entry).object?.members ?? [] {
                        object[member.key] = member.value
                    }
                    found.append(.object(object))
                }
            }
            return (found, silent)
        }
        if found.isEmpty { session.output.say("nothing is quarantined") }
        if session.output.json || !found.isEmpty { session.output.show(.array(found)) }
        if !silent.isEmpty {
            throw Failure("\(silent.map(\.rawValue).joined(separator: ", ")) did not answer", hint: "pksai status")
        }
    }
}
