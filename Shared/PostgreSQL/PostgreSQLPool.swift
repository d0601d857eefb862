public import Logging
internal import NIOConcurrencyHelpers

/// Connections kept open to one database, lent for as long as a closure runs.
///
/// ``run()`` makes them and replaces those that end; it belongs to the program's service group. Session settings
/// (`SET`, `LISTEN`, temporary tables) go with the connection: use `SET LOCAL` in a transaction.
public final class PostgreSQLPool: Sendable {
    /// Whether the database can be reached.
    public enum State: Sendable, Equatable {
        /// ``run()`` has not made a connection yet.
        case starting
        /// At least one connection is open.
        case reachable
        /// No connection is open; why, in words safe to log and to show.
        case unreachable(reason: String)
        /// ``run()`` has ended.
        case closed
    }

    fileprivate typealias Waiter = CheckedContinuation<Result<PostgreSQLConnection, PostgreSQLError>, Never>

    fileprivate struct Inside: Sendable {
        var queue = PoolQueue<PostgreSQLConnection>()
        var waiters: [UInt64: Waiter] = [:]
        /// Answers for those who are about to wait.
        var early: [UInt64: Result<PostgreSQLConnection, PostgreSQLError>] = [:]
        var failure: PostgreSQLError?
        var wasReachable = false
    }

    private let configuration: PostgreSQLConfiguration
    private let logger: Logger
    private let inside = NIOLockedValueBox(Inside())

    /// Makes a pool; nothing is connected until ``run()``.
    public init(configuration: PostgreSQLConfiguration, logger: Logger) {
        self.configuration = configuration
        self.logger = logger
    }

    /// Whether the database can be reached, for readiness.
    public var state: State {
        self.inside.withLockedValue { inside in
            if inside.queue.isClosed { return .closed }
            if inside.queue.count > 0 { return .reachable }
            if let failure = inside.failure {
                return .unreachable(reason: failure.reason ?? failure.code.rawValue)
            }
            return inside.wasReachable ? .unreachable(reason: "the connection was lost") : .starting
        }
    }

    /// Keeps the connections open until the task is cancelled; then closes them and returns, once lent ones are given
    /// back.
    public func run() async throws {
        await withTaskCancellationHandler {
            await withDiscardingTaskGroup { group in
                for _ in 0..<self.configuration.poolSize {
                    group.addTask { await self.keepOneOpen() }
                }
            }
        } onCancel: {
            self.close()
        }
        self.close()
    }

    /// Lends a connection while the closure runs.
    ///
    /// - Throws: What the closure throws; ``PostgreSQLError/Code/timedOut`` if none became free within `waitTimeout`,
    ///   ``PostgreSQLError/Code/connectionLost`` if none could be made in that time,
    ///   ``PostgreSQLError/Code/poolClosed``.
    public func withConnection<Output>(
        fileID: String = #fileID,
        line: Int = #line,
        _ body: (PostgreSQLConnection) async throws -> Output
    ) async throws -> Output {
        let connection = try await self.borrow(location: sourceLocation(fileID, line))
        defer { self.giveBack(connection) }
        return try await body(connection)
    }

    /// Runs a transaction while the closure runs: committed when it returns, rolled back when it throws.
    ///
    /// `BEGIN` travels with the first statements. ``PostgreSQLTransaction/commit(with:fileID:line:)`` lets `COMMIT`
    /// travel with the last.
    ///
    /// - Throws: What the closure throws, and as ``withConnection(fileID:line:_:)``;
    ///   ``PostgreSQLError/Code/commitOutcomeUnknown`` if the connection ended between `COMMIT` and its answer.
    @discardableResult
    public func withTransaction<Output>(
        isolation: PostgreSQLIsolation = .readCommitted,
        fileID: String = #fileID,
        line: Int = #line,
        _ body: (PostgreSQLTransaction) async throws -> Output
    ) async throws -> Output {
        try await self.withConnection(fileID: fileID, line: line) { connection in
            let transaction = PostgreSQLTransaction(connection: connection, isolation: isolation)
            do {
                let output = try await body(transaction)
                try await transaction.finish(fileID: fileID, line: line)
                return output
            } catch {
                await transaction.rollBack()
                throw error
            }
        }
    }

    // MARK: Lending

    private func borrow(location: String) async throws(PostgreSQLError) -> PostgreSQLConnection {
        guard !Task.isCancelled else {
            throw PostgreSQLError(.queryCancelled, cause: CancellationError(), location: location)
        }
        let admission = self.inside.withLockedValue { inside in
            inside.queue.admit { $0.health.withLockedValue(\.isOpen) }
        }
        switch admission {
        case .take(let connection): return connection
        case .closed: throw PostgreSQLError(.poolClosed, location: location)
        case .wait(let id): return try await self.wait(id, location: location)
        }
    }

