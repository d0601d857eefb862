internal import Contracts
internal import Foundation
internal import JSON
internal import Logging
internal import NIOConcurrencyHelpers
internal import PostgreSQL
internal import RabbitMQ
internal import Sealing
internal import TestSupport
internal import Testing
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
                || name == "service-unit.routine" || name == "service-unit.urgent" || name.hasPrefix("alerts.")
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

    /// An order of the administrator.
    func order(_ id: String, _ type: String, _ order: some Encodable) async throws {
        try await self.send(
            "commands",
            "intake.\(type).administrator",
            from: "administrator",
            id: id,
            type: type,
            body: try JSONEncoding.encode(order)
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

    /// Takes one message and gives it back to the broker.
    func refuseOne(from queue: String, requeue: Bool) async throws {
        let consumer = RabbitMQConsumer(
            configuration: self.user,
            subscriptions: [Subscription(queue: queue)],
            prefetch: 1,
            logger: self.logger
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await consumer.run() }
            guard let delivery = try await consumer.nextBatch(maximumMessages: 1, maximumBytes: 1 << 20)?.first else {
                throw TestBroker.Failure("nothing in \(queue)")
            }
            _ = await consumer.reject(delivery.token, requeue: requeue)
            group.cancelAll()
            try await group.waitForAll()
        }
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

    /// Asks the unit to check its journal.
    func verify(_ reader: SealKeyPair, _ id: String) async throws -> VerifyAudit.Answer {
        let body = try JSONEncoding.encode(VerifyAudit())
        let found = NIOLockedValueBox<VerifyAudit.Answer?>(nil)
        try await self.listening(to: "receipts.administrator") { receipts in
            try await self.send(
                "queries",
                "intake.verify_audit.administrator",
                from: "administrator",
                id: id,
                type: VerifyAudit.type,
                body: body
            )
            let answer = try await receipts.answer(to: id)
            let opened = try HPKESealing.open(
                answer.body,
                keys: [reader],
                userID: "intake",
                messageID: answer.properties.messageID ?? ""
            )
            let value = try JSONParser.parse(opened)
            let decoded = JSONDecoding.decode(VerifyAudit.Answer.self, from: value["answer"] ?? .null).value
            found.withLockedValue { $0 = decoded }
        }
        guard let answer = found.withLockedValue({ $0 }) else { throw TestBroker.Failure("no audit") }
        return answer
    }

    /// Waits until no connection of an instance is left at the broker.
    func untilCutOff(_ name: String) async throws {
        while true {
            let data = try await self.broker.request("GET", "/api/vhosts/\(self.broker.virtualHost)/connections")
            if !String(decoding: data, as: UTF8.self).contains("\"\(name) ") { return }
        }
    }
}

extension Logger {
    /// Logs nothing.
    static var silent: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }
}
