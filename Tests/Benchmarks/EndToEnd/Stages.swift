internal import Contracts
internal import Foundation
internal import Logging
internal import PostgreSQL

/// The three units of the chain, watched through their journals.
struct Stages {
    struct Stage {
        let unit: String
        /// The event that ends the unit's part of a complaint.
        let event: String
        let pool: PostgreSQLPool
    }

    /// How far a unit is.
    struct Progress: Encodable, Equatable {
        /// Complaints it has dealt with.
        var count = 0
        /// From the first publish to the begin of the transaction that dealt with its last ones.
        var seconds = 0.0
        var perSecond = 0.0
    }

    let stages: [Stage]

    init(_ copy: Copy, logger: Logger) throws {
        let events = [
            ("intake", "complaint_registered"), ("identification", "case_registered"),
            ("service-unit", "case_registered"),
        ]
        self.stages = try events.map { unit, event in
            let configuration = PostgreSQLConfiguration(
                connectionString: try copy.database(of: unit),
                applicationName: "benchmark",
                poolSize: 1
            )
            return Stage(unit: unit, event: event, pool: PostgreSQLPool(configuration: configuration, logger: logger))
        }
    }

    /// How far a journal has been counted. What is counted once is not read again: reading the whole phase at each look
    /// would cost the database more than the units do.
    struct Mark {
        /// Where the phase began.
        let begin: Int64
        /// The last position that is counted for good.
        var position: Int64
        /// Complaints dealt with up to there.
        var count = 0
    }

    /// The journals' ends, from which a phase counts.
    func marks() async throws -> [Mark] {
        var marks: [Mark] = []
        for stage in self.stages {
            let rows = try await stage.pool.withTransaction { transaction in
                try await transaction.query("SELECT coalesce(max(position), 0) FROM journal", as: Int64.self)
            }
            marks.append(Mark(begin: rows.first ?? 0, position: rows.first ?? 0))
        }
        return marks
    }

    /// How many complaints each unit has dealt with since.
    private func counts(since marks: inout [Mark]) async throws -> [Int] {
        var counts: [Int] = []
        for (index, stage) in self.stages.enumerated() {
            counts.append(try await Self.count(stage, since: &marks[index]))
        }
        return counts
    }

    /// How many complaints have come through since. To look at one journal again and again costs the database a
    /// twentieth of its work already.
    func through(since marks: inout [Mark]) async throws -> Int {
        guard let stage = self.stages.last else { return 0 }
        return try await Self.count(stage, since: &marks[self.stages.count - 1])
    }

    /// When each of the last unit's next cases was seen committed, to within 20 milliseconds.
    ///
    /// - Throws: ``BenchmarkFailure`` when none has come for a minute.
    func arrivals(_ number: Int, since marks: [Mark]) async throws -> [ContinuousClock.Instant] {
        guard let stage = self.stages.last, var mark = marks.last else { return [] }
        var arrivals: [ContinuousClock.Instant] = []
        while arrivals.count < number {
            let count = try await Self.count(stage, since: &mark)
            let now = ContinuousClock.now
            while arrivals.count < min(count, number) { arrivals.append(now) }
            guard (arrivals.last ?? now).duration(to: now) < .seconds(60) else {
                throw BenchmarkFailure("lost: \(stage.unit) has had \(arrivals.count) of \(number) for a minute")
            }
            try await Task.sleep(for: .milliseconds(20))
        }
        return arrivals
    }

    /// How many a unit has dealt with since. Positions of transactions under way may appear below the last one, and lanes'
    /// times cross: what lies below the first position that is not yet two seconds old is counted for good.
    private static func count(_ stage: Stage, since mark: inout Mark) async throws -> Int {
        let from = mark.position
        let rows = try await stage.pool.withTransaction { transaction in
            try await transaction.query(
                """
                WITH seen AS (SELECT position, at FROM journal WHERE position > \(from) AND type = \(stage.event)),
                settled AS (
                    SELECT position FROM seen WHERE position < coalesce(
                        (SELECT min(position) FROM seen WHERE at >= now() - interval '2 seconds'), 9223372036854775807)
                )
                SELECT (SELECT count(*) FROM seen), count(*), coalesce(max(position), \(from)) FROM settled
                """,
                as: Int64.self,
                Int64.self,
                Int64.self
            )
        }
        guard let (all, settled, position) = rows.first else { return mark.count }
        let count = mark.count + Int(all)
        mark.count += Int(settled)
        mark.position = position
        return count
    }

    /// The whole of a phase, by the journals' own times.
    func progress(since marks: [Mark], begun: Date) async throws -> [String: Progress] {
        var progress: [String: Progress] = [:]
        for (stage, mark) in zip(self.stages, marks) {
            let rows = try await stage.pool.withTransaction { transaction in
                try await transaction.query(
                    """
                    SELECT count(DISTINCT stream), coalesce(extract(epoch FROM max(at)), 0)::float8 FROM journal
                    WHERE position > \(mark.begin) AND type = \(stage.event)
                    """,
                    as: Int64.self,
                    Double.self
                )
            }
            guard let (count, last) = rows.first else { continue }
            let seconds = max(last - begun.timeIntervalSince1970, 0.001)
            progress[stage.unit] = Progress(
                count: Int(count),
                seconds: seconds,
                perSecond: Double(count) / seconds
            )
        }
        return progress
    }

    /// Waits until the last unit has dealt with as many; the look that found it so is not counted. It looks seldom while
    /// much is left, for each look costs the database something, and often at the end.
    ///
    /// - Returns: When that was so.
    /// - Throws: ``BenchmarkFailure`` when nothing has moved for a minute.
    func wait(for number: Int, since marks: [Mark]) async throws -> Date {
        var marks = marks
        var before = 0
        let begun = ContinuousClock.now
        var moved = begun
        while true {
            let now = Date()
            let through = try await self.through(since: &marks)
            if through >= number, try await self.counts(since: &marks).allSatisfy({ $0 >= number }) { return now }
            if through != before { moved = .now }
            before = through
            // A transaction that waited longer than that for its locks commits below what was counted for good.
            if moved.duration(to: .now) > .seconds(5) {
                marks = marks.map { Mark(begin: $0.begin, position: $0.begin) }
            }
            guard moved.duration(to: .now) < .seconds(60) else {
                let counts = try await self.counts(since: &marks)
                let text = zip(self.stages, counts).map { "\($0.unit) \($1)" }.joined(separator: ", ")
                throw BenchmarkFailure("lost: nothing has moved for a minute at \(text) of \(number)")
            }
            let left = begun.duration(to: .now) * Double(max(0, number - through)) / Double(max(1, through))
            try await Task.sleep(for: min(.seconds(1), max(.milliseconds(50), left / 3)))
        }
    }
}
