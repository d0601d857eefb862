import CoreMetrics
import Logging
import PostgreSQL
import Vocabulary

/// Rings clocks whose time has come. The table only wakes: the aggregate's state decides, under its row lock, so any
/// number of instances may look, and a late start rings what was due meanwhile.
struct DeadlineRunner: Sendable {
    let handling: BatchHandling
    let relay: Relay
    let logger: Logger
    static let interval = Duration.milliseconds(500)
    static let chunk = 100

    func run() async {
        while !Task.isCancelled {
            do {
                while try await self.ringDue() == Self.chunk {}
            } catch {
                self.logger.warning("clocks could not be looked at", metadata: ["error": "\(Failure(error).text)"])
            }
            do { try await Task.sleep(for: Self.interval) } catch { return }
        }
    }

    private func ringDue() async throws -> Int {
        let offset = Double(self.handling.timekeeper.offset)
        let known = ClockName.allCases.map(\.rawValue)
        let rows = try await self.handling.pool.withConnection { connection in
            try await connection.query(
                """
                SELECT kind, id, clock, generation FROM deadlines
                WHERE ring_at <= now() + \(offset) * interval '1 second' AND clock = ANY(\(known)::text[])
                ORDER BY ring_at LIMIT \(Self.chunk)
                """
            ).rows(as: String.self, String.self, String.self, Int32.self)
        }
        let due: [DueClock] = rows.compactMap { kind, id, clock, generation in
            ClockName(rawValue: clock).map {
                DueClock(reference: AggregateReference(kind: kind, id: id), clock: $0, generation: Int(generation))
            }
        }
        guard !due.isEmpty else { return 0 }
        let handled = try await self.ring(due[...])
        // Rows another instance holds just now are left to it.
        return handled == 0 ? 0 : rows.count
    }

    /// Halves what fails until the culprit stands alone: one unreadable state must not stop the others' clocks.
    ///
    /// - Returns: How many rang or were put off.
    private func ring(_ due: ArraySlice<DueClock>) async throws -> Int {
        do {
            let (published, rung, silent) = try await self.handling.ring(Array(due))
            self.relay.hand(published)
            self.handling.metrics.clocksRung.increment(by: rung)
            return rung + silent
        } catch {
            guard !Failure(error).mayPass else { throw error }
            guard due.count == 1, let clock = due.first else {
                let middle = due.startIndex + due.count / 2
                return try await self.ring(due[..<middle]) + self.ring(due[middle...])
            }
            self.logger.error(
                "clock cannot ring",
                metadata: [
                    "stream": "\(clock.reference.stream)", "clock.name": "\(clock.clock.rawValue)",
                    "error": "\(Failure(error).text)",
                ]
            )
            try await self.handling.putOff(clock)
            return 1
        }
    }
}

extension BatchHandling {
    private static let patience: Int64 = 60

    /// When to look again at a clock that was due and did not ring: the state knows; if it says now, in a minute.
    func nextLook(at due: DueClock, _ entry: AggregateEntry, _ now: Instant) -> Instant? {
        guard let next = entry.state.clocks[due.clock]?.nextRing else { return nil }
        return next > now ? next : now.adding(seconds: Self.patience)
    }

    func silentClockStatements(_ loaded: Loaded) -> [SQL] {
        loaded.silent.map { clock, next in
            """
            UPDATE deadlines SET ring_at = \(next.map(self.timekeeper.database) as PostgreSQLTimestamp?) WHERE kind = \(clock.reference.kind)
            AND id = \(clock.reference.id) AND clock = \(clock.clock.rawValue)
            """
        }
    }

    /// A clock whose aggregate can't be read: looked at again in a minute, so that it doesn't stand before others.
    func putOff(_ clock: DueClock) async throws {
        try await self.pool.withTransaction { transaction in
            try await transaction.execute(
                """
                UPDATE deadlines SET ring_at = ring_at + greatest(interval '1 minute',
                    now() + \(Double(self.timekeeper.offset)) * interval '1 second' - ring_at + interval '1 minute')
                WHERE kind = \(clock.reference.kind) AND id = \(clock.reference.id) AND clock = \(clock.clock.rawValue)
                """
            )
        }
    }
}
