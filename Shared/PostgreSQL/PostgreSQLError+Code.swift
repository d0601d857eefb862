extension PostgreSQLError {
    /// What kind of error it is: to switch on.
    public enum Code: String, Sendable {
        /// The connection could not be made, or ended before the answer. A transaction was not committed; a pipeline
        /// outside a transaction may have been.
        case connectionLost = "connection lost"
        /// The connection ended between COMMIT and its answer: it may have been committed or not.
        case commitOutcomeUnknown = "commit outcome unknown"
        /// The transaction could not be serialised with others (40001).
        case serialization = "serialization failure"
        /// Two transactions waited for each other (40P01).
        case deadlock = "deadlock"
        /// A lock was not available in time (55P03).
        case lockNotAvailable = "lock not available"
        /// A unique or primary key, or an exclusion constraint (23505, 23P01).
        case uniqueViolation = "unique violation"
        /// A foreign key, or a restricted delete (23503, 23001).
        case foreignKeyViolation = "foreign key violation"
        /// A check constraint (23514).
        case checkViolation = "check violation"
        /// A missing value (23502).
        case notNullViolation = "not null violation"
        /// The schema is not what the program expects: no such table, column, function or type (42P01, 42703, 42883,
        /// 42704).
        case undefinedTable = "undefined object"
        /// The role may not do this (42501).
        case insufficientPrivilege = "insufficient privilege"
        /// Cancelled by the caller's task, an administrator or `statement_timeout` (57014).
        case queryCancelled = "query cancelled"
        /// The answer, or a free connection, did not come in time.
        case timedOut = "timed out"
        /// The server takes no more connections (53300).
        case tooManyConnections = "too many connections"
        /// Disk, memory or another resource of the server is used up (class 53).
        case insufficientResources = "insufficient resources"
        /// A prepared statement is gone or outdated, because the schema changed; the next try prepares it anew.
        case staleStatement = "stale prepared statement"
        /// An answer did not have the expected columns or types.
        case decoding = "decoding"
        /// The pool is closed.
        case poolClosed = "pool closed"
        /// The transaction was used after its end.
        case transactionEnded = "transaction ended"
        /// Anything else: SQLSTATE tells.
        case other = "other"
    }
}

extension PostgreSQLError.Code {
    /// The code of a server's answer.
    ///
    /// - Parameter sqlState: Five characters, PostgreSQL 15 manual, appendix A.
    init(sqlState: String) {
        switch sqlState {
        case "40001": self = .serialization
        case "40P01": self = .deadlock
        case "55P03": self = .lockNotAvailable
        case "23505", "23P01": self = .uniqueViolation
        case "23503", "23001": self = .foreignKeyViolation
        case "23514": self = .checkViolation
        case "23502": self = .notNullViolation
        case "42P01", "42703", "42883", "42704": self = .undefinedTable
        case "42501": self = .insufficientPrivilege
        case "57014": self = .queryCancelled
        case "57P01", "57P02", "57P03", "57P04", "57P05", "25P03": self = .connectionLost
        case "53300": self = .tooManyConnections
        case "26000": self = .staleStatement
        default:
            switch sqlState.prefix(2) {
            case "08": self = .connectionLost
            case "53": self = .insufficientResources
            default: self = .other
            }
        }
    }
}
