import NIOConcurrencyHelpers
import PostgreSQL

/// When the oldest message that each queue's consumer has in hand was sent. A consumer takes from its queue's head, so
/// this is the age of the queue as long as anybody reads it; whether anybody does, the broker says.
final class LaneAges: Sendable {
    /// A sender may write any time on a message. One that is older than the inbox is not believed, nor is one to come.
    static let believed: Double = 35 * 86_400

    private let oldest = NIOLockedValueBox<[String: Double]>([:])

    /// Notes a batch taken in hand now; sent at these Unix times, seconds. What is not said or not believed counts from now,
    /// so that a batch that hangs grows old whatever its senders wrote.
    func took(_ sent: [Int64?], from queue: String, at now: Double) {
        let times = sent.compactMap { $0.map(Double.init) }.filter { $0 > now - Self.believed }
        self.oldest.withLockedValue { $0[queue] = min(now, times.min() ?? now) }
    }

    /// Nothing is in hand any more.
    func settled(_ queue: String) { self.oldest.withLockedValue { $0[queue] = nil } }

    /// Ages in seconds at this Unix time; queues with nothing in hand are absent.
    func ages(at now: Double) -> [String: Double] {
        self.oldest.withLockedValue { $0.mapValues { max(0, now - $0) } }
    }
}

// What a scrape of /metrics asks the database and the lanes. Every instance of a unit tells the same of the database.
extension UnitWork {
    /// Reads the gauges for a scrape.
    func measure() async {
        let registry = self.server.registry
        let ages = self.ages.ages(at: Wall.seconds())
        for queue in self.server.queues.map(\.name) {
            registry.set("pksai_queue_oldest_seconds{queue=\"\(queue)\"}", ages[queue] ?? 0)
        }
        let offset = Double(self.server.configuration.clockOffset)
        let measured = try? await self.pool.withConnection { connection in
            let waiting = try await connection.query(
                """
                SELECT (SELECT count(*) FROM outbox),
                    (SELECT coalesce(extract(epoch FROM now() - min(created_at)), 0)::float8 FROM outbox),
                    (SELECT count(*) FROM parked WHERE message IS NOT NULL),
                    (SELECT coalesce(extract(epoch FROM now() - min(parked_at)), 0)::float8 FROM parked
                        WHERE message IS NOT NULL),
                    (SELECT count(*) FROM deadlines WHERE ring_at <= now() + \(offset) * interval '1 second')
                """
            ).rows(as: Int64.self, Double.self, Int64.self, Double.self, Int64.self).first
            let quarantined = try await connection.query(
                "SELECT reason, count(*) FROM quarantine WHERE state IN ('kept', 'replaying') GROUP BY reason"
            ).rows(as: String.self, Int64.self)
            let clocks = try await connection.query(
                "SELECT clock, phase, count(*) FROM deadlines WHERE phase <> 'stopped' GROUP BY clock, phase"
            ).rows(as: String.self, String.self, Int64.self)
            return (waiting, quarantined, clocks)
        }
        guard let (waiting, quarantined, clocks) = measured, let waiting else { return }
        registry.set("pksai_outbox_pending_messages", Double(waiting.0))
        registry.set("pksai_outbox_oldest_seconds", waiting.1)
        registry.set("pksai_parked_messages", Double(waiting.2))
        registry.set("pksai_parked_oldest_seconds", waiting.3)
        registry.set("pksai_clocks_due", Double(waiting.4))
        registry.replace(
            "pksai_quarantined_messages",
            with: quarantined.map { ("reason=\"\($0.0)\"", Double($0.1)) }
        )
        registry.replace(
            "pksai_clocks",
            with: clocks.map { ("clock=\"\($0.0)\",phase=\"\($0.1)\"", Double($0.2)) }
        )
    }
}
