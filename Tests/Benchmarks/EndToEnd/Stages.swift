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

    /// The journals' ends, from which a phase counts.
    func positions() async throws -> [Int64] {
        var positions: [Int64] = []
        for stage in self.stages {
            let rows = try await stage.pool.withTransaction { transaction in
                try await transaction.query("SELECT coalesce(max(position), 0) FROM journal", as: Int64.self)
            }
            positions.append(rows.first ?? 0)
        }
        return positions
    }

    /// How many complaints each unit has dealt with since.
    func counts(since positions: [Int64]) async throws -> [Int] {
        var counts: [Int] = []
        for (stage, position) in zip(self.stages, positions) {
            let rows = try await stage.pool.withTransaction { transaction in
                try await transaction.query(
                    "SELECT count(DISTINCT stream) FROM journal WHERE position > \(position) AND type = \(stage.event)",
                    as: Int64.self
                )
            }
            counts.append(Int(rows.first ?? 0))
        }
        return counts
    }

    /// The whole of a phase, by the journals' own times.
    func progress(since positions: [Int64], begun: Date) async throws -> [String: Progress] {
        var progress: [String: Progress] = [:]
        for (stage, position) in zip(self.stages, positions) {
            let rows = try await stage.pool.withTransaction { transaction in
                try await transaction.query(
                    """
                    SELECT count(DISTINCT stream), coalesce(extract(epoch FROM max(at)), 0)::float8 FROM journal
                    WHERE position > \(position) AND type = \(stage.event)
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

    /// Waits until the last unit has dealt with as many; the look that found it so is not counted.
    ///
    /// - Returns: When that was so.
    /// - Throws: ``BenchmarkFailure`` when nothing has moved for a minute.
    func wait(for number: Int, since positions: [Int64], every pause: Duration) async throws -> Date {
        var before: [Int] = []
        var moved = ContinuousClock.now
        while true {
            let now = Date()
            let counts = try await self.counts(since: positions)
            if counts.allSatisfy({ $0 >= number }) { return now }
            if counts != before { moved = .now }
            before = counts
            guard moved.duration(to: .now) < .seconds(60) else {
                let text = zip(self.stages, counts).map { "\($0.unit) \($1)" }.joined(separator: ", ")
                throw BenchmarkFailure("lost: nothing has moved for a minute at \(text) of \(number)")
            }
            try await Task.sleep(for: pause)
        }
    }
}
