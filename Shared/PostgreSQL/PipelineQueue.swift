/// What was asked of one connection and not answered yet, in order: the rules of a pipeline without its I/O.
///
/// Each method returns what to do next. Work is sent in the order asked, also while earlier work is unanswered; a
/// script travels alone. Work that uses a text another pipeline is just preparing waits for that answer, because a
/// failed PREPARE would fail it too.
struct PipelineQueue {
    typealias ID = UInt64
    typealias Outcome = Result<[PostgreSQLResult], PostgreSQLError>

    /// What was asked for.
    enum Work: Sendable {
        /// Statements that travel together, one answer.
        case statements([SQL])
        /// Several statements in one text, by the simple protocol.
        case script(String)
    }

    /// One step of a pipeline on the wire.
    enum Step: Equatable {
        case prepare(statement: Int, name: String)
        case execute(statement: Int, name: String)
        case executeUnnamed(statement: Int)
        case synchronize
        case script
    }

    /// What the server answered.
    enum Answer {
        case result(PostgreSQLResult)
        case failure(ServerFailure)
        /// Not run, because a step before it failed.
        case aborted
        /// The end of one step's answers.
        case endOfStep
        case synchronized
        /// COPY, or what else this module does not ask for.
        case unexpected
    }

    /// Work that is over.
    struct Finished {
        let id: ID
        let outcome: Outcome
    }

    /// What to do after an answer.
    enum Reaction {
        case none
        case finish(Finished)
        /// The connection cannot be used any more.
        case close(code: PostgreSQLError.Code, sqlState: String?, reason: String)
    }

    struct Request {
        let id: ID
        let work: Work
        let deadline: ContinuousClock.Instant
        /// Whether the last statement is COMMIT.
        let commits: Bool
        let location: String

        var steps: [Step] = []
        var position = 0
        var hasAnswer = false
        var results: [PostgreSQLResult] = []
        var failure: PostgreSQLError?

        var statementCount: Int {
            if case .statements(let statements) = self.work { statements.count } else { 0 }
        }
    }

    var waiting: [Request] = []
    var sent: [Request] = []
    var cache: StatementCache
    /// A prepared statement was outdated: the connection should not be used for long.
    var isStale = false
    private var lastID: ID = 0

    init(cache: StatementCache = StatementCache()) {
        self.cache = cache
    }

    var isEmpty: Bool { self.waiting.isEmpty && self.sent.isEmpty }
    /// Whether answers are to come.
    var awaitsAnswer: Bool { !self.sent.isEmpty }
    /// When the first of the work asked for is late.
    var deadline: ContinuousClock.Instant? {
        var earliest: ContinuousClock.Instant?
        for request in self.sent { earliest = min(earliest ?? request.deadline, request.deadline) }
        for request in self.waiting { earliest = min(earliest ?? request.deadline, request.deadline) }
        return earliest
    }

    /// An identifier for work to be added.
    mutating func makeID() -> ID {
        self.lastID += 1
        return self.lastID
    }

    /// Adds work.
    mutating func add(
        _ work: Work,
        id: ID,
        deadline: ContinuousClock.Instant,
        commits: Bool = false,
        location: String
    ) {
        self.waiting.append(Request(id: id, work: work, deadline: deadline, commits: commits, location: location))
    }

    /// The work to send now, with its steps, if any may be sent.
    mutating func next() -> Request? {
        guard var request = self.waiting.first else { return nil }
        switch request.work {
        case .script:
            guard self.sent.isEmpty else { return nil }
            request.steps = [.script]
        case .statements(let statements):
            if !self.sent.isEmpty {
                if case .script? = self.sent.last?.work { return nil }
                guard !statements.contains(where: { self.cache.isPreparing($0.text) }) else { return nil }
            }
            request.steps.reserveCapacity(statements.count + 2)
            for (index, statement) in statements.enumerated() {
                switch self.cache.use(statement.text) {
                case .prepared(let name): request.steps.append(.execute(statement: index, name: name))
                case .new(let name):
                    request.steps.append(.prepare(statement: index, name: name))
                    request.steps.append(.execute(statement: index, name: name))
                case .unnamed: request.steps.append(.executeUnnamed(statement: index))
                }
            }
            request.steps.append(.synchronize)
            request.results.reserveCapacity(statements.count)
        }
        self.waiting.removeFirst()
        self.sent.append(request)
        return request
    }

    /// Takes work back that was not sent; nil if it was, or is not known.
    mutating func withdraw(_ id: ID) -> Request? {
        guard let index = self.waiting.firstIndex(where: { $0.id == id }) else { return nil }
        return self.waiting.remove(at: index)
    }

    /// Whether work was sent and is not answered.
    func isSent(_ id: ID) -> Bool {
        self.sent.contains { $0.id == id }
    }

    /// Work that is late: the first one, and whether it was sent.
    func late(at now: ContinuousClock.Instant) -> (id: ID, isSent: Bool)? {
        if let request = self.sent.first(where: { $0.deadline <= now }) { return (request.id, true) }
        if let request = self.waiting.first(where: { $0.deadline <= now }) { return (request.id, false) }
        return nil
    }
}

/// A server's error: what may be known of it.
struct ServerFailure: Sendable, Equatable {
    var sqlState: String
    var constraint: String?
    /// FATAL or PANIC: the server ends the connection.
    var endsConnection = false

    /// libpq's own: the connection was lost, which says nothing about the step it is reported for.
    static let lost = ServerFailure(sqlState: "", endsConnection: true)
}
