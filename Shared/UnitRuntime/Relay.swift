import CoreMetrics
import Logging
import NIOConcurrencyHelpers
import PostgreSQL
import RabbitMQ
import ServiceLifecycle

/// Publishes what was committed and sweeps what dead instances left. Rows leave the table only after the broker's
/// confirm, so every message is published at least once; receivers recognise repeats by its id.
final class Relay: Sendable {
    private struct Waiting {
        var rows: [OutboxRow.Kind: [OutboxRow]] = [:]
        var wakes: [OutboxRow.Kind: CheckedContinuation<Void, Never>] = [:]
        var isStopping = false
    }

    let outbox: Outbox
    let pool: PostgreSQLPool
    let publishers: [OutboxRow.Kind: RabbitMQPublisher]
    let metrics: UnitMetrics
    let logger: Logger
    let faults: Faults
    private let waiting = NIOLockedValueBox(Waiting())
    static let chunk = 512
    private static let rideLimit = Duration.milliseconds(100)
    /// How long a broker may take to confirm a chunk; a drain lasts at least as long if it doesn't.
    private static let patience = Duration.seconds(10)

    init(
        outbox: Outbox,
        pool: PostgreSQLPool,
        publishers: [OutboxRow.Kind: RabbitMQPublisher],
        metrics: UnitMetrics,
        logger: Logger,
        faults: Faults = Faults()
    ) {
        self.outbox = outbox
        self.pool = pool
        self.publishers = publishers
        self.metrics = metrics
        self.logger = logger
        self.faults = faults
    }

    /// Takes committed rows over; returns at once.
    func hand(_ rows: [OutboxRow]) {
        guard !rows.isEmpty else { return }
        let wakes = self.waiting.withLockedValue { waiting in
            for row in rows { waiting.rows[row.kind, default: []].append(row) }
            let kinds = Set(rows.map(\.kind))
            return kinds.compactMap { waiting.wakes.removeValue(forKey: $0) }
        }
        for wake in wakes { wake.resume() }
    }

    /// How many rows wait to be published.
    var pending: Int { self.waiting.withLockedValue { $0.rows.values.reduce(0) { $0 + $1.count } } }

    /// Publishes until cancelled; then what is waiting still goes out, within the publishers' time limit.
    func run() async throws {
        await withTaskGroup(of: Void.self) { group in
            for (kind, publisher) in self.publishers {
                group.addTask(priority: kind == .urgent ? .high : nil) { await self.publish(kind, over: publisher) }
            }
            group.addTask { await self.tidy() }
            await group.waitForAll()
        }
        await self.deleteConfirmed()
    }

    private func publish(_ kind: OutboxRow.Kind, over publisher: RabbitMQPublisher) async {
        var vain = 0
        while let rows = await self.next(kind) {
            try? await self.faults.reached(.beforePublish, "\(kind)")
            let outcomes = await publisher.publish(rows.map(\.message), timeout: Self.patience)
            var confirmed: [Int64] = []
            var again: [OutboxRow] = []
            for (row, outcome) in zip(rows, outcomes) {
                switch outcome {
                case .confirmed: confirmed.append(row.id)
                case .returned:
                    // Nobody is bound: an answer can be asked for again; anything else is a fault of the topology.
                    confirmed.append(row.id)
                    self.metrics.unroutable.increment()
                    if kind != .answer {
                        self.logger.error(
                            "message has no receiver",
                            metadata: ["routing.key": "\(row.message.routingKey)"]
                        )
                    }
                case .nacked, .timedOut, .connectionLost, .refused: again.append(row)
                }
            }
            try? await self.faults.reached(.beforeConfirm, "\(kind)")
            self.outbox.confirm(confirmed)
            try? await self.faults.reached(.afterConfirm, "\(kind)")
            self.metrics.published.increment(by: confirmed.count)
            vain = confirmed.isEmpty ? vain + 1 : 0
            guard !again.isEmpty else { continue }
            if self.waiting.withLockedValue({ $0.isStopping }) { return }
            // Set aside for a moment, longer if nothing gets through; the rows stay in the table meanwhile.
            do { try await Task.sleep(for: .milliseconds(min(5_000, 250 << min(vain, 5)))) } catch { return }
            self.waiting.withLockedValue { $0.rows[kind, default: []] = again + ($0.rows[kind] ?? []) }
        }
    }

