internal import Contracts
internal import Foundation
internal import JSON
internal import PostgreSQL
internal import ServiceUnitDomain
internal import TestSupport
internal import Testing
internal import UnitTestSupport
internal import Vocabulary

/// One row that can't be read takes no list with it.
@Suite(.freshDatabase, .timeLimit(.minutes(1)))
struct LeftOutTests {
    private func answer<Q: QueryContract>(_ query: Q, by name: String, _ bench: Bench) async throws -> JSONValue {
        try JSONParser.parse(Array(try await bench.query(query, by: name).utf8), limits: JSONLimits())
    }

    @Test func `a case that can't be read is left out of lists and reports, which say so`() async throws {
        try await Bench.run { bench in
            _ = try bench.start()
            try await bench.makeEverybodyKnown()
            let cases = (0..<3).map { _ in CaseID(UUID()) }
            for (index, id) in cases.enumerated() {
                try await bench.register(ComplaintID(UUID()), id, .low, serial: 9001 + Int64(index))
                _ = try await bench.until(id) { $0.level == .low }
            }
            let whole = try await self.answer(ListCases(), by: "siti", bench)
            #expect(whole["left_out"] == nil && cases.allSatisfy { whole.text.contains($0.text) }, "\(whole.text)")
            let load = try await self.answer(ReportCaseload(), by: "hana", bench)
            #expect(load["left_out"] == nil)

            try await bench.execute(
                "UPDATE aggregates SET state = jsonb_set(state, '{helping}', '5') WHERE id = \(cases[1].text)"
            )
            let rest = try await self.answer(ListCases(), by: "siti", bench)
            #expect(rest["left_out"]?.integer == 1, "\(rest.text)")
            #expect(cases.map { rest["answer"]?.text.contains($0.text) } == [true, false, true], "\(rest.text)")
            let less = try await self.answer(ReportCaseload(), by: "hana", bench)
            #expect(less["left_out"]?.integer == 1 && less["answer"] != load["answer"], "\(less.text)")
        }
    }
}
