internal import Contracts
internal import JSON
internal import PostgreSQL
internal import ServiceUnitDomain
internal import TestSupport
internal import Testing
internal import UnitTestSupport
internal import Vocabulary

/// Every command of the service unit, sent by everybody whom no table names for it.
@Suite(.freshDatabase, .timeLimit(.minutes(3)))
struct RightsJourneyTests {
    private func refusal<C: CommandContract>(_ command: C.Type, _ name: String, _ bench: Bench) async throws -> String {
        let answer = try await bench.command(C.example, by: name)
        #expect(answer.type == CommandRejected.type, "\(name) \(C.type)")
        return try JSONParser.parse(Array(answer.body.utf8))["code"]?.string ?? "?"
    }

    @Test func `§2.2: whoever no table names is refused, told who may, and each refusal is journaled`() async throws {
        try await Bench.run { bench in
            _ = try bench.start()
            try await bench.makeEverybodyKnown()
            var refused: [String] = []
            for command in MessageCatalog.commands where command.unit == .serviceUnit {
                for (name, roles) in Bench.staff where command.roles.isDisjoint(with: roles) {
                    let code = try await self.refusal(command, name, bench)
                    #expect(code == "not_allowed", "\(name) \(command.type)")
                    refused.append("\(command.type) \(name)")
                }
            }
            #expect(refused.count > 300)
            let connection = try await bench.database.connect()
            let bodies = try await connection.query(
                "SELECT body FROM journal WHERE type = 'decision_refused' ORDER BY position"
            ).rows(as: [UInt8].self)
            await connection.close()
            let journal = try bodies.map { try JSONParser.parse($0) }
            #expect(journal.map { "\($0["message"]?.string ?? "") \($0["by"]?.string ?? "")" } == refused)
            for entry in journal {
                let command = MessageCatalog.commands.first { $0.type == entry["message"]?.string }
                let explanation = entry["explanation"]?.string ?? ""
                let words = explanation.split { !$0.isLetter && $0 != "_" }
                let named = Set(words.compactMap { Role(rawValue: String($0)) })
                #expect(named == command.flatMap { Rights.able(to: $0.type) }, "\(explanation)")
            }
        }
    }
}
