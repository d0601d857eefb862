import CoreMetrics
import Contracts
import Logging
import PostgreSQL
import RabbitMQ
import Sealing
import ServiceLifecycle
import Vocabulary

/// One queue's consumer: batch after batch, without a timer. While one commits, the next gathers.
struct LaneRunner: Sendable {
    let queue: String
    let consumer: RabbitMQConsumer
    let handling: BatchHandling
    let relay: Relay
    let gate: UrgentGate
    let maximumMessages: Int
    /// How long the lane rests when it found less than it could take. A transaction costs as much as several messages:
    /// meanwhile more gather for the next. A message that comes to a lane at rest is taken at once.
    let rest: Duration
    let ages: LaneAges
    let logger: Logger
    static let maximumBytes = 1 << 20
    static let suspectDeliveries: Int64 = 3
    static let maximumAttempts: Int32 = 5
    /// How many messages of a batch that gave way share a transaction.
    static let piece = 4

    private var isUrgent: Bool { self.queue.hasSuffix(".urgent") }

    private func reached(_ point: Faults.Point) async throws {
        try await self.handling.faults.reached(point, self.handling.lane)
    }

    /// Until the consumer's subscription is cancelled and what it had received is done.
    func run() async throws {
        while true {
            try await self.reached(.beforeReceive)
            let limit = self.isUrgent ? self.maximumMessages : self.gate.limit(self.maximumMessages)
            guard
                let deliveries = try await self.consumer.nextBatch(
                    maximumMessages: limit,
                    maximumBytes: Self.maximumBytes
                )
            else { return }
            guard try await self.settle(deliveries) else { return }
            if self.rest > .zero, deliveries.count < limit { try? await Task.sleep(for: self.rest) }
        }
    }

    /// Works off what was delivered.
    private func settle(_ deliveries: [Delivery]) async throws -> Bool {
        let sent = deliveries.map { $0.properties.timestamp.map { Int64(clamping: $0) } }
        self.ages.took(sent, from: self.queue, at: Wall.seconds())
        defer { self.ages.settled(self.queue) }
        try await self.reached(.afterReceive)
        if self.isUrgent { self.gate.enter() }
        defer { if self.isUrgent { self.gate.leave() } }
        return await self.take(deliveries)
    }

    /// - Returns: Whether to go on; false if the unit is to stop and the database is away: the broker delivers again.
    private func take(_ deliveries: [Delivery]) async -> Bool {
        var batch: [(Incoming, DeliveryToken)] = []
        for delivery in deliveries {
            let raw = RawMessage(delivery)
            if raw.deliveryCount >= Self.suspectDeliveries {
                guard await self.takeSuspect(raw, delivery.token) else { return false }
            } else {
                batch.append((self.handling.reader.read(raw), delivery.token))
            }
        }
        guard !batch.isEmpty else { return true }
        // Read already, but nothing locked yet.
        if !self.isUrgent { await self.gate.yield() }
        return await self.handle(batch[...])
    }

    /// A transaction for the batch; halves of it if it fails; the lone culprit to the quarantine. A routine batch that
    /// urgent work comes upon is given up once and then made anew: its locks may be what the urgent message waits for.
    private func handle(_ batch: ArraySlice<(Incoming, DeliveryToken)>, isAnew: Bool = false) async -> Bool {
        var round = 0
        var handling = self.handling
        if !self.isUrgent, !isAnew { handling.yieldsTo = self.gate }
        while true {
            do {
                let rows = try await handling.handle(batch.map(\.0))
                try? await self.reached(.afterCommitAnswered)
                // Committed, so they may go: whoever waits for an urgent one need not wait for the ack as well, nor for
                // what else there is to publish.
                self.relay.hand(rows.filter { $0.kind == .urgent })
                try? await self.reached(.beforeAck)
                _ = await self.consumer.acknowledge(each: batch.map(\.1))
                try? await self.reached(.afterAck)
                self.relay.hand(rows.filter { $0.kind != .urgent })
                self.handling.metrics.handled.increment(by: batch.count)
                self.measure(batch)
                return true
            } catch is GaveWay {
                return await self.handleInPieces(batch)
            } catch {
                if Failure(error).mayPass {
                    round += 1
                    if round == 1 || round % 20 == 0 {
                        self.logger.warning(
                            "batch will be tried again",
                            metadata: ["queue.name": "\(self.queue)", "error": "\(Failure(error).text)"]
                        )
                    }
                    // Not charged to anybody. The broker redelivers if this process ends meanwhile.
                    guard await self.pause(round, Failure(error)) else { return false }
                    continue
                }
                guard batch.count == 1, let (incoming, token) = batch.first else {
                    let middle = batch.startIndex + batch.count / 2
                    guard await self.handle(batch[..<middle], isAnew: isAnew) else { return false }
                    return await self.handle(batch[middle...], isAnew: isAnew)
                }
                if case .keyUnavailable? = error as? SealingError {
                    return await self.putAside(incoming, BatchHandling.noKey, nil, token)
                }
                self.logger.error(
                    "message brings its handling down",
                    metadata: ["queue.name": "\(self.queue)", "error": "\(Failure(error).text)"]
                )
                guard let isExhausted = await self.isExhausted(incoming.messageKey) else { return false }
                guard isExhausted else { continue }
                return await self.putAside(incoming, "failing", Failure(error).text, token)
            }
        }
    }

    /// A batch that gave way: in pieces that give way no more, so that it comes to an end, but hold their locks for a
    /// moment only; between two of them urgent work goes first.
    private func handleInPieces(_ batch: ArraySlice<(Incoming, DeliveryToken)>) async -> Bool {
        var left = batch
        while !left.isEmpty {
            await self.gate.yield()
            guard await self.handle(left.prefix(Self.piece), isAnew: true) else { return false }
            left = left.dropFirst(Self.piece)
        }
        return true
    }

