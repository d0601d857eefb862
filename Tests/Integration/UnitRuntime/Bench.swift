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

/// A virtual host with the topology, a migrated database, a keyring, and somebody to send and to listen.
final class Bench: Sendable {
    static let officer = "siti"
    static let agency = "police-post"

    let broker: TestBroker
    let database: TestDatabase
    let keyring: Keyring
    let keyringPath: String
    let user: RabbitMQConfiguration
    let publisher: RabbitMQPublisher
    let logger: Logger
    private let units = NIOLockedValueBox<[Instance]>([])

    /// Runs a test, then ends what it started.
    static func run(_ body: (Bench) async throws -> Void) async throws {
        let database = try TestDatabase.current
        try await TestBroker.withVirtualHost { broker in
            let name = "tester-\(UUID().uuidString.lowercased())"
            // An impersonator may give any user_id, so that one login plays every part.
            try await broker.request("PUT", "/api/users/\(name)", #"{"password": "synthetic", "tags": "impersonator"}"#)
            try await broker.request(
                "PUT",
                "/api/permissions/\(broker.virtualHost)/\(name)",
                #"{"configure": ".*", "write": ".*", "read": ".*"}"#
            )
            var user = broker.configuration
            user.credentials = .plain(username: name, password: "synthetic")
            let bench = try await Bench(broker, database, user)
            do {
                try await bench.serve { try await body(bench) }
            } catch {
                try await broker.deleteUser(name)
                throw error
            }
            try await broker.deleteUser(name)
        }
    }

    private init(_ broker: TestBroker, _ database: TestDatabase, _ user: RabbitMQConfiguration) async throws {
        self.broker = broker
        self.database = database
        self.user = user
        var logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        if ProcessInfo.processInfo.environment["PKSAI_TEST_LOG"] != nil {
            logger = Logger(label: "test") { StreamLogHandler.standardError(label: $0) }
        }
        self.logger = logger
        self.publisher = RabbitMQPublisher(configuration: user, logger: logger)
        self.keyring = Keyring.generate(unit: "intake", classes: PrivacyClass.allCases)
        self.keyringPath = NSTemporaryDirectory() + "keyring-\(UUID().uuidString)"
        try self.keyring.save(to: self.keyringPath)
        try await self.declareTopology()
        try await Migrator(ToyUnit.definition, logger: logger).migrate(database.configuration())
    }

    private func serve(_ body: () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await self.publisher.run() }
            defer { try? FileManager.default.removeItem(atPath: self.keyringPath) }
            do {
                try await body()
            } catch {
                for unit in self.units.withLockedValue({ $0 }) { await unit.die() }
                throw error
            }
            for unit in self.units.withLockedValue({ $0 }) { await unit.die() }
            group.cancelAll()
            try await group.waitForAll()
        }
    }

    /// The real topology as far as the toy unit and its neighbours need it.
    private func declareTopology() async throws {
        let usernames = [Self.officer, Self.agency, "administrator"].compactMap { Username($0) }
        let wanted = { (name: String) in
            name.hasPrefix("intake.") || name == "dead-letters.intake" || name == "unrouted"
                || name == "identification.routine" || name == "identification.urgent"
                || name == "service-unit.routine" || name == "service-unit.urgent" || name == "alerts.intake_officer"
                || name.hasPrefix("receipts.")
        }
        let users = usernames.compactMap { username in
            BrokerUser(access: BrokerAccess.user(username, roles: []), passwordHash: nil)
        }
        guard case .object(var document) = TopologyDefinitions(topology: .standard, users: users).json else { return }
        document = JSONObject(
            members: document.members.compactMap { member in
                switch member.key {
                case "vhosts", "users", "permissions", "topic_permissions": return nil
                case "queues":
                    let kept = (member.value.array ?? []).filter { wanted($0["name"]?.string ?? "") }
                    return (member.key, .array(kept))
                case "bindings":
                    let kept = (member.value.array ?? []).filter { wanted($0["destination"]?.string ?? "") }
                    return (member.key, .array(kept))
                default: return (member.key, member.value)
                }
            }
        )
        let text = String(decoding: JSONValue.object(document).bytes, as: UTF8.self)
            .replacing(#""vhost":"pksai""#, with: #""vhost":"\#(self.broker.virtualHost)""#)
        try await self.broker.request("POST", "/api/definitions", text)
    }

    // MARK: Units

    /// Starts an instance of the unit; everything it does goes through proxies of its own.
    func start(
        _ name: String = "intake-1",
        definition: UnitDefinition = ToyUnit.definition,
        settings: [String: String] = [:],
        faults: Faults = Faults()
    ) throws -> Instance {
        let unit = try Instance(self, name, definition, settings, faults)
        self.units.withLockedValue { $0.append(unit) }
        return unit
    }

    /// Starts an instance, makes officer and agency known, waits until that is done.
    func startKnown(
        _ name: String = "intake-1",
        settings: [String: String] = [:],
        faults: Faults = Faults()
    ) async throws -> Instance {
        let unit = try self.start(name, settings: settings, faults: faults)
        try await self.makeKnown(Self.officer, [.intakeOfficer])
        try await self.makeKnown(Self.agency, [.agency])
        return unit
    }

    /// Tells the unit a user's roles, as the administrator would.
    func makeKnown(_ username: String, _ roles: [Role], sealKey: PublicSealKey? = nil) async throws {
        guard let name = Username(username) else { throw TestBroker.Failure("no username: \(username)") }
        let command = RegisterUser(username: name, roles: roles, sealKeyID: sealKey?.id, sealKey: sealKey?.x25519)
        let id = "known-\(UUID().uuidString.lowercased())"
        try await self.listening(to: "receipts.administrator") { receipts in
            try await self.send(
                "commands",
                "intake.register_user.administrator",
                from: "administrator",
                id: id,
                type: RegisterUser.type,
                body: try JSONEncoding.encode(command)
            )
            let answer = try await receipts.first { $0.properties.correlationID == id }
            guard answer.properties.type == "command.accepted" else {
                throw TestBroker.Failure(String(decoding: answer.body, as: UTF8.self))
            }
        }
    }

    // MARK: Messages

    /// Publishes a message and waits for the confirm.
    func send(
        _ exchange: String,
        _ key: String,
        from sender: String?,
        id: String?,
        type: String?,
        body: [UInt8],
        contentType: String = "application/json",
        headers: [String: HeaderValue] = ["schema_version": .integer(1)]
    ) async throws {
        let outcomes = await self.publisher.publish([
            self.message(exchange, key, sender, id, type, body, contentType, headers)
        ])
        guard outcomes == [.confirmed] else { throw TestBroker.Failure("\(outcomes)") }
    }

    func message(
        _ exchange: String,
        _ key: String,
        _ sender: String?,
        _ id: String?,
        _ type: String?,
        _ body: [UInt8],
        _ contentType: String = "application/json",
        _ headers: [String: HeaderValue] = ["schema_version": .integer(1)]
    ) -> OutgoingMessage {
        OutgoingMessage(
            exchange: exchange,
            routingKey: key,
            properties: MessageProperties(
                messageID: id,
                type: type,
                contentType: contentType,
                userID: sender,
                timestamp: UInt64(Date().timeIntervalSince1970),
                deliveryMode: 2,
                headers: headers
            ),
            body: body
        )
    }

    /// A complaint of the agency.
    func complaint(_ id: String, _ complaint: ComplaintSubmitted, lane: Lane = .routine) throws -> OutgoingMessage {
        self.message(
            "complaints",
            "complaint.\(Self.agency).\(lane.rawValue)",
            Self.agency,
            id,
            ComplaintSubmitted.type,
            try JSONEncoding.encode(complaint)
        )
    }

    func submit(_ id: String, _ situation: String, nik: String? = nil, lane: Lane = .routine) async throws {
        var complaint = ComplaintSubmitted(channel: .phone, situation: situation)
        complaint.emergency = lane == .urgent
        if let nik { complaint.child = ChildIdentity(nik: nik) }
        try await self.publish([try self.complaint(id, complaint, lane: lane)])
    }

    func publish(_ messages: [OutgoingMessage]) async throws {
        let outcomes = await self.publisher.publish(messages)
        guard outcomes.allSatisfy({ $0 == .confirmed }) else { throw TestBroker.Failure("\(outcomes.prefix(3))") }
    }

    /// A command of the officer.
    func command<C: CommandContract>(_ id: String, _ command: C, from sender: String = Bench.officer) async throws {
        try await self.send(
            "commands",
            "intake.\(C.type).\(sender)",
            from: sender,
            id: id,
            type: C.type,
            body: try JSONEncoding.encode(command)
        )
    }

    /// What identification tells of a toy.
    func event(
        _ toy: ComplaintID,
        version: Int64,
        follows: Int64?,
        lane: Lane = .routine,
        keys: [WrappedKey] = []
    ) throws -> OutgoingMessage {
        let now = Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
        let data = IdentificationStarted(complaintID: toy, caseID: CaseID(toy.uuid), at: now)
        let message = EventMessage(
            stream: "identification-\(toy.text)",
            complaintID: toy.text,
            caseID: nil,
            actor: "system",
            cause: "test",
            keys: keys,
            events: [
                ToldEvent(
                    type: IdentificationStarted.name,
                    version: version,
                    follows: ["intake": follows],
                    at: now,
                    data: try JSONEncoding.encodeToValue(data)
                )
            ]
        )
        return self.message(
            "events",
            "identification.\(lane.rawValue).\(IdentificationStarted.name)",
            "identification",
            "identification-\(toy.text).\(version)",
            EventMessage.type,
            try JSONEncoding.encode(message)
        )
    }

    /// Listens to a queue for as long as the body.
    func listening(to queue: String, _ body: (Listener) async throws -> Void) async throws {
        let listener = Listener(queue, self.user, self.logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await listener.consumer.run() }
            group.addTask { try await listener.gather() }
            try await body(listener)
            group.cancelAll()
        }
    }

    // MARK: The database

    /// Reads with a connection of one's own, as the superuser.
    func query(_ query: SQL) async throws -> PostgreSQLResult {
        let connection = try await self.database.connect()
        let result = try await connection.query(query)
        await connection.close()
        return result
    }

    func execute(_ statement: SQL) async throws {
        let connection = try await self.database.connect()
        try await connection.execute(statement)
        await connection.close()
    }

    func count(_ query: SQL) async throws -> Int64 { try await self.query(query).rows(as: Int64.self).first ?? -1 }

    /// Looks again and again until the query counts so many; the test's time limit ends a vain wait.
    func until(_ query: SQL, is wanted: Int64) async throws {
        let connection = try await self.database.connect()
        while try await connection.query(query).rows(as: Int64.self).first ?? -1 != wanted {
            try Task.checkCancellation()
            await Task.yield()
        }
        await connection.close()
    }

    /// The toy registered by a message's answer.
    func toy(of answer: Delivery) throws -> ComplaintID {
        guard let value = JSONDecoding.decode(ComplaintAccepted.self, from: answer.body).value else {
            throw TestBroker.Failure(String(decoding: answer.body, as: UTF8.self))
        }
        return value.complaintID
    }

    func state(of toy: ComplaintID) async throws -> Toy? {
        let bytes = try await self.query(
            "SELECT state FROM aggregates WHERE kind = 'toy' AND id = \(toy.text)"
        ).rows(as: JSONB.self).first?.bytes
        return try bytes.map { try StateCoding.decode(Toy.self, $0) }
    }
}

