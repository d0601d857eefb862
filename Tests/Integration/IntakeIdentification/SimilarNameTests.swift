internal import Contracts
internal import Foundation
internal import IdentificationDomain
internal import IdentificationService
internal import IntakeService
internal import JSON
internal import PostgreSQL
internal import TestSupport
internal import Testing
internal import UnitRuntime
internal import UnitTestSupport
internal import Vocabulary

/// Two records of one child whose name two people wrote differently (domain.md §11.5).
@Suite(.freshDatabase, .timeLimit(.minutes(3)))
struct SimilarNameTests {
    /// No NIK, no mother: a name, a day and a village.
    private func report(_ name: String) -> ComplaintSubmitted {
        ComplaintSubmitted(
            channel: .phone,
            child: ChildIdentity(
                name: name,
                birthDate: LocalDate(year: 2015, month: 5, day: 4),
                address: Address(subdistrict: "Panakkukang", village: "Pampang")
            ),
            situation: "seen alone",
            categories: [.educationProblem],
            initialAssessment: InitialAssessment(riskLevel: .low)
        )
    }

    private func registered(_ id: String, _ name: String, _ bench: Bench) async throws -> ComplaintID {
        try await bench.submit(id, self.report(name))
        let receipt = try await bench.accepted(id)
        try await bench.progress(receipt.complaintNo, "case_registered")
        return receipt.complaintID
    }

    private func pairs(_ bench: Bench) async throws -> [ListSameChildCandidates.Row] {
        let text = try await bench.query(ListSameChildCandidates(), by: Bench.analyst)
        let answer = try JSONParser.parse(Array(text.utf8))["answer"] ?? .null
        return JSONDecoding.decode(ListSameChildCandidates.Answer.self, from: answer).value?.candidates ?? []
    }

    @Test func `a name written as it sounds, the year and the village make a pair for a person to decide`() async throws
    {
        try await Bench.run { bench in
            let first = try await self.registered("m-1", "Djoefri", bench)
            #expect(try await self.pairs(bench).isEmpty)
            let second = try await self.registered("m-2", "Jufri", bench)
            let pair = try #require(try await self.pairs(bench).first)
            #expect(pair.complaintID == second && pair.otherChildID == ChildID(first.uuid))
            #expect(pair.reasons.contains { $0.contains("similar_name_year_place") })
            _ = try await self.registered("m-3", "Hasan", bench)
            #expect(try await self.pairs(bench).count == 1, "another name")
        }
    }

    @Test func `records from before names were compared by sound are found by it once the unit has started`()
        async throws
    {
        try await Bench.run { bench in
            let filled = "similar_names_\(Spelling.edition)"
            let done: SQL = "SELECT count(*) FROM backfills WHERE name = \(filled) AND is_done"
            try await bench.until(done, in: .identification, is: 1)
            let first = try await self.registered("m-1", "Djoefri", bench)
            // As an earlier program left it: nothing by sound, nothing filled; and more records than a page holds.
            let others: SQL = """
                INSERT INTO aggregates (kind, id, version, state, told, origins, changed_at)
                SELECT kind, '00000000-0000-7000-8000-' || lpad(n::text, 12, '0'), 1,
                    jsonb_set(state - 'identity', '{id}',
                        to_jsonb('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))), told, '{}', now()
                FROM aggregates, generate_series(1, 450) AS n WHERE kind = 'child'
                """
            try await bench.execute(others, in: .identification)
            try await bench.execute("DELETE FROM lookups WHERE kind = 'substitute'", in: .identification)
            // Those of an earlier edition of the rules were filled.
            try await bench.execute("UPDATE backfills SET name = 'similar_names'", in: .identification)
            let again = try bench.start("identification-2", definition: bench.definitions[1])
            try await bench.until(done, in: .identification, is: 1)
            let kept: SQL = "SELECT count(*) FROM lookups WHERE kind = 'substitute'"
            try await bench.expect(kept, in: .identification, is: 1)
            // Once more it finds nothing to do.
            try await bench.execute("DELETE FROM backfills", in: .identification)
            await again.die()
            _ = try bench.start("identification-3", definition: bench.definitions[1])
            try await bench.until(done, in: .identification, is: 1)
            try await bench.expect(kept, in: .identification, is: 1)
            let second = try await self.registered("m-2", "Jufri", bench)
            let pair = try #require(try await self.pairs(bench).first)
            #expect(pair.complaintID == second && pair.otherChildID == ChildID(first.uuid))
        }
    }
}
