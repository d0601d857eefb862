internal import PostgreSQL
internal import TestSupport
internal import Testing
internal import UnitTestSupport

@testable internal import UnitRuntime

/// How a lane takes what lies in its queue.
@Suite(.freshDatabase, .timeLimit(.minutes(1)))
struct LaneTests {
    @Test func `routine messages that come one after the other share transactions`() async throws {
        try await Bench.run { bench in
            _ = try await bench.startKnown()
            let begun = ContinuousClock.now
            for number in 0..<60 { try await bench.submit("m-\(number)", "text \(number)") }
            try await bench.until("SELECT count(*) FROM aggregates WHERE kind = 'toy'", is: 60)
            // One at once, and then one a rest.
            let most = Int64(begun.duration(to: .now) / .milliseconds(50)) + 2
            let transactions = try await bench.query(
                "SELECT count(DISTINCT xmin::text) FROM aggregates WHERE kind = 'toy'"
            ).rows(as: Int64.self)
            #expect(try #require(transactions.first) <= most)
        }
    }
}