    private func wait(_ id: UInt64, location: String) async throws(PostgreSQLError) -> PostgreSQLConnection {
        async let _: Void = self.expire(id, location: location)
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { (waiter: Waiter) in
                let early = self.inside.withLockedValue { inside in
                    let early = inside.early.removeValue(forKey: id)
                    if early == nil { inside.waiters[id] = waiter }
                    return early
                }
                if let early { waiter.resume(returning: early) }
            }
        } onCancel: {
            self.fail(id, PostgreSQLError(.queryCancelled, cause: CancellationError(), location: location))
        }
        return try result.get()
    }

    private func expire(_ id: UInt64, location: String) async {
        do {
            try await Task.sleep(for: self.configuration.waitTimeout)
        } catch {
            return  // Served in time.
        }
        let (isReachable, failure) = self.inside.withLockedValue { ($0.queue.count > 0, $0.failure) }
        let error =
            isReachable
            ? PostgreSQLError(.timedOut, reason: "no connection became free", location: location)
            : PostgreSQLError(
                failure?.code == .tooManyConnections ? .tooManyConnections : .connectionLost,
                reason: failure?.reason ?? "no connection",
                cause: failure,
                location: location
            )
        self.fail(id, error)
    }

    private func fail(_ id: UInt64, _ error: PostgreSQLError) {
        let waiter = self.inside.withLockedValue { inside -> Waiter? in
            guard inside.queue.withdraw(id) else { return nil }
            return inside.take(id, or: .failure(error))
        }
        waiter?.resume(returning: .failure(error))
    }

    private func giveBack(_ connection: PostgreSQLConnection) {
        let isReusable = connection.health.withLockedValue(\.isReusable)
        self.place(connection) { $0.giveBack(connection, isReusable: isReusable) }
    }

    private func place(
        _ connection: PostgreSQLConnection,
        _ decide: (inout PoolQueue<PostgreSQLConnection>) -> PoolQueue<PostgreSQLConnection>.Placement
    ) {
        let (placement, waiter) = self.inside.withLockedValue { inside in
            let placement = decide(&inside.queue)
            guard case .hand(let id) = placement else { return (placement, Waiter?.none) }
            return (placement, inside.take(id, or: .success(connection)))
        }
        waiter?.resume(returning: .success(connection))
        if case .close = placement { Task { await connection.close() } }
    }

    // MARK: Keeping

    private func keepOneOpen() async {
        var backoff = Backoff()
        while !Task.isCancelled {
            do {
                let connection = try await PostgreSQLConnection.connect(to: self.configuration)
                backoff.reset()
                await self.serve(connection)
            } catch {
                self.note(error)
            }
            do {
                try await Task.sleep(for: backoff.pause())
            } catch {
                return  // The program ends.
            }
        }
    }

    /// Offers a connection until it is closed.
    private func serve(_ connection: PostgreSQLConnection) async {
        let isFirst = self.inside.withLockedValue { inside in
            let isFirst = inside.queue.count == 0
            inside.failure = nil
            inside.wasReachable = true
            return isFirst
        }
        if isFirst { self.logger.info("Database reachable") }
        self.place(connection) { $0.add(connection) }
        await connection.waitUntilClosed()
        let isLast = self.inside.withLockedValue { inside in
            inside.queue.remove(connection)
            return inside.queue.count == 0 && !inside.queue.isClosed
        }
        if isLast { self.logger.warning("Database connections lost") }
    }

    private func note(_ error: PostgreSQLError) {
        let isNew = self.inside.withLockedValue { inside in
            let isNew = inside.failure?.reason != error.reason && !inside.queue.isClosed
            inside.failure = error
            return isNew
        }
        guard isNew else { return }
        self.logger.warning(
            "Database not reachable",
            metadata: ["error.code": "\(error.code.rawValue)", "error.reason": "\(error.reason ?? "")"]
        )
    }

    private func close() {
        let (waiters, idle) = self.inside.withLockedValue { inside in
            let (ids, idle) = inside.queue.close()
            let error = PostgreSQLError(.poolClosed, location: "PostgreSQLPool")
            return (ids.compactMap { inside.take($0, or: .failure(error)) }, idle)
        }
        for waiter in waiters {
            waiter.resume(returning: .failure(PostgreSQLError(.poolClosed, location: "PostgreSQLPool")))
        }
        for connection in idle {
            Task { await connection.close() }
        }
    }
}

extension PostgreSQLPool.Inside {
    /// Who waits under this number; if they are only about to wait, the answer is kept for them.
    fileprivate mutating func take(
        _ id: UInt64,
        or answer: Result<PostgreSQLConnection, PostgreSQLError>
    ) -> PostgreSQLPool.Waiter? {
        if let waiter = self.waiters.removeValue(forKey: id) { return waiter }
        self.early[id] = answer
        return nil
    }
}
