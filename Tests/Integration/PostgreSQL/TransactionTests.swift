import PostgreSQL
import TestSupport
import Testing

/// All of it, or nothing.
@Suite(.freshDatabase, .timeLimit(.minutes(1)))
struct TransactionTests {
    private struct Unwell: Error {}

    private func withTable(_ body: @escaping @Sendable (PostgreSQLPool) async throws -> Void) async throws -> [Int] {
        try await withPool(try TestDatabase.current.configuration(poolSize: 1)) { pool in
            try await pool.withConnection { try await $0.executeScript("CREATE TABLE t (a bigint UNIQUE)") }
            try await body(pool)
            return try await pool.withConnection { try await $0.query("SELECT a FROM t ORDER BY a", as: Int.self) }
        }
    }

    @Test func `a closure that returns is committed`() async throws {
        let rows = try await self.withTable { pool in
            try await pool.withTransaction { transaction in
                _ = try await transaction.pipeline(["INSERT INTO t VALUES (1)", "INSERT INTO t VALUES (2)"])
                try await transaction.execute("INSERT INTO t VALUES (3)")
            }
            try await pool.withTransaction { _ in }
        }
        #expect(rows == [1, 2, 3])
    }

    @Test func `a closure that throws is rolled back, and throws what it threw`() async throws {
        let rows = try await self.withTable { pool in
            await #expect(throws: Unwell.self) {
                try await pool.withTransaction { transaction in
                    try await transaction.execute("INSERT INTO t VALUES (1)")
                    throw Unwell()
                }
            }
            let error = await #expect(throws: PostgreSQLError.self) {
                try await pool.withTransaction { transaction in
                    _ = try await transaction.pipeline(["INSERT INTO t VALUES (1)", "INSERT INTO t VALUES (1)"])
                }
            }
            #expect(error?.code == .uniqueViolation)
            #expect(error?.statementIndex == 1)
        }
        #expect(rows.isEmpty)
    }

    @Test func `the last statements travel with COMMIT`() async throws {
        let rows = try await self.withTable { pool in
            try await pool.withTransaction { transaction in
                let results = try await transaction.commit(with: [
                    "INSERT INTO t VALUES (1)", "INSERT INTO t VALUES (2) RETURNING a",
                ])
                #expect(try results.last?.rows(as: Int.self).first == 2)
                #expect(results.count == 2)
                let error = await #expect(throws: PostgreSQLError.self) { try await transaction.query("SELECT 1") }
                #expect(error?.code == .transactionEnded)
            }
            let error = await #expect(throws: PostgreSQLError.self) {
                try await pool.withTransaction { transaction in
                    _ = try await transaction.commit(with: ["INSERT INTO t VALUES (3)", "INSERT INTO t VALUES (1)"])
                }
            }
            #expect(error?.statementIndex == 1)
            #expect(error?.constraint == "t_a_key")
        }
        #expect(rows == [1, 2])
    }

    @Test func `a swallowed error is not a commit`() async throws {
        let rows = try await self.withTable { pool in
            let error = await #expect(throws: PostgreSQLError.self) {
                try await pool.withTransaction { transaction in
                    try await transaction.execute("INSERT INTO t VALUES (1)")
                    await self.insertAgain(transaction)
                }
            }
            #expect(error?.sqlState == "25P02")
        }
        #expect(rows.isEmpty)
    }

    private func insertAgain(_ transaction: PostgreSQLTransaction) async {
        await #expect(throws: PostgreSQLError.self) { try await transaction.execute("INSERT INTO t VALUES (1)") }
    }

    @Test func `a savepoint saves what was before it`() async throws {
        let rows = try await self.withTable { pool in
            try await pool.withTransaction { transaction in
                _ = try await transaction.pipeline(["INSERT INTO t VALUES (1)", "SAVEPOINT one"])
                await self.insertAgain(transaction)
                _ = try await transaction.commit(with: ["ROLLBACK TO SAVEPOINT one", "INSERT INTO t VALUES (2)"])
            }
        }
        #expect(rows == [1, 2])
    }

    @Test func `isolation is as asked`() async throws {
        _ = try await self.withTable { pool in
            for isolation in [PostgreSQLIsolation.readCommitted, .repeatableRead, .serializable] {
                let level = try await pool.withTransaction(isolation: isolation) { transaction in
                    try await transaction.query("SELECT current_setting('transaction_isolation')", as: String.self)
                }
                #expect(level == [isolation.rawValue.lowercased()])
            }
        }
    }

    @Test func `a cancelled task is rolled back and the pool goes on`() async throws {
        let rows = try await self.withTable { pool in
            let task = Task {
                try await pool.withTransaction { transaction in
                    try await transaction.execute("INSERT INTO t VALUES (1)")
                    unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
                    try await transaction.execute("INSERT INTO t VALUES (2)")
                }
            }
            let error = await #expect(throws: PostgreSQLError.self) { try await task.value }
            #expect(error?.code == .queryCancelled)
        }
        #expect(rows.isEmpty)
    }
}
