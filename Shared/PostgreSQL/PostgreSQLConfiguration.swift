/// How to reach a database, and how long to wait for it.
public struct PostgreSQLConfiguration: Sendable {
    /// A libpq connection string: `key=value` pairs or a `postgresql://` URI. TLS is set in it (`sslmode`,
    /// `sslrootcert`). It may hold a password: never log it.
    ///
    /// - Source: PostgreSQL 15 manual, 34.1.1.
    public var connectionString: String
    /// What the server shows for this program in `pg_stat_activity`.
    public var applicationName: String
    /// Connections a pool keeps open; at least 1.
    public var poolSize: Int
    /// How long one attempt to connect may take, over all hosts of the connection string.
    public var connectTimeout: Duration
    /// How long a pipeline may take, from being asked for until the server's last answer.
    public var queryTimeout: Duration
    /// How long to wait for a pool's connection to become free.
    public var waitTimeout: Duration
    /// Parameters of the server for each connection, `plan_cache_mode`; names and values of the program, never input.
    ///
    /// - Source: PostgreSQL 15 manual, 34.1.2, `options`.
    public var settings: [String: String]

    /// Makes a configuration.
    ///
    /// - Parameters:
    ///   - connectionString: libpq's `key=value` pairs or URI.
    ///   - applicationName: What the server shows for this program.
    ///   - poolSize: Connections a pool keeps open; less than 1 counts as 1.
    ///   - connectTimeout: Limit of one attempt to connect.
    ///   - queryTimeout: Limit of one pipeline.
    ///   - waitTimeout: Limit of the wait for a free connection.
    ///   - settings: Parameters of the server; none by default.
    public init(
        connectionString: String,
        applicationName: String,
        poolSize: Int = 4,
        connectTimeout: Duration = .seconds(5),
        queryTimeout: Duration = .seconds(30),
        waitTimeout: Duration = .seconds(10),
        settings: [String: String] = [:]
    ) {
        self.connectionString = connectionString
        self.applicationName = applicationName
        self.poolSize = max(1, poolSize)
        self.connectTimeout = connectTimeout
        self.queryTimeout = queryTimeout
        self.waitTimeout = waitTimeout
        self.settings = settings
    }
}
