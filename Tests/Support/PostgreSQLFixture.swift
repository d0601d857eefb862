#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif
public import PostgreSQL
public import Testing

/// A database of a test's own, on the server of `PKSAI_TEST_DATABASE_URL`.
public struct TestDatabase: Sendable {
    /// The database of the test that is running, under `.freshDatabase`.
    @TaskLocal public static var bound: TestDatabase?

    /// How to reach it: libpq's connection string.
    public let connectionString: String
    /// Its name.
    public let name: String

    /// The database of the test that is running.
    ///
    /// - Throws: ``Missing`` outside of a suite with `.freshDatabase`.
    public static var current: TestDatabase {
        get throws {
            guard let bound else { throw Missing(description: "the test lacks the trait .freshDatabase") }
            return bound
        }
    }

    /// What a test needs and does not have.
    public struct Missing: Error, CustomStringConvertible {
        /// One line: what, and how to get it.
        public let description: String
    }

    /// The server's connection string from the environment.
    ///
    /// - Throws: ``Missing`` if `PKSAI_TEST_DATABASE_URL` is not set.
    public static func server() throws -> String {
        guard let url = ProcessInfo.processInfo.environment["PKSAI_TEST_DATABASE_URL"], !url.isEmpty else {
            throw Missing(
                description: """
                    PKSAI_TEST_DATABASE_URL is not set: a PostgreSQL 15 connection string, role with CREATEDB
                    """
            )
        }
        return url
    }

    /// A connection string with parameters replaced: later ones win in both of libpq's forms.
    public static func replacing(_ parameters: [String: String], in connectionString: String) -> String {
        let pairs = parameters.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        guard connectionString.hasPrefix("postgres://") || connectionString.hasPrefix("postgresql://") else {
            return ([connectionString] + pairs).joined(separator: " ")
        }
        return connectionString + (connectionString.contains("?") ? "&" : "?") + pairs.joined(separator: "&")
    }

    /// The same database through another address, such as a ``TCPProxy``.
    public func through(port: Int) -> TestDatabase {
        let connectionString = Self.replacing(
            ["host": "127.0.0.1", "hostaddr": "127.0.0.1", "port": String(port)],
            in: self.connectionString
        )
        return TestDatabase(connectionString: connectionString, name: self.name)
    }

    /// Runs with another database beside this one, dropped afterwards.
    public func withSibling<Result>(
        _ suffix: String,
        _ body: (TestDatabase) async throws -> Result
    ) async throws -> Result {
        let server = try Self.server()
        let sibling = "\(self.name)_\(suffix)"
        try await Self.asAdministrator("CREATE DATABASE \(unescaped: sibling)")
        let outcome: Swift.Result<Result, any Error>
        do {
            let connectionString = Self.replacing(["dbname": sibling], in: server)
            outcome = .success(try await body(TestDatabase(connectionString: connectionString, name: sibling)))
        } catch {
            outcome = .failure(error)
        }
        try await Self.asAdministrator("DROP DATABASE \(unescaped: sibling) WITH (FORCE)")
        return try outcome.get()
    }

    /// A configuration for it.
    public func configuration(
        poolSize: Int = 2,
        queryTimeout: Duration = .seconds(30),
        waitTimeout: Duration = .seconds(10)
    ) -> PostgreSQLConfiguration {
        PostgreSQLConfiguration(
            connectionString: self.connectionString,
            applicationName: "pksai-test",
            poolSize: poolSize,
            queryTimeout: queryTimeout,
            waitTimeout: waitTimeout
        )
    }

    /// Connects.
    public func connect(queryTimeout: Duration = .seconds(30)) async throws -> PostgreSQLConnection {
        try await PostgreSQLConnection.connect(to: self.configuration(queryTimeout: queryTimeout))
    }

    /// Makes a database, runs the test, drops the database; a few at a time, since a server takes few connections.
    static func withFresh(_ body: @Sendable @concurrent () async throws -> Void) async throws {
        await Places.shared.take()
        let result: Result<Void, any Error>
        do {
            result = .success(try await Self.makeAndDrop(body))
        } catch {
            result = .failure(error)
        }
        await Places.shared.giveBack()
        try result.get()
    }

    private static func makeAndDrop(_ body: @Sendable @concurrent () async throws -> Void) async throws {
        let server = try Self.server()
        let name = "pksai_test_\(UInt64.random(in: 0...UInt64.max))"
        try await Self.asAdministrator("CREATE DATABASE \(unescaped: name)")
        let database = TestDatabase(connectionString: Self.replacing(["dbname": name], in: server), name: name)
        let result: Result<Void, any Error>
        do {
            result = .success(try await Self.$bound.withValue(database, operation: body))
        } catch {
            result = .failure(error)
        }
        try await Self.asAdministrator("DROP DATABASE \(unescaped: name) WITH (FORCE)")
        try result.get()
    }

    /// On a connection of its own: a test may have killed the server meanwhile.
    private static func asAdministrator(_ statement: SQL) async throws {
        let administrator = try await PostgreSQLConnection.connect(
            to: PostgreSQLConfiguration(connectionString: try Self.server(), applicationName: "pksai-test")
        )
        try await administrator.execute(statement)
        await administrator.close()
    }
}

/// How many databases there may be at once; who comes later waits in order.
private actor Places {
    static let shared = Places()

    private var free = 8
    private var waiting: [CheckedContinuation<Void, Never>] = []

    func take() async {
        guard self.free == 0 else {
            self.free -= 1
            return
        }
        await withCheckedContinuation { self.waiting.append($0) }
    }

    func giveBack() {
        guard !self.waiting.isEmpty else {
            self.free += 1
            return
        }
        self.waiting.removeFirst().resume()
    }
}

/// Gives each test of a suite a database of its own: ``TestDatabase/current``.
public struct FreshDatabaseTrait: SuiteTrait, TestTrait, TestScoping {
    /// Each test, not the suite as one.
    public var isRecursive: Bool { true }

    /// Called by Swift Testing.
    @concurrent public func provideScope(
        for test: Test,
        testCase: Test.Case?,
        performing function: @Sendable @concurrent () async throws -> Void
    ) async throws {
        try await TestDatabase.withFresh(function)
    }
}

extension Trait where Self == FreshDatabaseTrait {
    /// Gives each test a database of its own.
    public static var freshDatabase: FreshDatabaseTrait { FreshDatabaseTrait() }
}
