import PostgreSQL
import Vocabulary

/// Aggregates' states, read a few at a time: what is in memory at once goes by what is made of them, not by how many
/// there are or how large they grew.
struct StateReading {
    /// What is read at once, in bytes as they are stored; a larger state is read alone.
    static let bytes = 256 << 10
    let kind: String
    var condition: SQL
    var order: SQL = "id"
    var limit: Int?

    /// Ids of rows not read yet, in order, and how large their states are.
    typealias Rest = ArraySlice<(id: String, bytes: Int64)>

    /// The rows' ids in order and how large their states are, and the states of the first of them.
    var first: SQL {
        // The kind as it is, so that a slice's index serves it.
        let all: SQL = """
            SELECT id, state, pg_column_size(state)::int8 AS bytes FROM aggregates
            WHERE kind = '\(unescaped: self.kind)' AND (\(self.condition)) ORDER BY \(self.order)
            """
        let some: SQL = self.limit.map { "\(all) LIMIT \($0)" } ?? all
        return """
            SELECT id, bytes, CASE WHEN sum(bytes) OVER (ROWS UNBOUNDED PRECEDING) <= \(Self.bytes) THEN state END
            FROM (\(some)) AS aggregates
            """
    }

    /// What ``first`` came to.
    ///
    /// - Parameter take: Whether to go on.
    /// - Returns: What is not read yet.
    static func begin(_ result: PostgreSQLResult, _ take: (JSONB) throws -> Bool) throws -> Rest {
        var rest: Rest = []
        for (id, bytes, state) in try result.rows(as: String.self, Int64.self, JSONB?.self) {
            if let state {
                guard try take(state) else { return [] }
            } else {
                rest.append((id, bytes))
            }
        }
        return rest
    }

    /// Reads what ``first`` left.
    static func go(
        on rest: Rest,
        kind: String,
        _ query: (SQL) async throws -> PostgreSQLResult,
        _ take: (JSONB) throws -> Bool
    ) async throws {
        var rest = rest
        while !rest.isEmpty {
            let ids = Self.cut(&rest)
            let states = try await query(
                """
                SELECT a.state FROM unnest(\(ids)::text[]) WITH ORDINALITY AS k(id, place)
                JOIN aggregates a ON a.kind = \(kind) AND a.id = k.id ORDER BY k.place
                """
            ).rows(as: JSONB.self)
            for state in states { guard try take(state) else { return } }
        }
    }

    /// Hands over each state in order, until told that it is enough.
    func run(_ query: (SQL) async throws -> PostgreSQLResult, _ take: (JSONB) throws -> Bool) async throws {
        let rest = try Self.begin(try await query(self.first), take)
        try await Self.go(on: rest, kind: self.kind, query, take)
    }

    /// Takes from the front what is read at once.
    static func cut(_ rest: inout Rest) -> [String] {
        var (ids, bytes): ([String], Int64) = ([], 0)
        while let next = rest.first, ids.isEmpty || bytes + next.bytes <= Int64(Self.bytes) {
            ids.append(next.id)
            bytes += next.bytes
            rest.removeFirst()
        }
        return ids
    }
}
