/// An error from the database.
///
/// `description` never holds bound values, the server's message, its DETAIL or a password: a unique violation's DETAIL
/// quotes the row, and the row is about a child.
public struct PostgreSQLError: Error, Sendable, CustomStringConvertible {
    /// What kind of error it is.
    public let code: Code
    /// Five characters, when the server answered (PostgreSQL 15 manual, appendix A).
    public let sqlState: String?
    /// The constraint's name, when one was violated.
    public let constraint: String?
    /// Which statement of the pipeline or script failed, from 0; nil if none did by itself.
    public let statementIndex: Int?
    /// A constant text or one made of names from the schema and the configuration; safe to log.
    public let reason: String?
    /// What caused it, such as a decoding problem or a cancellation.
    public let cause: (any Error)?
    /// Where it was asked for: `ReferralService/ReferralStore.swift:31`.
    public let location: String

    init(
        _ code: Code,
        sqlState: String? = nil,
        constraint: String? = nil,
        statementIndex: Int? = nil,
        reason: String? = nil,
        cause: (any Error)? = nil,
        location: String
    ) {
        self.code = code
        self.sqlState = sqlState
        self.constraint = constraint
        self.statementIndex = statementIndex
        self.reason = reason
        self.cause = cause
        self.location = location
    }

    /// Whether the same work may succeed if it is tried again from its beginning.
    ///
    /// False for ``Code/commitOutcomeUnknown``: only work that is recognised when it comes a second time may be retried
    /// after it.
    public var isRetriable: Bool {
        switch self.code {
        case .connectionLost, .serialization, .deadlock, .lockNotAvailable, .staleStatement, .timedOut,
            .tooManyConnections, .insufficientResources:
            true
        case .commitOutcomeUnknown, .uniqueViolation, .foreignKeyViolation, .checkViolation, .notNullViolation,
            .undefinedTable, .insufficientPrivilege, .queryCancelled, .decoding, .poolClosed, .transactionEnded, .other:
            false
        }
    }

    /// Code, SQLSTATE, constraint, statement and place; never a value.
    public var description: String {
        var text = "PostgreSQL: \(self.code.rawValue)"
        if let sqlState { text += " (\(sqlState))" }
        if let constraint { text += ", constraint \(constraint)" }
        if let statementIndex { text += ", statement \(statementIndex)" }
        if let reason { text += ": \(reason)" }
        if let problem = self.cause as? PostgreSQLDecodingError { text += ": \(problem)" }
        return text + " at \(self.location)"
    }

    /// The same error as seen from a longer or shorter list of statements.
    func shiftingStatement(by offset: Int, count: Int) -> PostgreSQLError {
        var index = self.statementIndex.map { $0 + offset }
        if let shifted = index, !(0..<count).contains(shifted) { index = nil }
        return PostgreSQLError(
            self.code,
            sqlState: self.sqlState,
            constraint: self.constraint,
            statementIndex: index,
            reason: self.reason,
            cause: self.cause,
            location: self.location
        )
    }
}

/// Where in the sources something was asked for.
func sourceLocation(_ fileID: String, _ line: Int) -> String { "\(fileID):\(line)" }
