internal import Contracts
internal import Foundation
internal import IdentificationService
internal import IntakeService
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

/// Intake and identification between a broker and two databases of a test's own.
final class Path: Sendable {
    static let agency = "police-post"
    static let officer = "nur"
    static let analyst = "dewi"

    let broker: TestBroker
    let user: RabbitMQConfiguration
    let publisher: RabbitMQPublisher
    let databases: [UnitName: String]
    private let keyrings: [UnitName: String]
    private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    /// Runs a test with so many instances of each unit.
    static func run(instances: Int = 1, _ body: @escaping @Sendable (Path, Inbox) async throws -> Void) async throws {
        let first = try TestDatabase.current
        try await TestBroker.withVirtualHost { broker in
            let name = "path-\(UUID().uuidString.lowercased())"
            // An impersonator may give any user_id, so that one login plays every part.
            try await broker.request("PUT", "/api/users/\(name)", #"{"password": "synthetic", "tags": "impersonator"}"#)
            let all = #"{"configure": ".*", "write": ".*", "read": ".*"}"#
            try await broker.request("PUT", "/api/permissions/\(broker.virtualHost)/\(name)", all)
            var user = broker.configuration
            user.credentials = .plain(username: name, password: "synthetic")
            let second = "\(first.name)_2"
            let connection = try await first.connect()
            try await connection.execute("CREATE DATABASE \(unescaped: second)")
            let other = TestDatabase.replacing(["dbname": second], in: try TestDatabase.server())
            let result: Result<Void, any Error>
            do {
                let path = try Path(broker, user, [.intake: first.connectionString, .identification: other])
                try await path.serve(instances, body)
                result = .success(())
            } catch { result = .failure(error) }
            try await connection.execute("DROP DATABASE \(unescaped: second) WITH (FORCE)")
            await connection.close()
            try await broker.deleteUser(name)
            try result.get()
        }
    }

    private init(_ broker: TestBroker, _ user: RabbitMQConfiguration, _ databases: [UnitName: String]) throws {
        self.broker = broker
        self.user = user
        self.databases = databases
        self.publisher = RabbitMQPublisher(configuration: user, logger: self.logger)
        var intake = Keyring.generate(unit: "intake", classes: PrivacyClass.allCases)
        var identification = Keyring.generate(unit: "identification", classes: [.childIdentity, .sensitiveHarm])
        identification.adopt(intake.classKeys)
        intake.adopt(identification.classKeys)
        var paths: [UnitName: String] = [:]
        for (unit, keyring) in [(UnitName.intake, intake), (.identification, identification)] {
            let path = NSTemporaryDirectory() + "keyring-\(UUID().uuidString)"
            try keyring.save(to: path)
            paths[unit] = path
        }
        self.keyrings = paths
    }

    private func serve(
        _ instances: Int,
        _ body: @escaping @Sendable (Path, Inbox) async throws -> Void
    ) async throws {
        try await self.declareTopology()
        var units: [ServiceGroup] = []
        for definition in try self.definitions() {
            let connection = self.databases[definition.name] ?? ""
            let configuration = PostgreSQLConfiguration(connectionString: connection, applicationName: "test")
            try await Migrator(definition, logger: self.logger).migrate(configuration)
            for number in 1...instances { units.append(try self.server(definition, number)) }
        }
        let inbox = Inbox(self.user, self.logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await self.publisher.run() }
            group.addTask { try await inbox.consumer.run() }
            group.addTask { try await inbox.gather() }
            for unit in units { group.addTask { try await unit.run() } }
            defer { for path in self.keyrings.values { try? FileManager.default.removeItem(atPath: path) } }
            try await self.introduce(inbox)
            try await body(self, inbox)
            for unit in units { await unit.triggerGracefulShutdown() }
            group.cancelAll()
            while let result = await group.nextResult() { _ = result }
        }
    }

    private func definitions() throws -> [UnitDefinition] {
        [
            try IntakeUnit.definition(UnitSettings()),
            try IdentificationUnit.definition(UnitSettings(), population: Register(), lists: nil),
        ]
    }

    private func server(_ definition: UnitDefinition, _ number: Int) throws -> ServiceGroup {
        guard case .plain(let name, let password) = self.user.credentials else { throw TestBroker.Failure("no login") }
        let environment = [
            "PKSAI_AMQP_URL":
                "amqp://\(name):\(password)@\(self.user.host):\(self.user.port)/\(self.broker.virtualHost)",
            "PKSAI_DATABASE_URL": self.databases[definition.name] ?? "",
            "PKSAI_KEYRING": self.keyrings[definition.name] ?? "",
            "PKSAI_UNIT_INSTANCE": "\(definition.name.rawValue)-\(number)", "PKSAI_ENVIRONMENT": "test",
        ]
        return try UnitServer(
            configuration: try Configuration(definition.name, environment: environment),
            definition: definition,
            registry: MetricsRegistry(),
            logger: self.logger,
            faults: Faults()
        ).group(signals: [])
    }

