internal import Contracts
internal import NIOConcurrencyHelpers
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

    @Test func `a routine batch gives what it has locked up for an urgent message, once`() async throws {
        try await Bench.run { bench in
            let attempts = NIOLockedValueBox<Int?>(nil)
            let faults = Faults { point, lane in
                guard point == .afterLoad, lane == "routine",
                    let attempt = attempts.withLockedValue({ attempts in
                        attempts = attempts.map { $0 + 1 }
                        return attempts
                    }), attempt <= 2
                else { return }
                // The batch has locked the register: the urgent message stands still for it.
                try await bench.submit("urgent-\(attempt)", "at once", lane: .urgent)
                try await bench.until(Self.waiting, is: 1)
            }
            _ = try await bench.startKnown(faults: faults)
            attempts.withLockedValue { $0 = 0 }
            try await bench.submit("routine", "some time")
            try await bench.until("SELECT count(*) FROM aggregates WHERE kind = 'toy'", is: 3)
            #expect(try await self.urgencyByNumber(bench) == [true, false, true])
            #expect(attempts.withLockedValue { $0 } == 2)
        }
    }

    @Test func `a batch that gave way goes on in pieces, and lets urgent messages in between`() async throws {
        try await Bench.run { bench in
            let attempts = NIOLockedValueBox(0)
            let isHeld = NIOLockedValueBox(false)
            let faults = Faults { point, lane in
                guard lane == "routine" else { return }
                while point == .beforeReceive, isHeld.withLockedValue({ $0 }) {
                    try await Task.sleep(for: .milliseconds(20))
                }
                guard point == .afterLoad else { return }
                let attempt = attempts.withLockedValue { attempts in
                    attempts += 1
                    return attempts
                }
                guard attempt <= 2 else { return }
                try await bench.submit("urgent-\(attempt)", "at once", lane: .urgent)
                try await bench.until(Self.waiting, is: 1)
            }
            isHeld.withLockedValue { $0 = true }
            _ = try await bench.startKnown(faults: faults)
            for number in 0..<10 { try await bench.submit("routine-\(number)", "some time") }
            // The broker has given them all to the lane.
            try await Task.sleep(for: .milliseconds(500))
            isHeld.withLockedValue { $0 = false }
            try await bench.until("SELECT count(*) FROM aggregates WHERE kind = 'toy'", is: 12)
            let order = try await self.urgencyByNumber(bench)
            let piece = Array(repeating: false, count: LaneRunner.piece)
            #expect(order == [true] + piece + [true] + Array(repeating: false, count: 10 - piece.count))
        }
    }

    @Test func `an urgent message waits for one routine batch of another instance, not for all that wait`() async throws
    {
        try await Bench.run { bench in
            let isFirst = NIOLockedValueBox(false)
            let submitted = NIOLockedValueBox(0)
            // Of four instances the first to lock the register keeps it until the others and an urgent message wait.
            let faults = Faults { point, lane in
                guard point == .afterLoad, lane == "routine",
                    isFirst.withLockedValue({ isFirst in
                        defer { isFirst = false }
                        return isFirst
                    })
                else { return }
                while try await bench.query(Self.waiting).rows(as: Int64.self) != [3] {
                    let number = submitted.withLockedValue { count in
                        count += 1
                        return count
                    }
                    try await bench.submit("routine-\(number)", "some time")
                    try await Task.sleep(for: .milliseconds(100))
                }
                try await bench.submit("urgent", "at once", lane: .urgent)
                try await bench.until(Self.waiting, is: 4)
            }
            _ = try await bench.startKnown(faults: faults)
            for number in 2...4 { _ = try bench.start("instance-\(number)", faults: faults) }
            isFirst.withLockedValue { $0 = true }
            try await bench.submit("routine-0", "some time")
            try await bench.until(
                "SELECT count(*) FROM aggregates WHERE kind = 'toy' AND (state->>'is_urgent')::bool",
                is: 1
            )
            let routine = Int64(submitted.withLockedValue { $0 }) + 1
            try await bench.until("SELECT count(*) FROM aggregates WHERE kind = 'toy'", is: routine + 1)
            // None if its own instance had the register, which then gave it up.
            let before = try #require(try await self.urgencyByNumber(bench).firstIndex(of: true))
            #expect(before <= 1)
        }
    }

    /// How many transactions wait for a lock.
    private static let waiting: SQL = """
        SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
        """

    /// Whether each toy is urgent, in the order of their numbers.
    private func urgencyByNumber(_ bench: UnitBench) async throws -> [Bool] {
        try await bench.query(
            """
            SELECT (state->>'is_urgent')::bool FROM aggregates WHERE kind = 'toy' ORDER BY (state->>'number')::int8
            """
        ).rows(as: Bool.self)
    }
}
