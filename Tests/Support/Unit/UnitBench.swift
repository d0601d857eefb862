public import Contracts
internal import Foundation
internal import JSON
public import Logging
internal import NIOConcurrencyHelpers
public import RabbitMQ
public import Sealing
public import TestSupport
package import UnitRuntime
internal import Vocabulary

/// A virtual host with the real topology, a migrated database and a keyring for each unit under test, and somebody who
/// plays everybody else.
///
/// The test's suite gives the database (`.freshDatabase`). `PKSAI_TEST_LOG` shows what the units log.
public final class UnitBench: Sendable {
    /// The administrator's username.
    public static let administrator = "administrator"

    /// The test's virtual host.
    public let broker: TestBroker
    /// One login that may give any `user_id`, so that it can play every part.
    public let user: RabbitMQConfiguration
    /// What the test publishes with.
    public let publisher: RabbitMQPublisher
    /// Where the units log.
    public let logger: Logger
    /// Who has a queue for answers.
    public let people: [Person]
    /// The units under test, as they are; the first is the one meant where none is named.
    package let definitions: [UnitDefinition]
    let sealer: TestSealer
    let ears = NIOLockedValueBox<[String: (ear: Ear, task: Task<Void, any Error>)]>([:])
    let versions = NIOLockedValueBox<[String: Int64]>([:])
    private let databases: [UnitName: TestDatabase]
    private let keyrings: [UnitName: Keyring]
    private let folder: String
    private let instances = NIOLockedValueBox<[Instance]>([])

    // MARK: Life

