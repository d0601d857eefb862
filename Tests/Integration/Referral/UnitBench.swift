internal import Contracts
internal import Foundation
internal import JSON
internal import Logging
internal import NIOConcurrencyHelpers
internal import PostgreSQL
internal import RabbitMQ
internal import Sealing
internal import ServiceLifecycle
internal import TestSupport
internal import Vocabulary

@testable internal import UnitRuntime

/// One real unit on a virtual host with the real topology and a database of its own, and somebody to play all others.
final class UnitBench: Sendable {
    let definition: UnitDefinition
    let broker: TestBroker
    let database: TestDatabase
    let user: RabbitMQConfiguration
    let publisher: RabbitMQPublisher
    let keyring: Keyring
    let sealer = BatchSealer()
    /// What came to a queue and nobody has asked for yet.
    private let kept = NIOLockedValueBox<[String: [Delivery]]>([:])
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    /// Runs the unit for as long as the body.
    static func run(
        _ definition: UnitDefinition,
        classes: [PrivacyClass],
        users: [RegisterUser],
        _ body: @escaping (UnitBench) async throws -> Void
    ) async throws {
        let database = try TestDatabase.current
        try await TestBroker.withVirtualHost { broker in
            let name = "tester-\(UUID().uuidString.lowercased())"
            // An impersonator may give any user_id, so that one login plays every part.
            try await broker.request("PUT", "/api/users/\(name)", #"{"password": "synthetic", "tags": "impersonator"}"#)
            let everything = #"{"configure": ".*", "write": ".*", "read": ".*"}"#
            try await broker.request("PUT", "/api/permissions/\(broker.virtualHost)/\(name)", everything)
            var user = broker.configuration
            user.credentials = .plain(username: name, password: "synthetic")
            let result: Result<Void, any Error>
            do {
                let bench = UnitBench(definition, broker, database, user, classes)
                try await bench.declareTopology(users.map(\.username))
                result = .success(try await bench.serve(users, body))
            } catch {
                result = .failure(error)
            }
            try await broker.deleteUser(name)
            try result.get()
        }
    }

    private init(
        _ definition: UnitDefinition,
        _ broker: TestBroker,
        _ database: TestDatabase,
        _ user: RabbitMQConfiguration,
        _ classes: [PrivacyClass]
    ) {
        self.definition = definition
        self.broker = broker
        self.database = database
        self.user = user
        self.publisher = RabbitMQPublisher(configuration: user, logger: self.logger)
        self.keyring = Keyring.generate(unit: definition.name.rawValue, classes: classes)
        self.sealer.allowMinting(self.keyring)
    }

    private func declareTopology(_ usernames: [Username]) async throws {
        let users = (usernames + [Username("administrator")].compactMap(\.self)).compactMap {
            BrokerUser(access: BrokerAccess.user($0, roles: []), passwordHash: nil)
        }
        guard case .object(let document) = TopologyDefinitions(topology: .standard, users: users).json else { return }
        let kept = document.members.filter {
            !["vhosts", "users", "permissions", "topic_permissions"].contains($0.key)
        }
        let text = String(
            decoding: JSONValue.object(JSONObject(members: kept.map { ($0.key, $0.value) })).bytes,
            as: UTF8.self
        )
        .replacing(#""vhost":"pksai""#, with: #""vhost":"\#(self.broker.virtualHost)""#)
        try await self.broker.request("POST", "/api/definitions", text)
    }

    private func serve(_ users: [RegisterUser], _ body: @escaping (UnitBench) async throws -> Void) async throws {
        let path = NSTemporaryDirectory() + "keyring-\(UUID().uuidString)"
        try self.keyring.save(to: path)
        defer { try? FileManager.default.removeItem(atPath: path) }
        try await Migrator(self.definition, logger: self.logger).migrate(self.database.configuration())
        guard case .plain(let name, let password) = self.user.credentials else { return }
        let server = UnitServer(
            configuration: try Configuration(
                self.definition.name,
                environment: [
                    "PKSAI_AMQP_URL":
                        "amqp://\(name):\(password)@\(self.user.host):\(self.user.port)/\(self.broker.virtualHost)",
                    "PKSAI_DATABASE_URL": self.database.connectionString, "PKSAI_KEYRING": path,
                    "PKSAI_ENVIRONMENT": "test", "PKSAI_DATABASE_POOL": "3",
                ]
            ),
            definition: self.definition,
            registry: MetricsRegistry(),
            logger: self.logger
        )
        let unit = try server.group(signals: [])
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await self.publisher.run() }
            group.addTask { try await unit.run() }
            for user in users {
                try await self.send("register_user", from: "administrator", id: "known-\(user.username.text)", user)
                _ = try await self.answer(to: "known-\(user.username.text)", of: "administrator")
            }
            do { try await body(self) } catch {
                await unit.triggerGracefulShutdown()
                group.cancelAll()
                throw error
            }
            await unit.triggerGracefulShutdown()
            group.cancelAll()
            while let result = await group.nextResult() { _ = result }
        }
    }