/// One running instance of the unit.
final class Instance: Sendable {
    let toBroker: TCPProxy
    let toDatabase: TCPProxy
    let group: ServiceGroup
    private let task: Task<Void, any Error>

    init(
        _ bench: Bench,
        _ name: String,
        _ definition: UnitDefinition,
        _ settings: [String: String],
        _ faults: Faults
    ) throws {
        guard case .plain(let user, let password) = bench.user.credentials, let port = UInt16(exactly: bench.user.port),
            let address = URLComponents(string: try TestDatabase.server()), let databasePort = address.port,
            let upstream = UInt16(exactly: databasePort)
        else { throw TestBroker.Failure("the tests' servers are not where they are said to be") }
        self.toBroker = try TCPProxy(to: port)
        self.toDatabase = try TCPProxy(to: upstream)
        var environment = [
            "PKSAI_AMQP_URL": "amqp://\(user):\(password)@127.0.0.1:\(self.toBroker.port)/\(bench.broker.virtualHost)",
            "PKSAI_DATABASE_URL": bench.database.through(port: self.toDatabase.port).connectionString,
            "PKSAI_KEYRING": bench.keyringPath, "PKSAI_UNIT_INSTANCE": name, "PKSAI_ENVIRONMENT": "test",
        ]
        environment.merge(settings) { _, new in new }
        var logger = bench.logger
        logger[metadataKey: "unit.instance"] = "\(name)"
        let group = try UnitServer(
            configuration: try Configuration(definition.name, environment: environment),
            definition: definition,
            registry: MetricsRegistry(),
            logger: logger,
            faults: faults
        ).group(signals: [])
        self.group = group
        self.task = Task { try await group.run() }
    }

