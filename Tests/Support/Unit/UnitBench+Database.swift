public import Contracts
internal import JSON
public import PostgreSQL
internal import TestSupport
public import Testing
public import Vocabulary

// What a test sees of a unit's database, reached directly and as the superuser. No unit named: the first.
extension UnitBench {
    /// Reads.
    public func query(_ query: SQL, in unit: UnitName? = nil) async throws -> PostgreSQLResult {
        let connection = try await self.database(of: unit ?? self.unit).connect()
        let result = try await connection.query(query)
        await connection.close()
        return result
    }

    /// Changes.
    public func execute(_ statement: SQL, in unit: UnitName? = nil) async throws {
        let connection = try await self.database(of: unit ?? self.unit).connect()
        try await connection.execute(statement)
        await connection.close()
    }

    /// What a query counts.
    public func count(_ query: SQL, in unit: UnitName? = nil) async throws -> Int64 {
        try await self.query(query, in: unit).rows(as: Int64.self).first ?? -1
    }

    /// Expects the query to count so many, now.
    public func expect(
        _ query: SQL,
        in unit: UnitName? = nil,
        is wanted: Int64,
        at place: SourceLocation = #_sourceLocation
    ) async throws {
        let found = try await self.count(query, in: unit)
        #expect(found == wanted, sourceLocation: place)
    }

    /// Looks again and again until the query counts so many; the test's time limit ends a vain wait.
    public func until(_ query: SQL, in unit: UnitName? = nil, is wanted: Int64) async throws {
        let connection = try await self.database(of: unit ?? self.unit).connect()
        while try await connection.query(query).rows(as: Int64.self).first ?? -1 != wanted {
            try Task.checkCancellation()
            await Task.yield()
        }
        await connection.close()
    }

    /// An aggregate as a unit holds it.
    public func state<A: Aggregate>(of type: A.Type, _ id: A.ID, in unit: UnitName? = nil) async throws -> A? {
        let bytes = try await self.query(
            "SELECT state FROM aggregates WHERE kind = \(A.streamKind) AND id = \(id.text)",
            in: unit
        ).rows(as: JSONB.self).first?.bytes
        guard let bytes else { return nil }
        let value = try JSONParser.parse(bytes, limits: JSONLimits(maximumBytes: 64 << 20, maximumDepth: 64))
        return JSONDecoding.decode(type, from: value, mode: .strict).value
    }

    /// Looks again and again until the aggregate is so; the test's time limit ends a vain wait.
    public func until<A: Aggregate>(
        _ type: A.Type,
        _ id: A.ID,
        in unit: UnitName? = nil,
        _ isWanted: (A) -> Bool
    ) async throws -> A {
        while true {
            try Task.checkCancellation()
            if let state = try await self.state(of: type, id, in: unit), isWanted(state) { return state }
            await Task.yield()
        }
    }

    /// Everything a unit's database holds of states, events and look-ups, as text.
    public func everythingStored(in unit: UnitName? = nil) async throws -> String {
        try await self.query(
            """
            SELECT coalesce(string_agg(t, ' '), '') FROM (
                SELECT state::text AS t FROM aggregates UNION ALL SELECT convert_from(body, 'UTF8') FROM journal
                UNION ALL SELECT key || value FROM lookups WHERE value IS NOT NULL) AS texts
            """,
            in: unit
        ).rows(as: String.self).first ?? ""
    }
}
