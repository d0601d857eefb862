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
        let rows = try await self.handling.pool.withConnection { connection in
            try await connection.query(
                """
                SELECT kind, id, clock, generation FROM deadlines
                WHERE ring_at <= now() + \(offset) * interval '1 second' ORDER BY ring_at LIMIT \(Self.chunk)
                """
            ).rows(as: String.self, String.self, String.self, Int32.self)
        }
        let due: [DueClock] = rows.compactMap { kind, id, clock, generation in
            ClockName(rawValue: clock).map {
                DueClock(reference: AggregateReference(kind: kind, id: id), clock: $0, generation: Int(generation))
            }
        }
        guard !due.isEmpty else { return 0 }
        let (published, rung) = try await self.handling.ring(due)
        self.relay.hand(published)
        self.handling.metrics.clocksRung.increment(by: rung)
        // Rows another instance holds just now are left to it.
        return rung == 0 ? 0 : rows.count
    }
}
