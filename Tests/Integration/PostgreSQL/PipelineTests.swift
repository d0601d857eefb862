import PostgreSQL
import TestSupport
import Testing

/// Statements that travel together.
@Suite(.freshDatabase, .timeLimit(.minutes(1)))
struct PipelineTests {
    @Test func `a thousand statements are answered in order`() async throws {
        let connection = try await TestDatabase.current.connect()
        let results = try await connection.pipeline((0..<1_000).map { "SELECT \($0)" })
        let numbers: [Int] = try results.flatMap { try $0.rows(as: Int.self) }
        #expect(numbers == Array(0..<1_000))
    }

    @Test func `a pipeline larger than every buffer does not stop`() async throws {
        let connection = try await TestDatabase.current.connect()
        let bytes = [UInt8](repeating: 0x5A, count: 5 << 20)
        let results = try await connection.pipeline((0..<6).map { _ in "SELECT \(bytes)" })
        #expect(try results.allSatisfy { try $0.rows(as: [UInt8].self) == [bytes] })
    }

    @Test func `many pipelines asked for at once are each answered with their own`() async throws {
        let connection = try await TestDatabase.current.connect()
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<200 {
                group.addTask {
                    let results = try await connection.pipeline(["SELECT \(number)", "SELECT \(number) + 1"])
                    return try results.flatMap { try $0.rows(as: Int.self) } == [number, number + 1]
                }
            }
            for try await isRight in group { #expect(isRight) }
        }
    }

    @Test func `each text is prepared once`() async throws {
        let connection = try await TestDatabase.current.connect()
        for number in 0..<5 {
            _ = try await connection.pipeline(["SELECT \(number)", "SELECT \(number), 2", "SELECT \(number)"])
        }
        let prepared = try await connection.query(
            "SELECT statement, count(*) FROM pg_prepared_statements GROUP BY 1 ORDER BY 1",
            as: String.self,
            Int.self
        )
        #expect(prepared.map(\.0).filter { $0.hasPrefix("SELECT $") } == ["SELECT $1", "SELECT $1, 2"])
        #expect(prepared.allSatisfy { $0.1 == 1 })
    }

    @Test func `the first error ends the pipeline and names its statement`() async throws {
        let connection = try await TestDatabase.current.connect()
        try await connection.executeScript("CREATE TABLE t (a integer)")
        for _ in 0..<2 {
            let error = await #expect(throws: PostgreSQLError.self) {
                try await connection.pipeline([
                    "INSERT INTO t VALUES (1)", "SELECT 1", "SELECT 1/\(0)", "INSERT INTO t VALUES (2)",
                    "SELECT no_such",
                ])
            }
            #expect(error?.statementIndex == 2)
            #expect(error?.sqlState == "22012")
            #expect(error?.code == .other)
        }
        // Without BEGIN a pipeline is one transaction: the first INSERT is gone, too.
        #expect(try await connection.query("SELECT count(*) FROM t", as: Int.self) == [0])
    }

    @Test func `a statement that was not prepared because of an earlier error is prepared the next time`() async throws
    {
        let connection = try await TestDatabase.current.connect()
        await #expect(throws: PostgreSQLError.self) {
            try await connection.pipeline(["SELECT 1/\(0)", "SELECT \(1), 'later'"])
        }
        #expect(try await connection.query("SELECT \(1), 'later'", as: Int.self, String.self).map(\.0) == [1])
    }

    @Test func `an error of one pipeline does not touch the next one in flight`() async throws {
        let connection = try await TestDatabase.current.connect()
        let failing = Task { try await connection.pipeline(["SELECT 1/\(0)", "SELECT \(5)"]) }
        let good = Task { try await connection.query("SELECT \(5)", as: Int.self) }
        await #expect(throws: PostgreSQLError.self) { try await failing.value }
        #expect(try await good.value == [5])
    }

    @Test func `a statement whose result changed is retriable and then works`() async throws {
        let connection = try await TestDatabase.current.connect()
        try await connection.executeScript("CREATE TABLE t (a integer); INSERT INTO t VALUES (1)")
        #expect(try await connection.query("SELECT * FROM t", as: Int.self) == [1])
        try await connection.executeScript("ALTER TABLE t ADD COLUMN b text")
        let error = await #expect(throws: PostgreSQLError.self) { try await connection.query("SELECT * FROM t") }
        #expect(error?.code == .staleStatement)
        #expect(error?.isRetriable == true)
        #expect(try await connection.query("SELECT * FROM t", as: Int.self, String?.self).count == 1)
    }

    @Test func `a statement the server forgot is retriable and then works`() async throws {
        let connection = try await TestDatabase.current.connect()
        _ = try await connection.query("SELECT \(1)")
        try await connection.executeScript("DEALLOCATE ALL")
        let error = await #expect(throws: PostgreSQLError.self) { try await connection.query("SELECT \(1)") }
        #expect(error?.code == .staleStatement)
        #expect(try await connection.query("SELECT \(1)", as: Int.self) == [1])
    }

    @Test func `a script runs many statements, all or none`() async throws {
        let connection = try await TestDatabase.current.connect()
        try await connection.executeScript(
            """
            CREATE TABLE t (a integer);
            INSERT INTO t VALUES (1), (2); -- a comment; with a semicolon
            CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS $$ SELECT 1; $$;
            """
        )
        let error = await #expect(throws: PostgreSQLError.self) {
            try await connection.executeScript("INSERT INTO t VALUES (3); INSERT INTO no_such VALUES (1)")
        }
        #expect(error?.code == .undefinedTable)
        #expect(error?.statementIndex == 1)
        #expect(try await connection.query("SELECT a FROM t ORDER BY a", as: Int.self) == [1, 2])
        #expect(try await connection.pipeline([]).isEmpty)
    }

    @Test func `COPY and texts that cannot be sent are refused`() async throws {
        let connection = try await TestDatabase.current.connect()
        for text in ["", "SELECT 1\0"] {
            await #expect(throws: PostgreSQLError.self) { try await connection.query("\(unescaped: text)") }
        }
        #expect(try await connection.query("SELECT 1", as: Int.self) == [1])
        await #expect(throws: PostgreSQLError.self) { try await connection.executeScript("COPY (SELECT 1) TO STDOUT") }
        await #expect(throws: PostgreSQLError.self) { try await connection.query("SELECT 1") }
    }

    @Test func `a batch is inserted by arrays in one statement`() async throws {
        let connection = try await TestDatabase.current.connect()
        try await connection.executeScript("CREATE TABLE t (id bigint PRIMARY KEY, body bytea, note text)")
        let ids = Array(0..<256)
        let bodies = ids.map { [UInt8](repeating: UInt8($0), count: $0) }
        let notes = ids.map { $0.isMultiple(of: 2) ? "even" : nil }
        let statement: SQL = """
            INSERT INTO t SELECT * FROM unnest(\(ids), \(bodies), \(notes)) ON CONFLICT DO NOTHING RETURNING id
            """
        #expect(try await connection.query(statement, as: Int.self) == ids)
        #expect(try await connection.query(statement).isEmpty)
        let rows = try await connection.query("SELECT body, note FROM t ORDER BY id", as: [UInt8].self, String?.self)
        #expect(rows.map(\.0) == bodies)
        #expect(rows.map(\.1) == notes)
        #expect(try await connection.execute("DELETE FROM t WHERE id >= \(100)") == 156)
    }
}
