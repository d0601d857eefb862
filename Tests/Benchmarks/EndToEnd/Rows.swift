internal import PostgreSQL

/// What a complaint leaves in each unit's tables, by the database's own counts: the guarantees' rows (journal, keys,
/// look-ups, clocks), which the bare chain does not write.
struct Rows {
    /// Of one unit, so far.
    private struct Count {
        let rows: Int64
        let bytes: Int64
    }

    /// Of one unit, a complaint.
    struct Figures: Encodable {
        let unit: String
        /// Rows inserted, changed and deleted.
        let rows: Double
        /// By which the database grew.
        let bytes: Double
    }

    private let copy: Copy
    private let before: [String: Count]

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
            return Figures(
                unit: unit,
                rows: Double(after.rows - before.rows) / Double(complaints),
                bytes: Double(after.bytes - before.bytes) / Double(complaints)
            )
        }
    }

    private static func counts(_ copy: Copy) async throws -> [String: Count] {
        var counts: [String: Count] = [:]
        for unit in Copy.units {
            let connection = try await copy.connectAsOwner(of: unit)
            let row = try await connection.query(
                """
                SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::int8, pg_database_size(current_database())
                FROM pg_stat_user_tables WHERE schemaname = 'public'
                """,
                as: Int64.self,
                Int64.self
            ).first
            await connection.close()
            counts[unit] = row.map { Count(rows: $0.0, bytes: $0.1) }
        }
        return counts
    }
}
