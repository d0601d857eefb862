package import Logging
package import PostgreSQL

/// Applies numbered SQL files once, in order, by the owner role, one process at a time.
package struct Migrator: Sendable {
    let migrations: [Migration]
    let logger: Logger

    /// For a unit: the runtime's files and its own.
    package init(_ definition: UnitDefinition, logger: Logger) {
        self.migrations =
            ([
                Migration(1, "runtime", PackageResources.V0001_runtime_sql),
                Migration(2, "watch", PackageResources.V0002_watch_sql),
                Migration(3, "cheaper_writes", PackageResources.V0003_cheaper_writes_sql),
                Migration(4, "measures", PackageResources.V0004_measures_sql),
                Migration(5, "places_of_origins", PackageResources.V0005_places_of_origins_sql),
                Migration(6, "places_left", PackageResources.V0006_places_left_sql),
                Migration(7, "backfills", PackageResources.V0007_backfills_sql),
            ] + definition.migrations)
            .sorted { $0.number < $1.number }
        self.logger = logger
    }

    /// Brings the database up to date.
    ///
    /// - Throws: If the database knows migrations this program doesn't: it is newer.
    package func migrate(_ configuration: PostgreSQLConfiguration) async throws {
        let connection = try await PostgreSQLConnection.connect(to: configuration)
        do {
            // Held until the connection ends.
            try await connection.executeScript("SELECT pg_advisory_lock(7371000)", timeout: Self.limit)
            try await connection.executeScript(
                """
                CREATE TABLE IF NOT EXISTS schema_migrations (
                    number integer PRIMARY KEY, name text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())
                """
            )
            let applied = Set(
                try await connection.query("SELECT number FROM schema_migrations").rows(as: Int32.self).map { Int($0) }
            )
            try self.refuseNewer(applied)
            for migration in self.migrations where !applied.contains(migration.number) {
                try await self.apply(migration, connection)
                self.logger.info(
                    "migration applied",
                    metadata: ["migration.number": "\(migration.number)", "migration.name": "\(migration.name)"]
                )
            }
            try await connection.executeScript(Self.grants)
        } catch {
            await connection.close()
            throw error
        }
        await connection.close()
    }

    /// How long a file may take, on tables that have grown.
    private static let limit = Duration.seconds(3_600)
    private static let attempts = 100

    /// Applies a file in a transaction of its own.
    ///
    /// Instances of the version before go on beside it. What they hold is waited for a moment only, since everybody
    /// queues behind who waits for a table, and then the whole file is tried again.
    private func apply(_ migration: Migration, _ connection: PostgreSQLConnection) async throws {
        for attempt in 1... {
            do {
                try await connection.executeScript(
                    """
                    BEGIN;
                    SET LOCAL lock_timeout = '800ms';
                    \(migration.sql)
                    ;
                    INSERT INTO schema_migrations (number, name) VALUES (\(migration.number), '\(migration.name)');
                    COMMIT
                    """,
                    timeout: Self.limit
                )
                return
            } catch {
                guard error.code == .lockNotAvailable || error.code == .deadlock, attempt < Self.attempts else {
                    throw error
                }
                try await connection.executeScript("ROLLBACK")
                try await Task.sleep(for: .milliseconds(200))
            }
        }
    }

    /// Refuses to run on a schema that isn't this program's.
    func check(_ pool: PostgreSQLPool) async throws {
        let applied = try await pool.withConnection { connection in
            Set(try await connection.query("SELECT number FROM schema_migrations").rows(as: Int32.self).map { Int($0) })
        }
        try self.refuseNewer(applied)
        let missing = self.migrations.map(\.number).filter { !applied.contains($0) }
        guard missing.isEmpty else {
            throw RuntimeError.schema(
                "the database lacks migrations \(missing.map(String.init).joined(separator: ", ")): run `migrate`"
            )
        }
    }

    private func refuseNewer(_ applied: Set<Int>) throws {
        let unknown = applied.subtracting(self.migrations.map(\.number)).sorted()
        guard unknown.isEmpty else {
            throw RuntimeError.schema(
                "the database is newer than this program: it has migrations \(unknown.map(String.init).joined(separator: ", "))"
            )
        }
    }

    /// The runtime role (`<database>_runtime`, if there is one) may add to the journal and never change it.
    private static let grants = """
        DO $$
        DECLARE runtime_role text := regexp_replace(current_user, '_owner$', '') || '_runtime';
        BEGIN
            IF EXISTS (SELECT FROM pg_roles WHERE rolname = runtime_role) THEN
                EXECUTE format('GRANT USAGE ON SCHEMA public TO %I', runtime_role);
                EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO %I', runtime_role);
                EXECUTE format('GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO %I', runtime_role);
                EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON journal, journal_roots, schema_migrations FROM %I', runtime_role);
                EXECUTE format('REVOKE INSERT ON schema_migrations FROM %I', runtime_role);
            END IF;
        END $$
        """
}
