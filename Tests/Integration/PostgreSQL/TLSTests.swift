import Foundation
import PostgreSQL
import TestSupport
import Testing

/// TLS as the connection string says it: `PKSAI_TEST_CA` signed the server's certificate, made for `localhost` and
/// 127.0.0.1.
@Suite(.freshDatabase, .timeLimit(.minutes(1)))
struct `PostgreSQL over TLS` {
    private func connect(_ parameters: [String: String]) async throws -> PostgreSQLConnection {
        let string = TestDatabase.replacing(parameters, in: try TestDatabase.current.connectionString)
        return try await PostgreSQLConnection.connect(
            to: PostgreSQLConfiguration(connectionString: string, applicationName: "pksai-test")
        )
    }

    private func authority() throws -> String {
        try #require(ProcessInfo.processInfo.environment["PKSAI_TEST_CA"], "PKSAI_TEST_CA is not set")
    }

    @Test func `verify-full with the right authority and name connects, over TLS 1.2 or later`() async throws {
        let connection = try await self.connect([
            "host": "localhost", "sslmode": "verify-full", "sslrootcert": try self.authority(),
        ])
        let found = try await connection.query(
            "SELECT ssl, version FROM pg_stat_ssl WHERE pid = pg_backend_pid()",
            as: Bool.self,
            String.self
        )
        #expect(found.first?.0 == true)
        #expect(["TLSv1.2", "TLSv1.3"].contains(found.first?.1))
        // A pipeline larger than any buffer, through TLS.
        let texts = (0..<200).map { String(repeating: "\($0 % 10)", count: 50_000) }
        let lengths = try await connection.query("SELECT length(t) FROM unnest(\(texts)::text[]) AS t", as: Int.self)
        #expect(lengths == Array(repeating: 50_000, count: 200))
        await connection.close()
    }

    @Test func `verify-full with another authority is refused, and may not be tried in vain for ever`() async throws {
        // The client's own certificate is no authority.
        let other = try #require(ProcessInfo.processInfo.environment["PKSAI_TEST_CLIENT_CERT"])
        let error = await #expect(throws: PostgreSQLError.self) {
            try await self.connect(["host": "localhost", "sslmode": "verify-full", "sslrootcert": other])
        }
        #expect(error?.reason?.contains("certificate") == true, "\(error?.reason ?? "none")")
    }

    @Test func `verify-full refuses a server under another name, verify-ca takes it`() async throws {
        var parameters = [
            "host": "elsewhere.invalid", "hostaddr": "127.0.0.1", "sslmode": "verify-full",
            "sslrootcert": try self.authority(),
        ]
        let error = await #expect(throws: PostgreSQLError.self) { try await self.connect(parameters) }
        #expect(error?.reason?.contains("certificate") == true, "\(error?.reason ?? "none")")
        parameters["sslmode"] = "verify-ca"
        let connection = try await self.connect(parameters)
        #expect(try await connection.query("SELECT 1", as: Int.self) == [1])
        await connection.close()
    }
}
