internal import PostgreSQL

/// Makes the databases as large as they are after years.
struct Filling {
    let copy: Copy

    /// Adds rows of streams of their own to each journal of the chain, with bodies as its other rows have. They are in no
    /// root: this copy's audit does not hold any more.
    func fillJournals(_ rows: Int) async throws {
        for unit in Copy.units.prefix(3) {
            let connection = try await self.copy.connectAsOwner(of: unit)
            _ = try await connection.pipeline([
                """
                INSERT INTO journal (stream, version, type, body, cause, at)
                SELECT 'benchmark/' || number, 1, 'benchmark_filled', convert_to(repeat(md5(number::text), 16), 'UTF8'),
                    'benchmark', now() - number * interval '1 minute'
                FROM generate_series(1, \(Int64(rows))) AS number
                """,
                "ANALYZE journal",
            ])
            await connection.close()
        }
    }
}

extension Copy {
    /// Connects as the role that may make tables.
    func connectAsOwner(of unit: String) async throws -> PostgreSQLConnection {
        try await PostgreSQLConnection.connect(
            to: PostgreSQLConfiguration(
                connectionString: try self.ownerDatabase(of: unit),
                applicationName: "benchmark"
            )
        )
    }
}
