internal import PostgreSQL

/// What a complaint leaves in each unit's tables, by the database's own counts: the guarantees' rows (journal, keys,
/// look-ups, clocks), which the bare chain does not write.
struct Rows {
    /// Of one table, so far.
    private struct Count {
        let rows: Int64
        let bytes: Int64
    }

    /// Of one unit, a complaint.
    struct Figures: Encodable {
        let unit: String
        /// Rows inserted, changed and deleted.
        let rows: Double
        /// By which its tables grew; what a vacuum took from one meanwhile is not counted against the others.
        let bytes: Double
    }

    private let copy: Copy
    /// Of each unit's tables.
    private let before: [String: [String: Count]]

    /// Begins to count.
    init(_ copy: Copy) async throws {
        self.copy = copy
        self.before = try await Self.counts(copy)
    }

    /// Counts what came since.
    ///
    /// - Parameter complaints: How many were sent meanwhile.
    func figures(complaints: Int) async throws -> [Figures] {
        let after = try await Self.counts(self.copy)
        return Copy.units.compactMap { unit in
            guard let before = self.before[unit], let after = after[unit], complaints > 0 else { return nil }
            let grown = after.map { table, count in
                let old = before[table] ?? Count(rows: 0, bytes: 0)
                return (rows: count.rows - old.rows, bytes: max(0, count.bytes - old.bytes))
            }
            return Figures(
                unit: unit,
                rows: Double(grown.reduce(0) { $0 + $1.rows }) / Double(complaints),
                bytes: Double(grown.reduce(0) { $0 + $1.bytes }) / Double(complaints)
            )
        }
    }

    private static func counts(_ copy: Copy) async throws -> [String: [String: Count]] {
        var counts: [String: [String: Count]] = [:]
        for unit in Copy.units {
            let connection = try await copy.connectAsOwner(of: unit)
            let rows = try await connection.query(
                """
                SELECT relname::text, n_tup_ins + n_tup_upd + n_tup_del, pg_total_relation_size(relid)
                FROM pg_stat_user_tables WHERE schemaname = 'public'
                """,
                as: String.self,
                Int64.self,
                Int64.self
            )
            await connection.close()
            counts[unit] = Dictionary(uniqueKeysWithValues: rows.map { ($0.0, Count(rows: $0.1, bytes: $0.2)) })
        }
        return counts
    }
}
