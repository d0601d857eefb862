import Logging
import PostgreSQL
import TestSupport
import Testing

/// Runs a pool while the closure runs.
func withPool<Output: Sendable>(
    _ configuration: PostgreSQLConfiguration,
    _ body: @escaping @Sendable (PostgreSQLPool) async throws -> Output
) async throws -> Output {
    let pool = PostgreSQLPool(
        configuration: configuration,
        logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    )
    return try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await pool.run() }
        defer { group.cancelAll() }
        return try await body(pool)
    }
}

/// Connections that are lent.
@Suite(.freshDatabase, .timeLimit(.minutes(1)))
struct PoolTests {
    @Test func `connections are lent and used again`() async throws {
        try await withPool(try TestDatabase.current.configuration(poolSize: 2)) { pool in
            #expect(pool.state == .starting || pool.state == .reachable)
            var pids: Set<Int> = []
            for _ in 0..<20 {
                pids.formUnion(
                    try await pool.withConnection { try await $0.query("SELECT pg_backend_pid()", as: Int.self) }
                )
            }
            #expect(pids.count <= 2)
            #expect(pool.state == .reachable)
        }
    }

    @Test func `each connection works with the settings it was given`() async throws {
        var configuration = try TestDatabase.current.configuration()
        let settings = ["plan_cache_mode": "force_generic_plan", "enable_seqscan": "off"]
        configuration.settings = settings
        try await withPool(configuration) { pool in
            for (name, value) in settings {
                let shown = try await pool.withConnection { connection in
                    try await connection.query("SELECT current_setting(\(name))", as: String.self)
                }
                #expect(shown == [value])
            }
        }
    }

    @Test func `the wait for a connection has an end`() async throws {
        let configuration = try TestDatabase.current.configuration(poolSize: 1, waitTimeout: .milliseconds(50))
        try await withPool(configuration) { pool in
            try await self.waitUntilReachable(pool)
            let error = try await pool.withConnection { _ in await self.failureToBorrow(from: pool) }
            #expect(error?.code == .timedOut)
            #expect(error?.isRetriable == true)
            try await pool.withConnection { _ in }
        }
    }

    private func waitUntilReachable(_ pool: PostgreSQLPool) async throws {
        while pool.state != .reachable { try await Task.sleep(for: .milliseconds(1)) }
    }

    private func failureToBorrow(from pool: PostgreSQLPool) async -> PostgreSQLError? {
        await #expect(throws: PostgreSQLError.self) { try await pool.withConnection { _ in } }
    }

    @Test func `a cancelled wait ends at once`() async throws {
        try await withPool(try TestDatabase.current.configuration(poolSize: 1)) { pool in
            try await pool.withConnection { _ in
                let waiting = Task { try await pool.withConnection { _ in } }
                waiting.cancel()
                let error = await #expect(throws: PostgreSQLError.self) { try await waiting.value }
                #expect(error?.code == .queryCancelled)
                #expect(error?.cause is CancellationError)
            }
            try await pool.withConnection { _ in }
        }
    }

    @Test func `who waits gets the connection given back`() async throws {
        try await withPool(try TestDatabase.current.configuration(poolSize: 2)) { pool in
            let sum = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<100 {
                    group.addTask {
                        try await pool.withConnection { connection in
                            try await connection.query("SELECT \(number)", as: Int.self).reduce(0, +)
                        }
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(sum == 4_950)
        }
    }

    @Test func `a connection left in a transaction is not lent again`() async throws {
        try await withPool(try TestDatabase.current.configuration(poolSize: 1)) { pool in
            try await pool.withConnection { connection in
                try await connection.executeScript("CREATE TABLE t (a int)")
                try await connection.execute("BEGIN")
                try await connection.execute("INSERT INTO t VALUES (1)")
            }
            let count = try await pool.withConnection { try await $0.query("SELECT count(*) FROM t", as: Int.self) }
            #expect(count == [0])
        }
    }

    @Test func `a pool that has ended lends nothing`() async throws {
        let pool = try await withPool(try TestDatabase.current.configuration()) { pool in
            try await pool.withConnection { _ in }
            return pool
        }
        #expect(pool.state == .closed)
        let error = await #expect(throws: PostgreSQLError.self) { try await pool.withConnection { _ in } }
        #expect(error?.code == .poolClosed)
        let left = try await TestDatabase.current.connect().query(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
            as: Int.self
        )
        #expect(left.allSatisfy { $0 <= 2 })
    }

    @Test func `a database that cannot be reached is told with its reason`() async throws {
        let configuration = PostgreSQLConfiguration(
            connectionString: "host=127.0.0.1 port=1 user=u password=rahasia",
            applicationName: "pksai-test",
            waitTimeout: .milliseconds(100)
        )
        try await withPool(configuration) { pool in
            let error = await #expect(throws: PostgreSQLError.self) { try await pool.withConnection { _ in } }
            #expect(error?.code == .connectionLost)
            #expect(error?.reason?.hasPrefix("connection refused") == true)
            guard case .unreachable(let reason) = pool.state else {
                Issue.record("not unreachable: \(pool.state)")
                return
            }
            #expect(reason.hasPrefix("connection refused") && !reason.contains("rahasia"))
        }
    }
}