    /// As SIGTERM does.
    func drain() async throws {
        await self.group.triggerGracefulShutdown()
        try await self.task.value
    }

    /// Nothing leaves it any more; then it is gone.
    func die() async {
        self.toBroker.set(.refuse)
        self.toDatabase.set(.refuse)
        self.task.cancel()
        _ = await self.task.result
        self.toBroker.stop()
        self.toDatabase.stop()
    }
}

/// Takes everything that comes to a queue and keeps it.
actor Listener {
    nonisolated let consumer: RabbitMQConsumer
    private(set) var heard: [Delivery] = []
    private var waiters: [(isWanted: @Sendable ([Delivery]) -> Bool, continuation: CheckedContinuation<Void, Never>)] = []

    init(_ queue: String, _ configuration: RabbitMQConfiguration, _ logger: Logger) {
        self.consumer = RabbitMQConsumer(
            configuration: configuration,
            subscriptions: [Subscription(queue: queue)],
            prefetch: 1_000,
            logger: logger
        )
    }

    func gather() async throws {
        while let batch = try await self.consumer.nextBatch(maximumMessages: 1_000, maximumBytes: 1 << 24) {
            self.take(batch)
            _ = await self.consumer.acknowledge(each: batch.map(\.token))
        }
    }

    private func take(_ batch: [Delivery]) {
        self.heard += batch
        let ready = self.waiters.filter { $0.isWanted(self.heard) }
        self.waiters.removeAll { $0.isWanted(self.heard) }
        for waiter in ready { waiter.continuation.resume() }
    }

    /// Waits until what came is enough.
    func wait(until isWanted: @escaping @Sendable ([Delivery]) -> Bool) async {
        guard !isWanted(self.heard) else { return }
        await withCheckedContinuation { self.waiters.append((isWanted, $0)) }
    }

    func first(where isWanted: @escaping @Sendable (Delivery) -> Bool) async throws -> Delivery {
        await self.wait { $0.contains(where: isWanted) }
        guard let found = self.heard.first(where: isWanted) else { throw TestBroker.Failure("lost") }
        return found
    }

    /// The answer to a message.
    func answer(to id: String) async throws -> Delivery {
        try await self.first { $0.properties.correlationID == id }
    }

    func answers(to id: String) -> [Delivery] { self.heard.filter { $0.properties.correlationID == id } }
}
