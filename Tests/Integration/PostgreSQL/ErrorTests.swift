import PostgreSQL
import TestSupport
import Testing

/// What errors say, and what they never say.
@Suite(.freshDatabase, .timeLimit(.minutes(1)))
struct ErrorTests {
    private static let schema = """
        CREATE TABLE child (
            nik text CONSTRAINT child_nik_key UNIQUE,
            age integer CONSTRAINT child_age_check CHECK (age < 18),
            name text NOT NULL
        );
        CREATE TABLE visit (nik text CONSTRAINT visit_child_fkey REFERENCES child (nik));
        INSERT INTO child VALUES ('7371000000009001', 9, 'Siti Contoh');
        """

    private static let cases: [(SQL, PostgreSQLError.Code, String, String?)] = [
        (
            "INSERT INTO child VALUES (\("7371000000009001"), \(9), \("Siti Contoh"))", .uniqueViolation, "23505",
            "child_nik_key"
        ),
        (
            "INSERT INTO child VALUES (\("7371000000009002"), \(19), \("Siti Contoh"))", .checkViolation, "23514",
            "child_age_check"
        ),
        ("INSERT INTO child VALUES (\("7371000000009002"), \(9), NULL)", .notNullViolation, "23502", nil),
        ("INSERT INTO visit VALUES (\("7371000000009002"))", .foreignKeyViolation, "23503", "visit_child_fkey"),
        ("SELECT \("7371000000009001")::integer", .other, "22003", nil),
        ("SELECT \("Siti Contoh")::uuid", .other, "22P02", nil),
        ("SELECT * FROM siti_contoh", .undefinedTable, "42P01", nil),
        ("SELECT \("Siti Contoh") FROM", .other, "42601", nil),
    ]

    @Test(arguments: 0..<8)
    func `an error has code, state and constraint, and no value`(number: Int) async throws {
        let (statement, code, state, constraint) = Self.cases[number]
        let connection = try await TestDatabase.current.connect()
        try await connection.executeScript(Self.schema)
        let error = try #require(
            await #expect(throws: PostgreSQLError.self) { try await connection.query(statement) }
        )
        #expect(error.code == code)
        #expect(error.sqlState == state)
        #expect(error.constraint == constraint)
        #expect(error.statementIndex == 0)
        #expect(error.location.contains("ErrorTests.swift:"))
        var dumped = ""
        dump(error, to: &dumped)
        for text in [error.description, "\(error)", String(reflecting: error), dumped] {
            for secret in ["7371000000009", "Siti", "siti", "Contoh", "INSERT", "SELECT"] {
                #expect(!text.contains(secret), "\(secret) in \(text)")
            }
        }
    }

    @Test func `a role without the right is told so`() async throws {
        let connection = try await TestDatabase.current.connect()
        let role = "pksai_test_role_\(UInt32.random(in: 0 ... .max))"
        try await connection.executeScript("CREATE TABLE t (a int); CREATE ROLE \(role)")
        try await connection.execute("SET ROLE \(unescaped: role)")
        let error = await #expect(throws: PostgreSQLError.self) { try await connection.query("SELECT * FROM t") }
        try await connection.executeScript("RESET ROLE; DROP ROLE \(role)")
        #expect(error?.code == .insufficientPrivilege)
        #expect(error?.sqlState == "42501")
    }

    @Test func `two transactions in each other's way are serialization and deadlock errors`() async throws {
        let database = try TestDatabase.current
        let (one, two) = (try await database.connect(), try await database.connect())
        try await one.executeScript("CREATE TABLE t (id int PRIMARY KEY, n int); INSERT INTO t VALUES (1, 0), (2, 0)")
        for connection in [one, two] {
            try await connection.execute("BEGIN ISOLATION LEVEL SERIALIZABLE")
            try await connection.execute("SELECT sum(n) FROM t")
        }
        try await one.execute("UPDATE t SET n = 1 WHERE id = 1")
        try await one.execute("COMMIT")
        let serialization = await #expect(throws: PostgreSQLError.self) {
            try await two.execute("UPDATE t SET n = 2 WHERE id = 1")
        }
        #expect(serialization?.code == .serialization)
        #expect(serialization?.isRetriable == true)
        try await two.execute("ROLLBACK")

        try await one.execute("BEGIN")
        try await two.execute("BEGIN")
        try await one.execute("UPDATE t SET n = 3 WHERE id = 1")
        try await two.execute("UPDATE t SET n = 3 WHERE id = 2")
        let first = Task { try await one.execute("UPDATE t SET n = 4 WHERE id = 2") }
        let second = Task { try await two.execute("UPDATE t SET n = 4 WHERE id = 1") }
        let codes = [await first.result, await second.result].map { result -> PostgreSQLError.Code? in
            if case .failure(let error as PostgreSQLError) = result { error.code } else { nil }
        }
        #expect(codes.filter { $0 == .deadlock }.count == 1)
        #expect(codes.filter { $0 == nil }.count == 1)
    }

    @Test func `notices are dropped and do not disturb`() async throws {
        let connection = try await TestDatabase.current.connect()
        try await connection.executeScript("DO $$ BEGIN RAISE NOTICE 'Siti Contoh'; RAISE WARNING 'Siti'; END $$")
        try await connection.execute("DROP TABLE IF EXISTS no_such")
        #expect(try await connection.query("SELECT 1", as: Int.self) == [1])
    }

    @Test(arguments: [
        ("host=127.0.0.1 port=1 user=u password=rahasia", "connection refused"),
        ("host=no-such-host.invalid user=u password=rahasia", "host name not found"),
        ("host=127.0.0.1 rahasia", "invalid connection string"),
        ("postgresql://u:rahasia@127.0.0.1:1/db?nonsense=1", "invalid connection string"),
    ])
    func `failing to connect says why and not the password`(string: String, reason: String) async throws {
        let error = await #expect(throws: PostgreSQLError.self) {
            try await PostgreSQLConnection.connect(
                to: PostgreSQLConfiguration(connectionString: string, applicationName: "pksai-test")
            )
        }
        #expect(error?.reason?.hasPrefix(reason) == true, "\(error?.reason ?? "none")")
        var dumped = ""
        dump(error, to: &dumped)
        #expect(!dumped.contains("rahasia"))
    }

    @Test func `a database that does not exist is named as the reason`() async throws {
        let string = TestDatabase.replacing(["dbname": "pksai_no_such"], in: try TestDatabase.current.connectionString)
        let error = await #expect(throws: PostgreSQLError.self) {
            try await PostgreSQLConnection.connect(
                to: PostgreSQLConfiguration(connectionString: string, applicationName: "pksai-test")
            )
        }
        #expect(error?.reason?.hasPrefix("no such database") == true)
    }
}