    // MARK: Messages

    /// Publishes and waits for the confirm.
    func publish(
        _ route: Route,
        from sender: String,
        id: String,
        type: String,
        _ body: [UInt8]
    ) async throws {
        let outcomes = await self.publisher.publish([
            OutgoingMessage(
                exchange: route.exchange.rawValue,
                routingKey: route.key,
                properties: MessageProperties(
                    messageID: id,
                    type: type,
                    contentType: "application/json",
                    userID: sender,
                    timestamp: UInt64(Date().timeIntervalSince1970),
                    deliveryMode: 2,
                    headers: ["schema_version": .integer(1)]
                ),
                body: body
            )
        ])
        guard outcomes == [.confirmed] else { throw TestBroker.Failure("\(outcomes)") }
    }

    /// Sends a command.
    func send(_ type: String, from sender: String, id: String, _ command: some Encodable) async throws {
        try await self.publish(
            Route(.commands, "\(self.definition.name.rawValue).\(type).\(sender)"),
            from: sender,
            id: id,
            type: type,
            try JSONEncoding.encode(command)
        )
    }

    /// Sends a command and waits for its answer: the state it led to, or the code of the refusal.
    func command<C: CommandContract>(_ command: C, from sender: String, id: String? = nil) async throws -> String {
        let id = id ?? "command-\(UUID().uuidString.lowercased())"
        try await self.send(C.type, from: sender, id: id, command)
        let answer = try await self.answer(to: id, of: sender)
        let body = try JSONParser.parse(answer.body, limits: JSONLimits.message)
        guard answer.properties.type == CommandAccepted.type else { return body["code"]?.string ?? "?" }
        return body["result"]?["state"]?.string ?? "accepted"
    }

    /// Tells the unit another unit's event, the first of its stream.
    func tell<E: EventContract>(_ event: E, from unit: UnitName, stream: String, complaint: ComplaintID?) async throws {
        let data = try JSONEncoding.encodeToValue(event, userInfo: [.confidentialSealer: self.sealer])
        let message = EventMessage(
            stream: stream,
            complaintID: complaint?.text,
            caseID: nil,
            actor: "system",
            cause: "test",
            keys: self.sealer.fresh,
            events: [
                ToldEvent(
                    type: E.name,
                    version: 1,
                    follows: [self.definition.name.rawValue: nil],
                    at: Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000)),
                    data: data
                )
            ]
        )
        try await self.publish(
            Route(.events, "\(unit.rawValue).routine.\(E.name)"),
            from: unit.rawValue,
            id: "\(stream).1",
            type: EventMessage.type,
            try JSONEncoding.encode(message)
        )
    }

    /// The answer to a message.
    func answer(to id: String, of username: String) async throws -> Delivery {
        try await self.first(in: "receipts.\(username)") { $0.properties.correlationID == id }
    }

    /// The first message in a queue that is wanted; the others are kept for later.
    func first(in queue: String, where isWanted: @Sendable (Delivery) -> Bool) async throws -> Delivery {
        let known = self.kept.withLockedValue { kept -> Delivery? in
            guard let index = kept[queue]?.firstIndex(where: isWanted) else { return nil }
            return kept[queue]?.remove(at: index)
        }
        if let known { return known }
        let consumer = RabbitMQConsumer(
            configuration: self.user,
            subscriptions: [Subscription(queue: queue)],
            prefetch: 1,
            logger: self.logger
        )
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await consumer.run() }
            while let batch = try await consumer.nextBatch(maximumMessages: 1, maximumBytes: 1 << 24) {
                _ = await consumer.acknowledge(each: batch.map(\.token))
                guard let found = batch.first(where: isWanted) else {
                    self.kept.withLockedValue { $0[queue, default: []] += batch }
                    continue
                }
                group.cancelAll()
                while let result = await group.nextResult() { _ = result }
                return found
            }
            throw TestBroker.Failure("the queue \(queue) ended")
        }
    }

    /// Looks again and again until the query counts so many; the test's time limit ends a vain wait.
    func until(_ query: SQL, is wanted: Int64) async throws {
        let connection = try await self.database.connect()
        while try await connection.query(query).rows(as: Int64.self).first ?? -1 != wanted {
            try Task.checkCancellation()
            await Task.yield()
        }
        await connection.close()
    }

    /// Everything the unit's database holds, as text.
    func everythingStored() async throws -> String {
        let connection = try await self.database.connect()
        let rows = try await connection.query(
            """
            SELECT coalesce(string_agg(t, ' '), '') FROM (
                SELECT state::text AS t FROM aggregates UNION ALL SELECT convert_from(body, 'UTF8') FROM journal
                UNION ALL SELECT key || value FROM lookups WHERE value IS NOT NULL) AS texts
            """
        ).rows(as: String.self)
        await connection.close()
        return rows.first ?? ""
    }
}