    private func next(_ kind: OutboxRow.Kind) async -> [OutboxRow]? {
        while true {
            let taken: [OutboxRow]? = self.waiting.withLockedValue { waiting in
                // The rest moves up in place: copying it for each chunk would be quadratic behind a slow broker.
                let taken = Array(waiting.rows[kind, default: []].prefix(Self.chunk))
                guard !taken.isEmpty else { return waiting.isStopping ? [] : nil }
                waiting.rows[kind]?.removeFirst(taken.count)
                return taken
            }
            if let taken { return taken.isEmpty ? nil : taken }
            await withCheckedContinuation { continuation in
                let now = self.waiting.withLockedValue { waiting in
                    guard waiting.rows[kind]?.isEmpty ?? true, !waiting.isStopping else { return true }
                    waiting.wakes[kind] = continuation
                    return false
                }
                if now { continuation.resume() }
            }
        }
    }

    /// Ends ``run()`` once everything handed over is out, or its time is up.
    func stop() {
        let wakes = self.waiting.withLockedValue { waiting in
            waiting.isStopping = true
            defer { waiting.wakes = [:] }
            return Array(waiting.wakes.values)
        }
        for wake in wakes { wake.resume() }
    }

    // MARK: Keeping the table small

    /// Deletes confirmed rows that no transaction took along, renews the lease, sweeps what dead instances left.
    private func tidy() async {
        var round = 0
        while !self.waiting.withLockedValue({ $0.isStopping }) {
            do { try await Task.sleep(for: .milliseconds(100)) } catch { return }
            await self.deleteConfirmed(after: Self.rideLimit)
            if round % 10 == 0 { await self.settleDoubts() }
            if round % 30 == 0 {
                do { try await self.renewAndSweep() } catch {
                    self.logger.warning("could not renew the lease", metadata: ["error": "\(Failure(error).text)"])
                }
            }
            round += 1
        }
    }

    /// - Parameter age: How long confirmed rows wait for a transaction to ride in.
    private func deleteConfirmed(after age: Duration = .zero) async {
        let confirmed = self.outbox.takeConfirmed(after: age)
        guard !confirmed.isEmpty else { return }
        do {
            try await self.faults.reached(.beforeOutboxDelete)
            try await self.pool.withTransaction { transaction in
                // Losing this is harmless: the message would only be published again.
                try await transaction.commit(with: [
                    "SET LOCAL synchronous_commit = off", "DELETE FROM outbox WHERE id = ANY(\(confirmed)::int8[])",
                ])
            }
        } catch {
            self.outbox.giveBack(confirmed)
            return
        }
        try? await self.faults.reached(.afterOutboxDelete)
    }

    /// Publishes what was committed although its commit was never answered.
    private func settleDoubts() async {
        let doubtful = self.outbox.doubtful
        guard !doubtful.isEmpty else { return }
        do {
            let found = try await self.pool.withConnection { connection in
                try await connection.query("SELECT id FROM outbox WHERE id = ANY(\(doubtful)::int8[]) ORDER BY id")
                    .rows(as: Int64.self)
            }
            self.hand(self.outbox.settle(found: found))
        } catch {
            self.logger.warning("doubtful messages not looked for yet", metadata: ["error": "\(Failure(error).text)"])
        }
    }

    private func renewAndSweep() async throws {
        let rows = try await self.pool.withTransaction { transaction in
            let results = try await transaction.pipeline([
                """
                UPDATE instances SET lease_until = now() + interval '15 seconds' WHERE id = \(self.outbox.instance)
                """,
                """
                WITH orphaned AS (
                    SELECT o.id FROM outbox o LEFT JOIN instances i ON i.id = o.instance
                    WHERE o.instance <> \(self.outbox.instance) AND coalesce(i.lease_until < now(), true)
                    ORDER BY o.id LIMIT 2000 FOR UPDATE OF o SKIP LOCKED)
                UPDATE outbox SET instance = \(self.outbox.instance) FROM orphaned WHERE outbox.id = orphaned.id
                RETURNING outbox.id, outbox.kind, outbox.message
                """,
                """
                DELETE FROM instances i WHERE i.lease_until < now() - interval '1 day'
                AND NOT EXISTS (SELECT FROM outbox o WHERE o.instance = i.id)
                """,
            ])
            return try results[1].rows(as: Int64.self, Int16.self, [UInt8].self)
        }
        let swept: [OutboxRow] = rows.sorted { $0.0 < $1.0 }.compactMap { id, kind, bytes in
            guard let kind = OutboxRow.Kind(rawValue: kind),
                let message = OutboxCoding.decode(bytes, unit: self.outbox.unit)
            else { return nil }
            return OutboxRow(id: id, kind: kind, message: message)
        }
        if !swept.isEmpty {
            self.logger.info("publishing what another instance left", metadata: ["messages": "\(swept.count)"])
        }
        self.hand(swept)
    }
}