    /// Delivered three times or more: it may be what kills the process. Alone, the attempt committed before decoding.
    private func takeSuspect(_ raw: RawMessage, _ token: DeliveryToken) async -> Bool {
        let incoming = self.handling.reader.unread(raw)
        guard let isExhausted = await self.isExhausted(incoming.messageKey) else { return false }
        if isExhausted { return await self.putAside(incoming, "crashing", nil, token) }
        return await self.handle([(self.handling.reader.read(raw), token)][...])
    }

    /// Counts an attempt; nil if the unit is to stop.
    private func isExhausted(_ key: [UInt8]) async -> Bool? {
        var round = 0
        while true {
            do {
                let attempts = try await self.handling.pool.withTransaction { transaction in
                    try await transaction.query(
                        """
                        INSERT INTO attempts (message_key, attempts) VALUES (\(key), 1)
                        ON CONFLICT (message_key) DO UPDATE
                            SET attempts = attempts.attempts + 1, last_attempt_at = now()
                        RETURNING attempts
                        """
                    ).rows(as: Int32.self).first
                }
                return (attempts ?? 0) > Self.maximumAttempts
            } catch {
                round += 1
                guard await self.pause(round, Failure(error)) else { return nil }
            }
        }
    }

    /// Keeps what this program can't handle. Its sender is told, and somebody at once where it may be an emergency,
    /// unless even that fails.
    private func putAside(_ incoming: Incoming, _ reason: String, _ detail: String?, _ token: DeliveryToken) async
        -> Bool
    {
        let failed = incoming.with(.failed(reason: reason, detail: detail))
        var (round, isTold) = (0, true)
        while true {
            do {
                if isTold {
                    self.relay.hand(try await self.handling.handle([failed]))
                } else {
                    try await self.handling.quarantine(failed.raw, failed.messageKey, reason: reason, detail: detail)
                }
                _ = await self.consumer.acknowledge(each: [token])
                return true
            } catch {
                round += 1
                isTold = isTold && Failure(error).mayPass
                guard await self.pause(round, Failure(error)) else { return false }
            }
        }
    }

    /// Waits with jitter; false when the unit is stopping.
    private func pause(_ round: Int, _ failure: Failure) async -> Bool {
        if Task.isShuttingDownGracefully, failure.isUnreachable || round > 5 { return false }
        let limit = min(2_000, 20 << min(round, 7))
        do {
            try await Task.sleep(for: .milliseconds(Int.random(in: limit / 2...limit)))
            return true
        } catch { return false }
    }

    /// Critical time for the metrics; at log level debug also a line a message, which a trace can be put together from.
    private func measure(_ batch: ArraySlice<(Incoming, DeliveryToken)>) {
        let now = Wall.seconds()
        for (incoming, _) in batch {
            self.logger.debug(
                "message decided",
                metadata: [
                    "queue.name": "\(self.queue)", "message.type": "\(incoming.type)",
                    "trace.parent": "\(incoming.onwardTrace ?? "")",
                ]
            )
            guard let sent = incoming.raw.timestamp else { continue }
            self.handling.metrics.criticalTime.recordSeconds(max(0, now - Double(sent)))
        }
    }
}

/// What kind of failure an error is.
struct Failure {
    /// It is nobody's fault, and the same work may succeed later.
    let mayPass: Bool
    /// The database is away.
    let isUnreachable: Bool
    /// The work may have been committed.
    let isOutcomeUnknown: Bool
    let text: String
    /// What keeps a message from being decided twice, an aggregate and a look-up from beginning twice.
    private static let beginnings: Set = [
        "inbox_pkey", "journal_stream_version_key", "aggregates_pkey", "lookups_pkey",
    ]

    init(_ error: any Error) {
        switch (error as? PostgreSQLError)?.code {
        case .connectionLost, .timedOut, .poolClosed, .tooManyConnections: self.isUnreachable = true
        default: self.isUnreachable = false
        }
        self.isOutcomeUnknown = (error as? PostgreSQLError)?.code == .commitOutcomeUnknown
        if let error = error as? PostgreSQLError {
            // A missing table or right is everybody's trouble, not a message's; 25006: the server is a standby just now.
            // Two instances began the same thing at once: the second finds it on the next try.
            self.mayPass =
                error.isRetriable || error.code == .commitOutcomeUnknown || error.code == .timedOut
                || error.code == .undefinedTable || error.code == .insufficientPrivilege || error.sqlState == "25006"
                || error.code == .poolClosed || error.code == .queryCancelled || error.code == .tooManyConnections
                || (error.code == .uniqueViolation && Self.beginnings.contains(error.constraint ?? ""))
            self.text = String(describing: error)
        } else if error is CancellationError {
            self.mayPass = true
            self.text = "cancelled"
        } else {
            self.mayPass = false
            self.text = String(describing: type(of: error))
        }
    }
}

extension BatchHandling {
    /// Puts a message aside without decoding it; once.
    func quarantine(_ raw: RawMessage, _ key: [UInt8], reason: String, detail: String?) async throws {
        let row = try QuarantineRow(raw: raw, key: key, reason, detail, self.keyring)
        try await self.pool.withTransaction { transaction in
            let fresh = try await transaction.query(
                """
                INSERT INTO inbox (message_key, body_key, outcome)
                VALUES (\(key), \(self.keyring.inboxKey(raw.body)), 'quarantined')
                ON CONFLICT (message_key) DO NOTHING RETURNING message_key
                """
            )
            let statements = fresh.isEmpty ? [] : self.quarantineStatements([row], [])
            try await transaction.commit(with: statements)
        }
    }
}
