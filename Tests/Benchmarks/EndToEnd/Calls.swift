internal import Contracts
internal import Foundation
internal import JSON
internal import Logging
internal import RabbitMQ
internal import Vocabulary

/// Reads the on-call queue and the agency's receipts, and tells when each arrived.
actor Calls {
    private var seen: Set<CaseID> = []
    private var waiter: CheckedContinuation<ContinuousClock.Instant?, Never>?
    private var arrived: [ContinuousClock.Instant] = []
    /// Complaints answered with a number, by the message they answer.
    private(set) var accepted: Set<String> = []
    /// Answers of another kind.
    private(set) var refused = 0

    /// Reads the on-call queue until the subscription ends.
    func read(_ consumer: RabbitMQConsumer) async throws {
        while let batch = try await consumer.nextBatch(maximumMessages: 64, maximumBytes: 1 << 20) {
            let now = ContinuousClock.now
            for delivery in batch {
                guard let call = JSONDecoding.decode(UrgentCaseCall.self, from: delivery.body, mode: .lenient).value,
                    call.raiseNo == 1, self.seen.insert(call.caseID).inserted
                else { continue }
                self.take(now)
            }
            await consumer.acknowledge(each: batch.map(\.token))
        }
    }

    /// Reads receipts until the subscription ends.
    func count(_ consumer: RabbitMQConsumer) async throws {
        while let batch = try await consumer.nextBatch(maximumMessages: 512, maximumBytes: 4 << 20) {
            for delivery in batch {
                if delivery.properties.type == ComplaintAccepted.type, let id = delivery.properties.correlationID {
                    self.accepted.insert(id)
                } else {
                    self.refused += 1
                }
            }
            await consumer.acknowledge(each: batch.map(\.token))
        }
    }

    private func take(_ now: ContinuousClock.Instant) {
        if let waiter {
            self.waiter = nil
            waiter.resume(returning: now)
        } else {
            self.arrived.append(now)
        }
    }

    /// Forgets calls nobody has waited for.
    func forget() { self.arrived = [] }

    /// When the next new case was called out; nil after the time limit.
    func next(within limit: Duration) async -> ContinuousClock.Instant? {
        if !self.arrived.isEmpty { return self.arrived.removeFirst() }
        let timer = Task {
            try await Task.sleep(for: limit)
            self.giveUp()
        }
        defer { timer.cancel() }
        return await withCheckedContinuation { self.waiter = $0 }
    }

    private func giveUp() {
        self.waiter?.resume(returning: nil)
        self.waiter = nil
    }
}
