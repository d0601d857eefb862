import Logging
import PostgreSQL
import SocketExecutor
import TestSupport
import Testing

/// Servers, networks and patience that end.
@Suite(.freshDatabase, .timeLimit(.minutes(1)))
struct LossTests {
    /// Waits until the server runs the statement, by asking it.
    private func waitUntilRunning(_ text: String, on connection: PostgreSQLConnection) async throws {
        while try await connection.query(
            """
            SELECT FROM pg_stat_activity WHERE datname = current_database() AND state = 'active'
                AND pid <> pg_backend_pid() AND query LIKE \(text) || '%'
            """
        ).isEmpty {
            try await Task.sleep(for: .milliseconds(2))
        }
    }

    private func withProxy(
        queryTimeout: Duration = .seconds(30),
        _ body: @escaping @Sendable (PostgreSQLPool, TCPProxy, PostgreSQLConnection) async throws -> Void
    ) async throws {
        let database = try TestDatabase.current
        let direct = try await database.connect()
        let port = try await direct.query("SELECT inet_server_port()", as: Int.self).first
        let proxy = try TCPProxy(to: try #require(port))
        defer { proxy.stop() }
        let configuration = database.through(port: proxy.port).configuration(poolSize: 1, queryTimeout: queryTimeout)
        try await direct.executeScript("CREATE TABLE t (a bigint)")
        try await withPool(configuration) { try await body($0, proxy, direct) }
    }

    @Test func `a killed backend is a lost connection, and the pool makes a new one`() async throws {
        let database = try TestDatabase.current
        let other = try await database.connect()
        try await withPool(database.configuration(poolSize: 1)) { pool in
            let sleeping = Task { try await pool.withConnection { try await $0.query("SELECT pg_sleep(50)") } }
            try await self.waitUntilRunning("SELECT pg_sleep", on: other)
            let victims = try await other.query(
                """
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid()
                """,
                as: Bool.self
            )
            #expect(victims == [true])
            let error = await #expect(throws: PostgreSQLError.self) { try await sleeping.value }
            #expect(error?.code == .connectionLost)
            #expect(error?.sqlState == "57P01")
            #expect(error?.isRetriable == true)
            #expect(try await pool.withConnection { try await $0.query("SELECT 1", as: Int.self) } == [1])
        }
    }

    @Test func `work asked for on a lane's thread while the connection ends is told so`() async throws {
        let database = try TestDatabase.current
        let lane = LaneThread(name: "lane")
        defer { lane.stop() }
        for _ in 0..<100 {
            let connection = try await database.connect()
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<8 {
                    group.addTask(executorPreference: lane) {
                        while (try? await connection.query("SELECT 1")) != nil {}
                    }
                }
                group.addTask { await connection.close() }
            }
        }
    }

    @Test func `a connection killed while idle is replaced`() async throws {
        let database = try TestDatabase.current
        let other = try await database.connect()
        try await withPool(database.configuration(poolSize: 1)) { pool in
            let first = try await pool.withConnection { try await $0.query("SELECT pg_backend_pid()", as: Int32.self) }
            try await other.execute("SELECT pg_terminate_backend(\(first[0]))")
            // The loss may be noticed only by asking: that is an error which may be retried.
            var second = first
            while second == first {
                do {
                    second = try await pool.withConnection {
                        try await $0.query("SELECT pg_backend_pid()", as: Int32.self)
                    }
                } catch let error as PostgreSQLError {
                    #expect(error.code == .connectionLost)
                }
            }
        }
    }

