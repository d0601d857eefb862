internal import Contracts
internal import Foundation
internal import JSON
internal import Logging
internal import NIOConcurrencyHelpers
internal import PostgreSQL
internal import RabbitMQ
internal import Sealing
internal import ServiceLifecycle
internal import ServiceUnitDomain
internal import ServiceUnitService
internal import TestSupport
internal import Vocabulary

@testable internal import UnitRuntime

/// A virtual host with the topology, a migrated database, keys, and somebody who plays intake, identification and staff.
final class Bench: Sendable {
    static let people: [(name: String, roles: [Role])] = [
        ("siti", [.socialWorker, .onCallWorker]), ("budi", [.socialWorker, .onCallWorker]), ("sari", [.coordinatorSw]),
        ("kadir", [.coordinatorPksai]), ("hana", [.headPksai]), ("tono", [.tksk]),
    ]

    let broker: TestBroker
    let database: TestDatabase
    let user: RabbitMQConfiguration
    let publisher: RabbitMQPublisher
    let logger: Logger
    let keyring: Keyring
    let keyringPath: String
    let sealKeys: [String: SealKeyPair]
    private let units = NIOLockedValueBox<[Instance]>([])
    private let versions = NIOLockedValueBox<[String: Int64]>([:])

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
        self.keyring = Keyring.generate(unit: "service-unit", classes: [.childIdentity, .sensitiveHarm])
        self.keyringPath = NSTemporaryDirectory() + "keyring-\(UUID().uuidString)"
        self.sealKeys = Dictionary(
            uniqueKeysWithValues: Self.people.map { ($0.name, SealKeyPair.generate(owner: $0.name)) }
        )
        try self.keyring.save(to: self.keyringPath)
        try await self.declareTopology()
        try await Migrator(ServiceUnitUnit.definition(try UnitSettings()), logger: logger).migrate(database.configuration())
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

