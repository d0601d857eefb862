internal import PostgreSQL
internal import TestSupport
internal import Testing
internal import UnitTestSupport
internal import Vocabulary

@testable internal import UnitRuntime

/// Lists and rules read whole kinds; how large states grew is not what a unit's memory goes by.
@Suite(.freshDatabase, .timeLimit(.minutes(1)))
struct StateReadingTests {
    @Test(arguments: [
        ([], []), ([1], [1]), ([9 << 20], [1]), ([1, 9 << 20, 1], [1, 1, 1]),
        ([100 << 10, 100 << 10, 56 << 10, 1], [3, 1]), ([200 << 10, 200 << 10], [1, 1]),
    ])
    func `a slice holds as much as is read at once, and a larger state alone`(sizes: [Int], counts: [Int]) {
        var rest: StateReading.Rest = []
        for (number, size) in sizes.enumerated() { rest.append(("\(number)", Int64(size))) }
        var slices: [[String]] = []
        while !rest.isEmpty { slices.append(StateReading.cut(&rest)) }
        #expect(slices.map(\.count) == counts)
        #expect(slices.flatMap(\.self) == sizes.indices.map(String.init))
    }

    @Test func `every state comes once and in order, whatever its size; none after enough`() async throws {
        try await Bench.run { bench in
            let unit = try await bench.startKnown()
            try await unit.drain()
            let connection = try await bench.database.connect()
            // Some come with the first round, some alone, some in slices.
            _ = try await connection.query(
                """
                INSERT INTO aggregates (kind, id, version, state, changed_at)
                SELECT 'toy', '00000000-0000-7000-8000-' || lpad(n::text, 12, '0'), 1, jsonb_build_object(
                    'number', n, 'text', (SELECT string_agg(md5(random()::text), '') FROM generate_series(1, n * 25))),
                    now() - n * interval '1 second'
                FROM generate_series(1, 400) n
                """
            )
            func read(_ reading: StateReading, enough: Int = .max) async throws -> [Int64] {
                var numbers: [Int64] = []
                try await reading.run({ try await connection.query($0) }) { state in
                    numbers.append(try StateCoding.decode(Numbered.self, state.bytes).number)
                    return numbers.count < enough
                }
                return numbers
            }
            var reading = StateReading(kind: "toy", condition: "true", order: "changed_at DESC", limit: 390)
            #expect(try await read(reading) == Array(1...390))
            reading.condition = "(state->>'number')::int % 2 = 0"
            reading.order = "id DESC"
            #expect(try await read(reading, enough: 60) == stride(from: 400, to: 280, by: -2).map { Int64($0) })
            await connection.close()
        }
    }

    private struct Numbered: Decodable {
        var number: Int64
        var text: String
    }
}
