internal import CLibPQ
internal import NIOConcurrencyHelpers
internal import SocketExecutor

/// One connection to PostgreSQL, on a thread of its own, in libpq's pipeline mode.
///
/// Everything travels in pipelines: however many statements, one round trip. Pipelines asked for while another is
/// unanswered are sent at once and answered in order. Without `BEGIN` a pipeline is one transaction: all of it or
/// nothing.
///
/// `@safe`: `handle` is only touched on this actor's thread.
@safe public actor PostgreSQLConnection {
    /// What a pool must know to give a connection to the next: set on the thread, read anywhere.
    struct Health: Sendable {
        var isOpen = false
        var isIdle = true
        var isStale = false

        /// Open, no transaction, nothing unanswered, nothing outdated.
        var isReusable: Bool { self.isOpen && self.isIdle && !self.isStale }
    }

    enum Phase {
        case new
        case opening(until: ContinuousClock.Instant)
        case open
        case closed
    }

    typealias Outcome = PipelineQueue.Outcome

    let executor: SocketExecutor
    let configuration: PostgreSQLConfiguration
    var handle: OpaquePointer?
    var phase = Phase.new
    var queue = PipelineQueue()
    var waiters: [PipelineQueue.ID: CheckedContinuation<Outcome, Never>] = [:]
    var opener: CheckedContinuation<PostgreSQLError?, Never>?
    var openerLocation = ""
    var closeWaiters: [CheckedContinuation<Void, Never>] = []
    var interest: SocketExecutor.Interest = []
    var alarm: ContinuousClock.Instant?
    nonisolated let health = NIOLockedValueBox(Health())

    /// The connection's own thread.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe self.executor.asUnownedSerialExecutor() }

    init(configuration: PostgreSQLConfiguration) {
        self.configuration = configuration
        self.executor = SocketExecutor(name: "postgresql")
    }

    isolated deinit {
        if let handle = unsafe self.handle { unsafe PQfinish(handle) }
        self.executor.stop()
    }

    /// Connects.
    ///
    /// - Throws: ``PostgreSQLError`` with a reason without secrets, within `connectTimeout`.
    public static func connect(
        to configuration: PostgreSQLConfiguration,
        fileID: String = #fileID,
        line: Int = #line
    ) async throws(PostgreSQLError) -> PostgreSQLConnection {
        let connection = PostgreSQLConnection(configuration: configuration)
        try await connection.open(location: sourceLocation(fileID, line))
        return connection
    }

    /// Runs statements in one round trip.
    ///
    /// - Parameter statements: Any number. Each text is prepared on this connection the first time, in the same round
    ///   trip.
    /// - Returns: One result for each statement.
    /// - Throws: The first statement's error with its index; the statements after it were not run. Cancelled or late
    ///   while unanswered: the connection is closed, because what it would answer next is not known.
    public func pipeline(
        _ statements: [SQL],
        fileID: String = #fileID,
        line: Int = #line
    ) async throws(PostgreSQLError) -> [PostgreSQLResult] {
        try await self.run(.statements(statements), location: sourceLocation(fileID, line))
    }

    /// Runs one statement.
    public func query(
        _ statement: SQL,
        fileID: String = #fileID,
        line: Int = #line
    ) async throws(PostgreSQLError) -> PostgreSQLResult {
        try await self.run(.statements([statement]), location: sourceLocation(fileID, line)).first ?? PostgreSQLResult()
    }

    /// Runs one statement and reads its rows; they are read where the caller runs.
    public nonisolated func query<each Value: PostgreSQLDecodable>(
        _ statement: SQL,
        as types: repeat (each Value).Type,
        fileID: String = #fileID,
        line: Int = #line
    ) async throws(PostgreSQLError) -> [(repeat each Value)] {
        let result = try await self.query(statement, fileID: fileID, line: line)
        return try result.rows(as: repeat each types, fileID: fileID, line: line)
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

    /// Runs many statements in one text, for migrations: by the simple protocol, one transaction unless it says
    /// otherwise.
    ///
    /// - Parameters:
    ///   - sql: Statements separated by semicolons, without values. Never made of input.
    ///   - timeout: Limit of the whole script; nil for the configuration's.
    public func executeScript(
        _ sql: String,
        timeout: Duration? = nil,
        fileID: String = #fileID,
        line: Int = #line
    ) async throws(PostgreSQLError) {
        _ = try await self.run(.script(sql), timeout: timeout, location: sourceLocation(fileID, line))
    }

    /// Closes the connection; what is unanswered fails.
    public func close() {
        self.end(.connectionLost, reason: "closed by this program")
    }

    /// Returns once the connection is closed, by either side.
    func waitUntilClosed() async {
        await withCheckedContinuation { continuation in
            // Only here, see `add`.
            if case .closed = self.phase { return continuation.resume() }
            self.closeWaiters.append(continuation)
        }
    }

    /// Runs work and waits for its answer.
    ///
    /// - Parameters:
    ///   - isCancellable: Whether the task's cancellation interrupts it; COMMIT and ROLLBACK are not interrupted.
    ///   - commits: Whether the last statement is COMMIT.
    func run(
        _ work: PipelineQueue.Work,
        isCancellable: Bool = true,
        commits: Bool = false,
        timeout: Duration? = nil,
        location: String
    ) async throws(PostgreSQLError) -> [PostgreSQLResult] {
        if let problem = work.problem { throw PostgreSQLError(.other, reason: problem, location: location) }
        guard !work.isEmpty else { return [] }
        let id = self.queue.makeID()
        let deadline = ContinuousClock.now.advanced(by: timeout ?? self.configuration.queryTimeout)
        guard isCancellable else {
            return try await self.add(work, id, deadline, isCancellable, commits, location).get()
        }
        return try await withTaskCancellationHandler {
            await self.add(work, id, deadline, isCancellable, commits, location)
        } onCancel: {
            Task { await self.cancel(id) }
        }.get()
    }

    private func add(
        _ work: PipelineQueue.Work,
        _ id: PipelineQueue.ID,
        _ deadline: ContinuousClock.Instant,
        _ isCancellable: Bool,
        _ commits: Bool,
        _ location: String
    ) async -> Outcome {
        await withCheckedContinuation { continuation in
            // Only here: a task that prefers an executor leaves the actor for a moment at each call of its own methods,
            // meanwhile the connection may end, and nobody would be told of work added then.
            guard case .open = self.phase else {
                let error = PostgreSQLError(.connectionLost, reason: "the connection is closed", location: location)
                return continuation.resume(returning: .failure(error))
            }
            guard !isCancellable || !Task.isCancelled else {
                let error = PostgreSQLError(.queryCancelled, cause: CancellationError(), location: location)
                return continuation.resume(returning: .failure(error))
            }
            self.waiters[id] = continuation
            self.queue.add(work, id: id, deadline: deadline, commits: commits, location: location)
            self.pump()
        }
    }
}

extension PipelineQueue.Work {
    /// Why it cannot be sent, if it cannot.
    fileprivate var problem: String? {
        switch self {
        case .statements(let statements): statements.lazy.compactMap(\.problem).first
        case .script(let text): text.utf8.contains(0) ? "a text with NUL" : nil
        }
    }

    fileprivate var isEmpty: Bool {
        switch self {
        case .statements(let statements): statements.isEmpty
        case .script(let text): text.isEmpty
        }
    }
}
