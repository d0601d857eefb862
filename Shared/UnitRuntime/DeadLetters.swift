import Logging
import RabbitMQ
import ServiceLifecycle

/// Drains what the broker gave up on (`dead-letters.<unit>`), and for intake what reached no queue (`unrouted`), into the
/// quarantine.
struct DeadLetterDrain: Sendable {
    let queue: String
    let reason: String
    let consumer: RabbitMQConsumer
    let handling: BatchHandling
    let logger: Logger

    func run() async throws {
        while let deliveries = try await self.consumer.nextBatch(maximumMessages: 32, maximumBytes: 1 << 20) {
            for delivery in deliveries {
                var raw = RawMessage(delivery)
                raw.restoreOrigin(delivery.properties.headers)
                let place = "\(self.queue)\n\(raw.routingKey)\n\(raw.sender ?? "")\n\(raw.messageID ?? "")\n"
                let key = self.handling.keyring.inboxKey(Array(place.utf8) + raw.body)
                var round = 0
                while true {
                    do {
                        try await self.handling.quarantine(raw, key, reason: self.reason, detail: nil)
                        _ = await self.consumer.acknowledge(each: [delivery.token])
                        break
                    } catch {
                        round += 1
                        if round == 1 {
                            self.logger.warning(
                                "dead letter not kept yet",
                                metadata: ["error": "\(Failure(error).text)"]
                            )
                        }
                        if Task.isShuttingDownGracefully { return }
                        do { try await Task.sleep(for: .milliseconds(min(2_000, 100 * round))) } catch { return }
                    }
                }
            }
        }
    }
}

extension RawMessage {
    /// Where the message lay and how it came there before the broker gave it up (`x-death`, oldest entry last).
    mutating func restoreOrigin(_ headers: [String: HeaderValue]) {
        guard case .array(let deaths)? = headers["x-death"], case .table(let first)? = deaths.last else { return }
        if case .string(let queue)? = first["queue"] { self.queue = queue }
        if case .string(let exchange)? = first["exchange"] { self.exchange = exchange }
        if case .array(let keys)? = first["routing-keys"], case .string(let key)? = keys.first { self.routingKey = key }
    }
}