    /// Runs a test, then ends what it started.
    package static func run(
        _ definitions: [UnitDefinition],
        people: [Person] = [],
        _ body: (UnitBench) async throws -> Void
    ) async throws {
        let first = try TestDatabase.current
        try await TestBroker.withVirtualHost { broker in
            let name = "tester-\(UUID().uuidString.lowercased())"
            try await broker.request("PUT", "/api/users/\(name)", #"{"password": "synthetic", "tags": "impersonator"}"#)
            let result: Result<Void, any Error>
            do {
                try await broker.request(
                    "PUT",
                    "/api/permissions/\(broker.virtualHost)/\(name)",
                    #"{"configure": ".*", "write": ".*", "read": ".*"}"#
                )
                var user = broker.configuration
                user.credentials = .plain(username: name, password: "synthetic")
                try await Self.withDatabases(definitions, [first]) { databases in
                    let bench = try UnitBench(definitions, people, broker, user, databases)
                    try await bench.serve(body)
                }
                result = .success(())
            } catch {
                result = .failure(error)
            }
            try await broker.deleteUser(name)
            try result.get()
        }
    }

    /// A database for each unit: the test's own for the first, others beside it.
    private static func withDatabases(
        _ definitions: [UnitDefinition],
        _ made: [TestDatabase],
        _ body: ([TestDatabase]) async throws -> Void
    ) async throws {
        guard made.count < definitions.count else { return try await body(made) }
        try await made[0].withSibling(definitions[made.count].name.underscored) { sibling in
            try await Self.withDatabases(definitions, made + [sibling], body)
        }
    }

    private init(
        _ definitions: [UnitDefinition],
        _ people: [Person],
        _ broker: TestBroker,
        _ user: RabbitMQConfiguration,
        _ databases: [TestDatabase]
    ) throws {
        self.definitions = definitions
        self.people = people
        self.broker = broker
        self.user = user
        var logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        if ProcessInfo.processInfo.environment["PKSAI_TEST_LOG"] != nil {
            logger = Logger(label: "test") { StreamLogHandler.standardError(label: $0) }
        }
        self.logger = logger
        self.publisher = RabbitMQPublisher(configuration: user, logger: logger)
        let units = definitions.map(\.name)
        self.databases = Dictionary(uniqueKeysWithValues: zip(units, databases))
        let shared = ClassKeys.generate()
        self.sealer = TestSealer(shared)
        self.keyrings = Dictionary(
            uniqueKeysWithValues: units.map {
                ($0, Keyring.generate(unit: $0.rawValue, classes: $0.privacyClasses, shared: shared))
            }
        )
        self.folder = NSTemporaryDirectory() + "bench-\(UUID().uuidString)"
    }

    private func serve(_ body: (UnitBench) async throws -> Void) async throws {
        try FileManager.default.createDirectory(
            atPath: self.folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        defer { try? FileManager.default.removeItem(atPath: self.folder) }
        for (unit, keyring) in self.keyrings { try keyring.save(to: self.keyringPath(of: unit)) }
        try await self.declareTopology()
        for definition in self.definitions {
            let configuration = try self.database(of: definition.name).configuration()
            try await Migrator(definition, logger: self.logger).migrate(configuration)
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await self.publisher.run() }
            let result: Result<Void, any Error>
            do { result = .success(try await body(self)) } catch { result = .failure(error) }
            for instance in self.instances.withLockedValue({ $0 }) { await instance.die() }
            for (_, task) in self.ears.withLockedValue({ Array($0.values) }) {
                task.cancel()
                _ = await task.result
            }
            group.cancelAll()
            while let ended = await group.nextResult() { _ = ended }
            try result.get()
        }
    }

    /// The real topology, with the queues of the people who play a part.
    private func declareTopology() async throws {
        let administrator = Username(Self.administrator).map { ($0, Set<Role>()) }
        let players = self.people.map { ($0.registration.username, Set($0.registration.roles)) }
        let users = ([administrator].compactMap(\.self) + players).compactMap { username, roles in
            BrokerUser(access: BrokerAccess.user(username, roles: roles), passwordHash: nil)
        }
        guard case .object(let document) = TopologyDefinitions(topology: .standard, users: users).json else { return }
        let others = document.members.filter {
            !["vhosts", "users", "permissions", "topic_permissions"].contains($0.key)
        }
        let object = JSONValue.object(JSONObject(members: others.map { ($0.key, $0.value) }))
        let text = String(decoding: object.bytes, as: UTF8.self).replacing(
            #""vhost":"pksai""#,
            with: #""vhost":"\#(self.broker.virtualHost)""#
        )
        try await self.broker.request("POST", "/api/definitions", text)
    }

    // MARK: What each unit has

    /// The unit meant where none is named.
    public var unit: UnitName { self.definitions[0].name }

    /// A unit's database, reached directly and as the superuser.
    ///
    /// - Throws: If the unit isn't under test.
    public func database(of unit: UnitName) throws -> TestDatabase {
        guard let database = self.databases[unit] else { throw TestBroker.Failure("\(unit) isn't under test") }
        return database
    }

    /// A unit's keys.
    ///
    /// - Throws: If the unit isn't under test.
    public func keyring(of unit: UnitName) throws -> Keyring {
        guard let keyring = self.keyrings[unit] else { throw TestBroker.Failure("\(unit) isn't under test") }
        return keyring
    }

    private func keyringPath(of unit: UnitName) -> String { "\(self.folder)/\(unit.rawValue).json" }

    // MARK: Instances

    /// Ways to the broker and to the databases of one's own.
    public func proxies() throws -> (toBroker: TCPProxy, toDatabase: TCPProxy) {
        guard let address = URLComponents(string: try TestDatabase.server()), let upstream = address.port else {
            throw TestBroker.Failure("the tests' servers are not where they are said to be")
        }
        return (
            try TCPProxy(host: self.user.host, to: self.user.port),
            try TCPProxy(host: address.host ?? "127.0.0.1", to: upstream)
        )
    }

    /// What an instance is configured with that goes these ways.
    public func environment(
        of unit: UnitName,
        _ name: String,
        over toBroker: TCPProxy,
        _ toDatabase: TCPProxy,
        settings: [String: String] = [:]
    ) throws -> [String: String] {
        guard case .plain(let user, let password) = self.user.credentials else {
            throw TestBroker.Failure("the tests' broker user has no password")
        }
        let environment = [
            "PKSAI_AMQP_URL": "amqp://\(user):\(password)@127.0.0.1:\(toBroker.port)/\(self.broker.virtualHost)",
            "PKSAI_DATABASE_URL": try self.database(of: unit).through(port: toDatabase.port).connectionString,
            "PKSAI_KEYRING": self.keyringPath(of: unit), "PKSAI_UNIT_INSTANCE": name, "PKSAI_ENVIRONMENT": "test",
        ]
        return environment.merging(settings) { _, new in new }
    }

    /// Starts an instance of a unit: of the first if no definition is given.
    @discardableResult
    package func start(
        _ name: String? = nil,
        definition: UnitDefinition? = nil,
        settings: [String: String] = [:],
        faults: Faults = Faults()
    ) throws -> Instance {
        let definition = definition ?? self.definitions[0]
        let instance = try Instance(self, name ?? "\(definition.name.rawValue)-1", definition, settings, faults)
        self.instances.withLockedValue { $0.append(instance) }
        return instance
    }

    /// Starts so many instances of every unit and makes everybody known to them.
    package func startAll(instances: Int = 1, settings: [String: String] = [:]) async throws {
        for definition in self.definitions {
            for number in 1...instances {
                try self.start("\(definition.name.rawValue)-\(number)", definition: definition, settings: settings)
            }
        }
        try await self.makeEverybodyKnown()
    }

    /// Tells every unit everybody's roles and keys, as the administrator would.
    public func makeEverybodyKnown() async throws {
        for unit in self.definitions.map(\.name) {
            for person in self.people { try await self.makeKnown(person, to: unit) }
        }
    }

    /// Tells a unit somebody's roles and key.
    ///
    /// - Throws: If the unit refuses.
    public func makeKnown(_ person: Person, to unit: UnitName? = nil) async throws {
        let answer = try await self.answer(
            to: RegisterUser.type,
            of: unit ?? self.unit,
            from: Self.administrator,
            person.registration
        )
        guard answer.properties.type == CommandAccepted.type else {
            throw TestBroker.Failure(String(decoding: answer.body, as: UTF8.self))
        }
    }
}
