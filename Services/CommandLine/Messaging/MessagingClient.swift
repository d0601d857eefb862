internal import Contracts
internal import Foundation
internal import JSON
internal import Logging
internal import RabbitMQ
internal import Sealing
internal import Vocabulary

/// A user's connection: publishes confirmed, reads the answers to what it published and leaves all others in the queue.
struct MessagingClient: Sendable {
    /// Who acts.
    let profile: Profile
    private let keys: [SealKeyPair]
    private let publisher: RabbitMQPublisher
    private let desk: AnswerDesk
    private let store: ProfileStore

    /// Connects, runs the body, and disconnects; unread answers stay in the queue.
    ///
    /// - Parameter readsAnswers: False leaves all answers in the queue.
    static func run<Result: Sendable>(
        as profile: Profile,
        store: ProfileStore,
        readsAnswers: Bool = true,
        _ body: (MessagingClient) async throws -> Result
    ) async throws -> Result {
        let configuration = try profile.configuration
        try await self.check(configuration, queue: profile.username.receiptQueue)
        let logger = Logger(label: "pksai") { _ in SwiftLogNoOpLogHandler() }
        let client = MessagingClient(
            profile: profile,
            keys: [try profile.keyPair],
            publisher: RabbitMQPublisher(configuration: configuration, logger: logger),
            desk: AnswerDesk(),
            store: store
        )
        // However much others left unread before it, the answer must be reached: the queue itself is bounded.
        let consumer = RabbitMQConsumer(
            configuration: configuration,
            subscriptions: [Subscription(queue: profile.username.receiptQueue)],
            prefetch: RabbitMQConsumer.unlimited,
            logger: logger
        )
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await client.publisher.run() }
            defer { group.cancelAll() }
            guard readsAnswers else { return try await body(client) }
            group.addTask { try await consumer.run() }
            group.addTask { try await client.giveBack(consumer) }
            async let reading: Void = client.read(consumer)
            let result = try await body(client)
            // What was read is acknowledged before the connection ends, else it would come again.
            await consumer.cancelSubscriptions()
            try await reading
            return result
        }
    }

    /// The clients connect again and again; a wrong password or a broker that is not there must show at once.
    private static func check(_ configuration: RabbitMQConfiguration, queue: String) async throws {
        let administration = RabbitMQAdministration(configuration: configuration)
        try await administration.connect()
        _ = try await administration.passiveDeclare(queue)
        await administration.close()
    }

    /// Reads answers; those nobody here waits for are set aside.
    private func read(_ consumer: RabbitMQConsumer) async throws {
        while let batch = try await consumer.nextBatch(maximumMessages: 1_000, maximumBytes: 4 << 20) {
            var mine: [DeliveryToken] = []
            for delivery in batch where await self.desk.offer(delivery) { mine.append(delivery.token) }
            if !mine.isEmpty { await consumer.acknowledge(each: mine) }
        }
        await self.desk.close()
    }

    /// Gives back what was set aside, so that another program of the same user gets it. Two that hold each other's answer
    /// must not swap them in step, hence the chance in it; the more there was, the longer until it may come again.
    private func giveBack(_ consumer: RabbitMQConsumer) async throws {
        while true {
            try await Task.sleep(for: .milliseconds(Int.random(in: 50...250)))
            let strangers = await self.desk.takeStrangers()
            await consumer.reject(each: strangers, requeue: true)
            try await Task.sleep(for: .milliseconds(strangers.count))
        }
    }

    // MARK: Sending

    /// Publishes; returns when the broker has confirmed each.
    ///
    /// - Throws: ``Failure`` naming the first message the broker did not take.
    func publish(_ requests: [Request]) async throws {
        for request in requests { await self.desk.expect(request.messageID, from: request.unit) }
        let time = UInt64(Date().timeIntervalSince1970)
        let messages = try requests.map { try $0.message(from: self.profile, at: time) }
        let outcomes = await self.publisher.publish(messages)
        let confirmed = zip(requests, outcomes).filter { $0.1 == .confirmed && $0.0.isPersistent }
        try self.store.appendSent(
            confirmed.map { SentMessage(unit: $0.0.unit, messageID: $0.0.messageID) },
            by: self.profile.username
        )
        for (request, outcome) in zip(requests, outcomes) { try self.check(outcome, of: request) }
    }

    private func check(_ outcome: PublishOutcome, of request: Request) throws {
        let name = "\(request.type) \(request.messageID)"
        switch outcome {
        case .confirmed: return
        case .nacked:
            throw Failure(
                "\(request.unit.rawValue) takes nothing more at the moment: its queue is full",
                hint: "try again later"
            )
        case .returned: throw Failure("no queue takes \(name)", hint: "pksai topology apply")
        case .timedOut, .connectionLost:
            throw Failure(
                "the broker did not confirm \(name): it may have it or not",
                hint: "send it again with --message-id \(request.messageID): it takes effect once"
            )
        case .refused(let code, let text):
            throw Failure(
                "the broker forbids \(name): \(code) \(text)",
                hint: self.roleHint(request.route.exchange),
                status: .refused
            )
        }
    }

    /// What outsiders alone publish to takes their role, also of staff who write down what they are told.
    private func roleHint(_ exchange: ExchangeName) -> String? {
        let needed: [ExchangeName: Role] = [.complaints: .agency, .dataRequests: .dataApplicant]
        guard let role = needed[exchange], !self.profile.roles.contains(role) else { return nil }
        let roles = (self.profile.roles + [role]).map { "--role \($0.rawValue)" }.joined(separator: " ")
        return "it takes the role \(role.rawValue): pksai user add \(self.profile.username) \(roles)"
    }

    /// The answer to what was published.
    ///
    /// - Throws: ``Failure`` when the time is over, or if what came is no answer.
    func answer(to request: Request, within wait: Duration) async throws -> Answer {
        guard let answer = try await self.answerIfAny(to: request, within: wait) else {
            throw Failure(
                "\(request.unit.rawValue) did not answer within \(wait.components.seconds) s",
                hint: request.isPersistent
                    ? "the message is safe with the broker; ask again with --message-id \(request.messageID)"
                    : "is the unit up? pksai status"
            )
        }
        return answer
    }

    /// The answer, or nil when the time is over.
    ///
    /// - Throws: ``Failure`` if what came is no answer.
    func answerIfAny(to request: Request, within wait: Duration) async throws -> Answer? {
        guard let delivery = await self.desk.answer(to: request.messageID, until: .now + wait) else { return nil }
        let answer = try Answer(delivery, keys: self.keys).checked(request)
        if let note = AnswerText.leftOut(answer) { FileHandle.standardError.write(Data((note + "\n").utf8)) }
        return answer
    }

    /// How many answers have come.
    var answered: Int { get async { await self.desk.count } }

    /// Publishes and waits for the answer.
    func ask(_ request: Request, within wait: Duration) async throws -> Answer {
        try await self.publish([request])
        return try await self.answer(to: request, within: wait)
    }

    // MARK: Making requests

    /// A command to a unit.
    func command(_ type: String, to unit: UnitName, body: some Encodable, messageID: String? = nil) throws -> Request {
        Request(
            unit: unit,
            route: Routing.command(type, to: unit, from: self.profile.username),
            type: type,
            messageID: messageID ?? Request.newMessageID(),
            body: try JSONEncoding.encode(body)
        )
    }

    /// A question to a unit.
    func query(_ type: String, to unit: UnitName, body: some Encodable, messageID: String? = nil) throws -> Request {
        Request(
            unit: unit,
            route: Routing.query(type, to: unit, from: self.profile.username),
            type: type,
            messageID: messageID ?? Request.newMessageID(),
            body: try JSONEncoding.encode(body),
            isPersistent: false
        )
    }
}