    private func declareTopology() async throws {
        let names = [Self.agency, Self.officer, Self.analyst, "administrator"].compactMap { Username($0) }
        let users = names.map { BrokerUser(access: BrokerAccess.user($0, roles: []), passwordHash: nil) }
        guard case .object(let document) = TopologyDefinitions(topology: .standard, users: users).json else { return }
        let members = document.members.filter {
            !["vhosts", "users", "permissions", "topic_permissions"].contains($0.key)
        }
        let text = String(
            decoding: JSONValue.object(JSONObject(members: members.map { ($0.key, $0.value) })).bytes,
            as: UTF8.self
        )
        .replacing(#""vhost":"pksai""#, with: #""vhost":"\#(self.broker.virtualHost)""#)
        try await self.broker.request("POST", "/api/definitions", text)
    }

    /// Makes the agency, the officer and the analyst known to both units.
    private func introduce(_ inbox: Inbox) async throws {
        let people: [(String, Role)] = [
            (Self.agency, .agency), (Self.officer, .intakeOfficer), (Self.analyst, .analyst),
        ]
        for unit in [UnitName.intake, .identification] {
            for (name, role) in people {
                guard let username = Username(name) else { continue }
                let id = "known-\(unit.rawValue)-\(name)"
                let body = try JSONEncoding.encode(RegisterUser(username: username, roles: [role]))
                let key = "\(unit.rawValue).register_user.administrator"
                try await self.send("commands", key, "administrator", id, RegisterUser.type, body)
                _ = await inbox.answer(to: id)
            }
        }
    }

    // MARK: Messages

    func send(
        _ exchange: String,
        _ key: String,
        _ sender: String,
        _ id: String,
        _ type: String,
        _ body: [UInt8]
    ) async throws {
        let properties = MessageProperties(
            messageID: id,
            type: type,
            contentType: "application/json",
            userID: sender,
            deliveryMode: 2,
            headers: ["schema_version": .integer(1)]
        )
        let message = OutgoingMessage(exchange: exchange, routingKey: key, properties: properties, body: body)
        let outcomes = await self.publisher.publish([message])
        guard outcomes == [.confirmed] else { throw TestBroker.Failure("\(outcomes)") }
    }

    func submit(_ id: String, _ complaint: ComplaintSubmitted) async throws {
        let lane = complaint.initialAssessment?.riskLevel == .high ? "urgent" : "routine"
        let key = "complaint.\(Self.agency).\(lane)"
        let body = try JSONEncoding.encode(complaint)
        try await self.send("complaints", key, Self.agency, id, ComplaintSubmitted.type, body)
    }

    func command<C: CommandContract>(_ id: String, _ command: C, as user: String) async throws {
        let key = "\(C.unit.rawValue).\(C.type).\(user)"
        try await self.send("commands", key, user, id, C.type, try JSONEncoding.encode(command))
    }

    /// Counts in a unit's database.
    func count(_ unit: UnitName, _ query: SQL) async throws -> Int64 {
        let configuration = PostgreSQLConfiguration(
            connectionString: self.databases[unit] ?? "",
            applicationName: "test"
        )
        let connection = try await PostgreSQLConnection.connect(to: configuration)
        let counted = try await connection.query(query).rows(as: Int64.self).first ?? -1
        await connection.close()
        return counted
    }

    /// Looks again and again until the query counts so many; the test's time limit ends a vain wait.
    func until(_ unit: UnitName, _ query: SQL, is wanted: Int64) async throws {
        while try await self.count(unit, query) != wanted { try Task.checkCancellation() }
    }
}

/// Receipts of everybody, and what is told to the service unit and to referral.
actor Inbox {
    nonisolated let consumer: RabbitMQConsumer
    private(set) var heard: [Delivery] = []
    private var waiters:
        [(isWanted: @Sendable (Delivery) -> Bool, continuation: CheckedContinuation<Delivery, Never>)] =
            []

    init(_ configuration: RabbitMQConfiguration, _ logger: Logger) {
        let queues = [
            "receipts.\(Path.agency)", "receipts.\(Path.officer)", "receipts.\(Path.analyst)",
            "receipts.administrator", "service-unit.routine", "service-unit.urgent", "referral.routine",
            "referral.urgent",
        ]
        self.consumer = RabbitMQConsumer(
            configuration: configuration,
            subscriptions: queues.map { Subscription(queue: $0) },
            prefetch: 1_000,
            logger: logger
        )
    }

    func gather() async throws {
        while let batch = try await self.consumer.nextBatch(maximumMessages: 1_000, maximumBytes: 1 << 24) {
            for delivery in batch {
                self.heard.append(delivery)
                let ready = self.waiters.filter { $0.isWanted(delivery) }
                self.waiters.removeAll { $0.isWanted(delivery) }
                for waiter in ready { waiter.continuation.resume(returning: delivery) }
            }
            _ = await self.consumer.acknowledge(each: batch.map(\.token))
        }
    }

    func first(where isWanted: @escaping @Sendable (Delivery) -> Bool) async -> Delivery {
        if let found = self.heard.first(where: isWanted) { return found }
        return await withCheckedContinuation { self.waiters.append((isWanted, $0)) }
    }

    func answer(to id: String) async -> Delivery { await self.first { $0.properties.correlationID == id } }

    func accepted(_ id: String) async throws -> ComplaintAccepted {
        let answer = await self.answer(to: id)
        guard let receipt = JSONDecoding.decode(ComplaintAccepted.self, from: answer.body).value else {
            throw TestBroker.Failure(String(decoding: answer.body, as: UTF8.self))
        }
        return receipt
    }

    /// Waits until a complaint's sender is told that it came so far.
    func progress(_ number: ComplaintNumber, _ status: String) async {
        _ = await self.first {
            let told = JSONDecoding.decode(ComplaintProgress.self, from: $0.body).value
            return told?.complaintNo == number && told?.status == status
        }
    }

    /// Waits for an event told to one of the queues.
    func told(_ name: String, to queue: String) async -> ToldEvent? {
        let delivery = await self.first { delivery in
            let message = JSONDecoding.decode(EventMessage.self, from: delivery.body).value
            return delivery.queue.hasPrefix(queue) && message?.events.contains { $0.type == name } == true
        }
        return JSONDecoding.decode(EventMessage.self, from: delivery.body).value?.events.first { $0.type == name }
    }
}
