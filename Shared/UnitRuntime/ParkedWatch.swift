import Contracts
import JSON
import Logging
import PostgreSQL
import Vocabulary

/// Tells ops when events wait for an earlier one longer than a minute: the gap should have closed by itself.
struct ParkedWatch: Sendable {
    let handling: BatchHandling
    let relay: Relay
    let logger: Logger
    static let interval = Duration.seconds(10)

    func run() async {
        while !Task.isCancelled {
            do { try await Task.sleep(for: Self.interval) } catch { return }
            do { try await self.look() } catch {
                self.logger.warning("parked events not looked at", metadata: ["error": "\(Failure(error).text)"])
            }
        }
    }

    /// One alert for everything that has newly waited too long.
    func look() async throws {
        let handling = self.handling
        let rows = try await handling.pool.withTransaction { transaction -> [OutboxRow] in
            let waiting = try await transaction.query(
                """
                UPDATE parked SET alarmed_at = now() WHERE message IS NOT NULL AND alarmed_at IS NULL
                AND parked_at < now() - interval '1 minute' RETURNING now()
                """
            ).rows(as: PostgreSQLTimestamp.self)
            guard let now = waiting.first else { return [] }
            let alert = Alert(
                kind: "events_parked",
                unit: handling.definition.name,
                message: "\(waiting.count) events wait for an earlier one for more than a minute",
                at: handling.timekeeper.now(now)
            )
            let row = try handling.outbox.row(
                .routine,
                exchange: ExchangeName.alerts.rawValue,
                routingKey: Routing.alert(to: .ops).key,
                type: Alert.type,
                body: JSONEncoding.encode(alert),
                messageID: handling.outbox.newID()
            )
            do {
                try await transaction.commit(
                    with: Outbox.statements(inserting: [row], instance: handling.outbox.instance, deleting: [])
                )
            } catch {
                if Failure(error).isOutcomeUnknown { handling.outbox.doubt([row]) }
                throw error
            }
            return [row]
        }
        if !rows.isEmpty { self.logger.error("events wait for an earlier one for more than a minute") }
        self.relay.hand(rows)
    }
}
