/// How much a transaction sees of others (PostgreSQL 15 manual, 13.2).
public enum PostgreSQLIsolation: String, Sendable {
    /// Each statement sees what was committed before it.
    case readCommitted = "READ COMMITTED"
    /// All statements see what was committed before the first.
    case repeatableRead = "REPEATABLE READ"
    /// As if transactions ran one after the other; may fail with ``PostgreSQLError/Code/serialization``.
    case serializable = "SERIALIZABLE"
}

/// A transaction on a lent connection. Not sendable: its statements run one after the other.
public final class PostgreSQLTransaction {
    private enum Phase {
        case new
        case open
        case ended
    }

    private let connection: PostgreSQLConnection
    private let isolation: PostgreSQLIsolation
    private var phase = Phase.new

    init(connection: PostgreSQLConnection, isolation: PostgreSQLIsolation) {
        self.connection = connection
        self.isolation = isolation
    }

    /// Runs statements in one round trip; `BEGIN` goes with the first.
    ///
    /// - Returns: One result for each statement.
    /// - Throws: The first statement's error with its index; the transaction can then only be rolled back, or rolled
    ///   back to a savepoint.
    public func pipeline(
        _ statements: [SQL],
        fileID: String = #fileID,
        line: Int = #line
    ) async throws(PostgreSQLError) -> [PostgreSQLResult] {
        guard !statements.isEmpty else { return [] }
        return try await self.send(statements, commits: false, location: sourceLocation(fileID, line))
    }

    /// Runs one statement.
    public func query(
        _ statement: SQL,
        fileID: String = #fileID,
        line: Int = #line
    ) async throws(PostgreSQLError) -> PostgreSQLResult {
        try await self.pipeline([statement], fileID: fileID, line: line).first ?? PostgreSQLResult()
    }

    /// Runs one statement and reads its rows.
    public func query<each Value: PostgreSQLDecodable>(
        _ statement: SQL,
        as types: repeat (each Value).Type,
        fileID: String = #fileID,
        line: Int = #line
    ) async throws(PostgreSQLError) -> [(repeat each Value)] {
        try await self.query(statement, fileID: fileID, line: line)
            .rows(as: repeat each types, fileID: fileID, line: line)
    }

    /// Runs one statement for its effect.
    ///
    /// - Returns: Rows affected.
    @discardableResult
    public func execute(
        _ statement: SQL,
        fileID: String = #fileID,
        line: Int = #line
    ) async throws(PostgreSQLError) -> Int {
        try await self.query(statement, fileID: fileID, line: line).rowsAffected
    }

    /// Commits; the last statements and `COMMIT` travel together, in one round trip. The task's cancellation does not
    /// interrupt it.
    ///
    /// - Returns: One result for each statement given.
    /// - Throws: As ``pipeline(_:fileID:line:)``; nothing is committed then.
    ///   ``PostgreSQLError/Code/commitOutcomeUnknown`` if the connection ended before the answer to `COMMIT`. Code
    ///   `other` with SQLSTATE 25P02 if an earlier error was swallowed: the server answered `COMMIT` with a rollback.
    @discardableResult
    public func commit(
        with statements: [SQL] = [],
        fileID: String = #fileID,
        line: Int = #line
    ) async throws(PostgreSQLError) -> [PostgreSQLResult] {
        if self.phase == .new, statements.isEmpty {
            self.phase = .ended
            return []
        }
        let location = sourceLocation(fileID, line)
        var results = try await self.send(statements + ["COMMIT"], commits: true, location: location)
        self.phase = .ended
        guard results.popLast()?.command == "COMMIT" else {
            throw PostgreSQLError(
                .other,
                sqlState: "25P02",
                reason: "rolled back instead of committed",
                location: location
            )
        }
        return results
    }

    /// Commits unless that was done.
    func finish(fileID: String, line: Int) async throws(PostgreSQLError) {
        guard self.phase != .ended else { return }
        try await self.commit(fileID: fileID, line: line)
    }

    /// Rolls back what is not committed, also when the task is cancelled.
    func rollBack() async {
        guard self.phase == .open else { return }
        self.phase = .ended
        do {
            _ = try await self.connection.run(
                .statements(["ROLLBACK"]),
                isCancellable: false,
                timeout: min(self.connection.configuration.queryTimeout, .seconds(5)),
                location: "PostgreSQLTransaction"
            )
        } catch {
            // The connection is closed, or still in the transaction and hence not used again: the server rolls back.
        }
    }

    private func send(
        _ statements: [SQL],
        commits: Bool,
        location: String
    ) async throws(PostgreSQLError) -> [PostgreSQLResult] {
        guard self.phase != .ended else { throw PostgreSQLError(.transactionEnded, location: location) }
        guard !commits || !Task.isCancelled else {
            throw PostgreSQLError(.queryCancelled, cause: CancellationError(), location: location)
        }
        let begins = self.phase == .new
        let begin: [SQL] = begins ? ["BEGIN ISOLATION LEVEL \(unescaped: self.isolation.rawValue)"] : []
        self.phase = .open
        do {
            let results = try await self.connection.run(
                .statements(begin + statements),
                isCancellable: !commits,
                commits: commits,
                location: location
            )
            return Array(results.dropFirst(begin.count))
        } catch {
            throw error.shiftingStatement(by: -begin.count, count: statements.count)
        }
    }
}
