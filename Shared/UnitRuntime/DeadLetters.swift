import Logging
import RabbitMQ

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
                let raw = RawMessage(delivery)
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
                        do { try await Task.sleep(for: .milliseconds(min(2_000, 100 * round))) } catch { return }
                    }
                }
            }
        }
    }
}