    @Test func `a connection cut between COMMIT and its answer leaves the outcome unknown`() async throws {
        try await self.withProxy { pool, proxy, direct in
            try await pool.withConnection { _ in }
            proxy.set(.cutInsteadOfAnswer(to: Array("COMMIT\0".utf8)))
            let error = await #expect(throws: PostgreSQLError.self) {
                try await pool.withTransaction { transaction in
                    try await transaction.execute("INSERT INTO t VALUES (1)")
                }
            }
            #expect(error?.code == .commitOutcomeUnknown)
            #expect(error?.isRetriable == false)
            #expect(try await direct.query("SELECT a FROM t", as: Int.self) == [1])
            proxy.set(.pass)
            try await pool.withTransaction { _ = try await $0.commit(with: ["INSERT INTO t VALUES (2)"]) }
            #expect(try await direct.query("SELECT a FROM t ORDER BY a", as: Int.self) == [1, 2])
        }
    }

    @Test func `a connection cut before COMMIT reaches the server leaves it unknown, too`() async throws {
        try await self.withProxy { pool, proxy, direct in
            try await pool.withConnection { _ in }
            proxy.set(.cutBefore(Array("COMMIT\0".utf8)))
            let error = await #expect(throws: PostgreSQLError.self) {
                try await pool.withTransaction { _ = try await $0.commit(with: ["INSERT INTO t VALUES (1)"]) }
            }
            #expect(error?.code == .commitOutcomeUnknown)
            #expect(try await direct.query("SELECT a FROM t").isEmpty)
        }
    }

    @Test func `a connection cut before the COMMIT was asked for is only lost`() async throws {
        try await self.withProxy { pool, proxy, direct in
            try await pool.withConnection { _ in }
            proxy.set(.cutBefore(Array("INSERT".utf8)))
            let error = await #expect(throws: PostgreSQLError.self) {
                try await pool.withTransaction { try await $0.execute("INSERT INTO t VALUES (1)") }
            }
            #expect(error?.code == .connectionLost)
            #expect(try await direct.query("SELECT a FROM t").isEmpty)
        }
    }

    @Test func `a network that is silent is a time-out, and the pool recovers`() async throws {
        try await self.withProxy(queryTimeout: .milliseconds(200)) { pool, proxy, _ in
            try await pool.withConnection { _ in }
            proxy.hold()
            let error = await #expect(throws: PostgreSQLError.self) {
                try await pool.withConnection { try await $0.query("SELECT 1") }
            }
            #expect(error?.code == .timedOut)
            proxy.release()
            #expect(try await pool.withConnection { try await $0.query("SELECT 1", as: Int.self) } == [1])
        }
    }

    @Test func `a server that refuses is unreachable until it accepts`() async throws {
        try await self.withProxy { pool, proxy, _ in
            try await pool.withConnection { _ in }
            proxy.set(.refuse)
            while pool.state == .reachable { try await Task.sleep(for: .milliseconds(2)) }
            guard case .unreachable = pool.state else {
                Issue.record("\(pool.state)")
                return
            }
            proxy.set(.pass)
            #expect(try await pool.withConnection { try await $0.query("SELECT 1", as: Int.self) } == [1])
            #expect(pool.state == .reachable)
        }
    }

    @Test func `a late query is ended on the server as well`() async throws {
        let database = try TestDatabase.current
        let (other, connection) = (
            try await database.connect(), try await database.connect(queryTimeout: .milliseconds(100))
        )
        let error = await #expect(throws: PostgreSQLError.self) { try await connection.query("SELECT pg_sleep(50)") }
        #expect(error?.code == .timedOut)
        let after = await #expect(throws: PostgreSQLError.self) { try await connection.query("SELECT 1") }
        #expect(after?.code == .connectionLost)
        while try await other.query(
            """
            SELECT FROM pg_stat_activity
            WHERE state = 'active' AND query LIKE 'SELECT pg_sleep%' AND datname = current_database()
            """
        ).isEmpty == false {
            try await Task.sleep(for: .milliseconds(2))
        }
    }

    @Test func `a cancelled query ends at once, others on the connection are told`() async throws {
        let database = try TestDatabase.current
        let (other, connection) = (try await database.connect(), try await database.connect())
        let sleeping = Task { try await connection.query("SELECT pg_sleep(50)") }
        try await self.waitUntilRunning("SELECT pg_sleep", on: other)
        let behind = Task { try await connection.query("SELECT 'behind'") }
        sleeping.cancel()
        let error = await #expect(throws: PostgreSQLError.self) { try await sleeping.value }
        #expect(error?.code == .queryCancelled)
        let told = await #expect(throws: PostgreSQLError.self) { try await behind.value }
        #expect(told?.code == .connectionLost)
    }
}
