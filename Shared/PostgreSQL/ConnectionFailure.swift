/// Why a connection could not be made, in words that are safe to log.
///
/// libpq's own message may quote the connection string, and the server's is in the server's language; so the message
/// is only recognised, never passed on.
struct ConnectionFailure: Error, Equatable, CustomStringConvertible {
    let description: String
    let code: PostgreSQLError.Code

    /// Recognises libpq's message.
    init(message: String) {
        let known: [(String, String, PostgreSQLError.Code)] = [
            ("Connection refused", "connection refused", .connectionLost),
            ("No such file or directory", "no such socket or file", .connectionLost),
            ("could not translate host name", "host name not found", .connectionLost),
            ("No route to host", "no route to host", .connectionLost),
            ("Network is unreachable", "network unreachable", .connectionLost),
            ("Connection timed out", "timed out", .connectionLost),
            ("too many clients", "too many connections", .tooManyConnections),
            ("too many connections", "too many connections", .tooManyConnections),
            ("connection slots are reserved", "too many connections", .tooManyConnections),
            ("starting up", "the server is starting", .connectionLost),
            ("shutting down", "the server is shutting down", .connectionLost),
            ("recovery mode", "the server is recovering", .connectionLost),
            ("not yet accepting", "the server is starting", .connectionLost),
            ("password authentication failed", "authentication failed", .insufficientPrivilege),
            ("no password supplied", "no password given", .insufficientPrivilege),
            ("no pg_hba.conf entry", "not admitted by pg_hba.conf", .insufficientPrivilege),
            ("authentication failed", "authentication failed", .insufficientPrivilege),
            ("permission denied for database", "no permission for the database", .insufficientPrivilege),
            ("certificate", "TLS: certificate not accepted", .connectionLost),
            ("SSL", "TLS failed", .connectionLost),
            ("role \"", "no such role, or one that may not log in", .insufficientPrivilege),
            ("database \"", "no such database", .other),
            ("invalid connection option", "invalid connection string", .other),
            ("missing \"=\"", "invalid connection string", .other),
            ("invalid URI", "invalid connection string", .other),
            ("server closed the connection", "the server closed the connection", .connectionLost),
        ]
        let found = known.first { message.contains($0.0) }
        self.description = found?.1 ?? "connecting failed"
        self.code = found?.2 ?? .connectionLost
    }
}