    /// The real topology, with the queues of the people who play a part.
    private func declareTopology() async throws {
        let users = (Self.people.map { ($0.name, $0.roles) } + [("administrator", [])]).compactMap { name, roles in
            Username(name).flatMap { BrokerUser(access: BrokerAccess.user($0, roles: Set(roles)), passwordHash: nil) }
        }
        guard case .object(var document) = TopologyDefinitions(topology: .standard, users: users).json else { return }
        let skipped: Set<String> = ["vhosts", "users", "permissions", "topic_permissions"]
        document = JSONObject(
            members: document.members.filter { !skipped.contains($0.key) }.map { ($0.key, $0.value) }
        )
        let text = String(decoding: JSONValue.object(document).bytes, as: UTF8.self)
            .replacing(#""vhost":"pksai""#, with: #""vhost":"\#(self.broker.virtualHost)""#)
        try await self.broker.request("POST", "/api/definitions", text)
    }

    // MARK: Units

    /// Starts an instance, its time ahead by so many seconds.
    func start(_ name: String = "service-unit-1", ahead seconds: Int = 0) throws -> Instance {
        let settings = ["PKSAI_CLOCK_OFFSET": String(seconds)]
        let unit = try Instance(self, name, ServiceUnitUnit.definition(try UnitSettings()), settings, Faults())
        self.units.withLockedValue { $0.append(unit) }
        return unit
    }

    /// Tells the unit everybody's roles and keys, as the administrator would.
    func makeEverybodyKnown() async throws {
        try await self.listening(to: "receipts.administrator") { receipts in
            for (name, roles) in Self.people {
                guard let username = Username(name), let key = self.sealKeys[name]?.publicKey else { continue }
                let command = RegisterUser(username: username, roles: roles, sealKeyID: key.id, sealKey: key.x25519)
                let id = "known-\(name)"
                let route = "service-unit.register_user.administrator"
                try await self.send("commands", route, from: "administrator", id: id, RegisterUser.type, command)
                _ = try await receipts.answer(to: id)
            }
        }
    }

    // MARK: Messages

    /// Publishes a message and waits for the confirm.
    func send(
        _ exchange: String,
        _ key: String,
        from sender: String,
        id: String,
        _ type: String,
        _ body: some Encodable
    ) async throws {
        let message = OutgoingMessage(
            exchange: exchange,
            routingKey: key,
            properties: MessageProperties(
                messageID: id,
                type: type,
                contentType: "application/json",
                userID: sender,
                timestamp: UInt64(Date().timeIntervalSince1970),
                deliveryMode: 2,
                headers: ["schema_version": .integer(1)]
            ),
            body: try JSONEncoding.encode(body)
        )
        let outcomes = await self.publisher.publish([message])
        guard outcomes == [.confirmed] else { throw TestBroker.Failure("\(outcomes)") }
    }

    /// Tells the service unit what happened to a complaint elsewhere.
    func tell(
        _ unit: String,
        _ complaint: ComplaintID,
        lane: Lane = .routine,
        keys: [WrappedKey] = [],
        _ events: [(name: String, data: JSONValue)]
    ) async throws {
        let stream = "\(unit)-\(complaint.text)"
        let (first, follows) = self.versions.withLockedValue { versions in
            let last = versions[stream] ?? 0
            versions[stream] = last + Int64(events.count)
            return (last + 1, last == 0 ? nil : last)
        }
        let now = Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
        let told = events.enumerated().map { index, event in
            ToldEvent(
                type: event.name,
                version: first + Int64(index),
                follows: ["service-unit": index == 0 ? follows : first + Int64(index) - 1],
                at: now,
                data: event.data
            )
        }
        let message = EventMessage(
            stream: stream,
            complaintID: complaint.text,
            caseID: nil,
            actor: "system",
            cause: "test",
            keys: keys,
            events: told
        )
        let key = "\(unit).\(lane.rawValue).\(events.map(\.name).joined(separator: "."))"
        try await self.send("events", key, from: unit, id: "\(stream).\(first)", EventMessage.type, message)
    }

    /// Intake registers a complaint at this level; its values are sealed with keys of its own.
    func register(_ complaint: ComplaintID, _ caseID: CaseID, _ level: RiskLevel, serial: Int64 = 9001) async throws {
        var sealer = DataKeySet()
        var keys: [WrappedKey] = []
        for privacyClass in [PrivacyClass.childIdentity, .sensitiveHarm] {
            guard let (_, wrapped) = self.keyring.makeDataKey(origin: complaint, privacyClass: privacyClass) else {
                continue
            }
            _ = try sealer.insert(WrappedDataKey(wrapped), with: self.keyring.classKeys)
            keys.append(wrapped)
        }
        let now = Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
        let registered = ComplaintRegistered(
            complaintID: complaint,
            caseID: caseID,
            complaintNo: ComplaintNumber(year: 2026, serial: serial),
            path: .indirect,
            receivedAt: now,
            registeredAt: now,
            emergency: false,
            test: false,
            codes: LooseCodes(
                categories: [.violenceVictim],
                riskLevel: level,
                subdistrict: "Panakkukang",
                childAge: 9,
                childSex: .female,
                immediateNeeds: [.shelter],
                channel: .phone
            ),
            child: Confidential(ChildIdentity(name: "Anak Contoh"), .childIdentity, origin: complaint, field: "child"),
            situation: Confidential(
                Situation(description: "made up", assessment: nil),
                .sensitiveHarm,
                origin: complaint,
                field: "situation"
            )
        )
        let data = try JSONEncoding.encodeToValue(registered, userInfo: [.confidentialSealer: sealer])
        let lane = level == .high ? Lane.urgent : .routine
        try await self.tell("intake", complaint, lane: lane, keys: keys, [(ComplaintRegistered.name, data)])
    }

    /// Claims, passes or releases.
    func claim<C: ClaimContract>(_ claim: C, by name: String, id: String) async throws {
        try await self.send("claims", "urgent.\(C.action).\(name)", from: name, id: id, C.type, claim)
    }

    /// Sends a command and returns the answer's type and body.
    func command<C: CommandContract>(_ command: C, by name: String) async throws -> (type: String, body: String) {
        let id = "command-\(UUID().uuidString.lowercased())"
        var result = (type: "", body: "")
        try await self.listening(to: "receipts.\(name)") { receipts in
            try await self.send("commands", "service-unit.\(C.type).\(name)", from: name, id: id, C.type, command)
            let answer = try await receipts.answer(to: id)
            result = (answer.properties.type ?? "", String(decoding: answer.body, as: UTF8.self))
        }
        return result
    }

    /// Asks and opens the answer with the asker's key.
    func query<Q: QueryContract>(_ query: Q, by name: String) async throws -> String {
        let id = "query-\(UUID().uuidString.lowercased())"
        var result = ""
        try await self.listening(to: "receipts.\(name)") { receipts in
            try await self.send("queries", "service-unit.\(Q.type).\(name)", from: name, id: id, Q.type, query)
            let answer = try await receipts.answer(to: id)
            guard answer.properties.type == QueryAnswered.type, let key = self.sealKeys[name] else {
                throw TestBroker.Failure(String(decoding: answer.body, as: UTF8.self))
            }
            let message = answer.properties.messageID ?? ""
            let opened = try HPKESealing.open(answer.body, keys: [key], userID: "service-unit", messageID: message)
            result = String(decoding: opened, as: UTF8.self)
        }
        return result
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

    /// The case as the unit holds it.
    func state(of caseID: CaseID) async throws -> Case? {
        let connection = try await self.database.connect()
        let rows = try await connection.query(
            "SELECT state FROM aggregates WHERE kind = 'case' AND id = \(caseID.text)"
        )
        .rows(as: JSONB.self)
        await connection.close()
        return try rows.first.map { try StateCoding.decode(Case.self, $0.bytes) }
    }

    /// Looks again and again until the case is so; the test's time limit ends a vain wait.
    func until(_ caseID: CaseID, _ isWanted: (Case) -> Bool) async throws -> Case {
        while true {
            try Task.checkCancellation()
            if let aCase = try await self.state(of: caseID), isWanted(aCase) { return aCase }
            await Task.yield()
        }
    }
}
