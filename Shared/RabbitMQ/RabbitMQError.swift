/// An error from the broker or the connection to it. `description` never holds a body, a header or a credential.
public struct RabbitMQError: Error, Sendable {
    /// What went wrong, to switch on.
    public enum Code: String, Sendable {
        /// The URL or another setting can't be used. Won't pass.
        case invalidConfiguration
        /// No connection to the host and port: name, route or listener missing.
        case unreachable
        /// The TLS handshake failed: certificate, name or version.
        case tls
        /// The broker knows neither user nor certificate, or the password is wrong.
        case authenticationRefused
        /// The connection ended.
        case connectionLost
        /// Nothing came from the broker for two heartbeats.
        case heartbeatMissed
        /// The broker did not answer in time.
        case timedOut
        /// 403: no permission; 530: no such virtual host, or not for this user.
        case accessRefused
        /// 404: no such queue or exchange.
        case notFound
        /// 405: another connection owns the queue.
        case resourceLocked
        /// 406: declared differently before, or a rule of the broker broken.
        case preconditionFailed
        /// The broker closed the channel for another reason, see `replyCode`.
        case channelClosed
        /// The broker closed the connection, see `replyCode`.
        case connectionClosed
        /// The broker sent what AMQP 0-9-1 does not allow.
        case protocolViolation
        /// A name, a header table or another value that AMQP 0-9-1 can't carry.
        case notEncodable
        /// `run()` was called twice, or the object was closed.
        case closed
    }

    /// What went wrong.
    public let code: Code
    /// The broker's reply code (AMQP 0-9-1 §1.2), when it gave one.
    public let replyCode: UInt16?
    /// The broker's reply text, when it gave one: names of queues, exchanges and users, never content.
    public let replyText: String?
    /// The error underneath, such as a ``LibraryError``.
    public let cause: (any Error)?
    /// Where: file and line.
    public let location: String

    /// Whether the same call may succeed later.
    public var isRetriable: Bool {
        switch self.code {
        case .unreachable, .connectionLost, .heartbeatMissed, .timedOut, .resourceLocked, .connectionClosed,
            .channelClosed:
            true
        case .invalidConfiguration, .tls, .authenticationRefused, .accessRefused, .notFound, .preconditionFailed,
            .protocolViolation, .notEncodable, .closed:
            false
        }
    }

    init(
        _ code: Code,
        replyCode: UInt16? = nil,
        replyText: String? = nil,
        cause: (any Error)? = nil,
        file: String = #fileID,
        line: Int = #line
    ) {
        self.code = code
        self.replyCode = replyCode
        self.replyText = replyText
        self.cause = cause
        self.location = "\(file):\(line)"
    }
}

extension RabbitMQError: CustomStringConvertible {
    /// Code, reply, cause and place.
    public var description: String {
        var parts = [self.code.rawValue]
        if let replyCode { parts.append("\(replyCode)") }
        if let replyText { parts.append(replyText) }
        if let cause = self.cause as? LibraryError { parts.append(cause.description) }
        return "\(parts.joined(separator: " ")) (\(self.location))"
    }
}

/// A status of librabbitmq.
public struct LibraryError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The negative number, see `amqp_status_enum`.
    public let status: Int32
    /// The library's own words for it.
    public let description: String
}
