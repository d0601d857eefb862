internal import Contracts
internal import Foundation
internal import JSON
internal import PostgreSQL
internal import RuleTestSupport
internal import TestSupport
internal import Testing
internal import UnitTestSupport
internal import Vocabulary

/// Each step of the book, done twenty times in 1 to 20 minutes and written into a journal as the units write it.
@Suite(.freshDatabase, .timeLimit(.minutes(3)))
struct StepMeasureTests {
    /// The tenth minute of a day, so many days after 2 January 2026.
    private func begin(_ day: Int) -> Instant {
        (LocalDate(year: 2026, month: 1, day: 2)?.adding(days: day).start(in: .wita) ?? Instant(microseconds: 0))
            .adding(
                minutes: 600
            )
    }

    /// One run: an aggregate on a path, what began the step and what ended it.
    private func write(
        _ row: StepRow,
        _ begin: Instant,
        minutes: Int,
        path: String,
        test: Bool,
        _ connection: PostgreSQLConnection
    ) async throws {
        let id = UUID().uuidString.lowercased()
        let stream = "\(row.journal)-\(id)"
        _ = try await connection.query(
            """
            INSERT INTO aggregates (kind, id, version, state, changed_at) VALUES (\(row.journal), \(id), 2,
                jsonb_build_object('path', \(path)::text, 'test', \(test)::boolean), now())
            """
        )
        // What tells a time of its own was written long before, or is the end itself.
        let written = row.since.isEmpty ? begin : begin.adding(minutes: -300)
        let body = row.since.isEmpty ? "{}" : #"{"\#(row.since)": "\#(begin.description)"}"#
        var version: Int64 = 1
        if row.from != row.to, let from = row.from.last {
            _ = try await connection.query(
                """
                INSERT INTO journal (stream, version, type, body, cause, at)
                VALUES (\(stream), \(version), \(from), convert_to(\(body), 'UTF8'), 'test', \(written.description)::text::timestamptz)
                """
            )
            version += 1
        }
        let to = try #require(row.to.first)
        let end = begin.adding(minutes: minutes).description
        _ = try await connection.query(
            """
            INSERT INTO journal (stream, version, type, body, cause, at)
            VALUES (\(stream), \(version), \(to), convert_to(\(body), 'UTF8'), 'test', \(end)::text::timestamptz)
            """
        )
    }

    @Test
    func
        `S01 steps 1–4, S02 steps 1–5, S03 steps 1–5, S04 steps 1–8, S05 steps 2–5, S06 step 1, S06 steps 3–5, S07 steps 1–2, S07 steps 4–6, S08 step 2, S08 steps 4–7, S09 steps 1–4, S10 steps 1–8, S11 step 2, S11 steps 4–7 and S12 steps 3–7: p50, p95 and how many kept the standard are told from what began and ended it`()
        async throws
    {
        try await Bench.run { bench in
            _ = try bench.start()
            try await bench.makeEverybodyKnown()
            let connection = try await bench.database.connect()
            for (day, row) in try StepRow.all().enumerated() where row.isMeasured {
                let path = IntakePath(rawValue: row.path)
                let begin = self.begin(day)
                for minutes in 1...20 {
                    let word = path?.rawValue ?? "outreach"
                    try await self.write(row, begin, minutes: minutes, path: word, test: false, connection)
                }
                // Neither a trial nor, for a path's own procedure, another path's complaint counts.
                try await self.write(row, begin, minutes: 200, path: path?.rawValue ?? "direct", test: true, connection)
                if path != nil {
                    try await self.write(row, begin, minutes: 200, path: "elsewhere", test: false, connection)
                }
                let step = MeasureSteps.Step(
                    key: "\(row.procedure) \(row.step)",
                    starts: row.from,
                    ends: row.to,
                    standard: row.minutes,
                    since: MeasureSteps.Moment(rawValue: row.since),
                    path: path
                )
                let date = begin.localDate
                let text = try await bench.query(MeasureSteps(steps: [step], from: date, to: date), by: "hana")
                let told = try JSONParser.parse(Array(text.utf8))["answer"] ?? .null
                let answer = try #require(JSONDecoding.decode(MeasureSteps.Answer.self, from: told).value, "\(text)")
                let measured = try #require(answer.rows.first, "\(step.key)")
                #expect(measured.key == step.key && measured.count == 20, "\(measured)")
                #expect(abs(measured.p50 - 10.5) < 0.01 && abs(measured.p95 - 19.05) < 0.01, "\(measured)")
                #expect(measured.withinStandard == row.minutes.map { Int64(min(20, $0)) }, "\(measured)")
            }
            await connection.close()
        }
    }
}
