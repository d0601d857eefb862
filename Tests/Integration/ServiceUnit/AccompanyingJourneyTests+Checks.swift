internal import Contracts
internal import Foundation
internal import JSON
internal import PostgreSQL
internal import ServiceUnitDomain
internal import TestSupport
internal import Testing
internal import UnitTestSupport
internal import Vocabulary

// What must hold of the database whatever was played.
extension AccompanyingJourneyTests {
    /// Nothing marked stands open in the journal or the states.
    func expectNothingPlain(_ bench: Bench) async throws {
        let connection = try await bench.database.connect()
        let plain = try await connection.query(
            """
            SELECT (SELECT count(*) FROM journal WHERE convert_from(body, 'UTF8') LIKE '%TANDA%')
                + (SELECT count(*) FROM aggregates WHERE state::text LIKE '%TANDA%')
            """
        ).rows(as: Int64.self)
        await connection.close()
        #expect(plain == [0])
    }

    /// The case's journal, folded from the beginning, gives the stored state.
    func expectReplay(_ bench: Bench) async throws {
        let connection = try await bench.database.connect()
        let rows = try await connection.query(
            """
            SELECT type, convert_from(body, 'UTF8') FROM journal WHERE stream = \("case-" + self.id.text) ORDER BY version
            """
        ).rows(as: String.self, String.self)
        await connection.close()
        var replayed = Case(id: self.id)
        for (type, body) in rows {
            let data = try JSONParser.parse(Array(body.utf8), limits: JSONLimits())
            replayed.apply(try EventCoding.decode(Case.Event.self, type: type, data: data))
        }
        #expect(rows.count > 30)
        // A value is sealed anew each time it is written: only the boxes may differ.
        let stored = try #require(try await bench.state(of: self.id))
        #expect(try self.withoutBoxes(stored) == self.withoutBoxes(replayed))
    }

    private func withoutBoxes(_ aCase: Case) throws -> String {
        let text = String(decoding: try JSONEncoding.encode(aCase), as: UTF8.self)
        return text.replacing(/"box":"[^"]*"/, with: "")
    }
}
