/// How to reach the broker and how long to wait for it. `description` never holds a credential.
public struct RabbitMQConfiguration: Sendable {
    /// Who the client is.
    public enum Credentials: Sendable {
        /// User and password (SASL PLAIN).
        case plain(username: String, password: String)
        /// The client certificate says who it is (SASL EXTERNAL); `username` is what is asked for.
        case external(username: String)
    }

    /// TLS 1.2 or later. Paths are of PEM files.
    public struct TLS: Sendable {
        /// The authority that signed the broker's certificate.
        public var certificateAuthority: String
        /// The client's certificate.
        public var clientCertificate: String?
        /// The client's key.
        public var clientKey: String?
        /// Whether the certificate must name the host. The chain is always checked. The name must be a DNS name: an IP
        /// address never matches (librabbitmq 0.11).
        public var verifyHost: Bool

        /// Makes TLS settings.
        public init(
            certificateAuthority: String,
            clientCertificate: String? = nil,
            clientKey: String? = nil,
            verifyHost: Bool = true
        ) {
            self.certificateAuthority = certificateAuthority
            self.clientCertificate = clientCertificate
            self.clientKey = clientKey
            self.verifyHost = verifyHost
        }
    }

    /// The broker's DNS name.
    public var host: String
    /// The broker's port.
    public var port: Int
    /// The virtual host.
    public var virtualHost: String
    /// Who the client is.
    public var credentials: Credentials
    /// TLS; nil for a connection in the clear.
    public var tls: TLS?
    /// The name the broker shows for the connection.
    public var connectionName: String
    /// How often each side must be heard from; silence for two of them ends the connection. Whole seconds, at least 1.
    public var heartbeat: Duration
    /// How long connecting and logging in may take.
    public var connectTimeout: Duration
    /// How long a declaration or a subscription may take, and how long one write may be stuck.
    public var operationTimeout: Duration
    /// How long a publish waits for its confirm unless it says otherwise.
    public var confirmTimeout: Duration
    /// How long a publisher that is being shut down waits for outstanding confirms.
    public var closeTimeout: Duration
    /// The first wait before connecting again; doubled each time and spread.
    public var initialBackoff: Duration
    /// The longest wait before connecting again.
    public var maximumBackoff: Duration
    /// How many messages may be written and not yet confirmed.
    public var windowMessages: Int
    /// How many bytes may be written and not yet confirmed; a larger message goes alone.
    public var windowBytes: Int
    /// The largest body taken from the broker.
    public var maximumBodyBytes: Int

    /// Makes a configuration.
    ///
    /// - Parameters:
    ///   - url: `amqp://user:password@host:port/vhost` or `amqps://…`, parts percent-encoded. The port is 5672 or 5671
    ///     if left out, the virtual host `/`.
    ///   - connectionName: The name the broker shows for the connection.
    ///   - tls: Needed for `amqps`.
    ///   - credentials: Replace those of the URL, for SASL EXTERNAL.
    /// - Throws: ``RabbitMQError/Code/invalidConfiguration``.
    /// - Source: RabbitMQ URI specification.
    public init(
        url: String,
        connectionName: String,
        tls: TLS? = nil,
        credentials: Credentials? = nil
    ) throws(RabbitMQError) {
        let parts = try BrokerURL(url)
        guard parts.isSecure == (tls != nil) else {
            throw RabbitMQError(.invalidConfiguration, replyText: "amqps needs TLS settings, and amqp takes none")
        }
        self.init(
            host: parts.host,
            port: parts.port,
            virtualHost: parts.virtualHost,
            credentials: credentials ?? .plain(username: parts.username, password: parts.password),
            tls: tls,
            connectionName: connectionName
        )
    }

    /// Makes a configuration of its parts.
    public init(
        host: String,
        port: Int,
        virtualHost: String,
        credentials: Credentials,
        tls: TLS? = nil,
        connectionName: String
    ) {
        self.host = host
        self.port = port
        self.virtualHost = virtualHost
        self.credentials = credentials
        self.tls = tls
        self.connectionName = connectionName
        self.heartbeat = .seconds(10)
        self.connectTimeout = .seconds(10)
        self.operationTimeout = .seconds(15)
        self.confirmTimeout = .seconds(30)
        self.closeTimeout = .seconds(5)
        self.initialBackoff = .milliseconds(100)
        self.maximumBackoff = .seconds(10)
        self.windowMessages = 512
        self.windowBytes = 1 << 20
        self.maximumBodyBytes = 128 << 20
    }
}

extension RabbitMQConfiguration: CustomStringConvertible, CustomDebugStringConvertible {
    /// Host, port, virtual host and connection name.
    public var description: String {
        "\(self.tls == nil ? "amqp" : "amqps")://\(self.host):\(self.port) \(self.virtualHost) \(self.connectionName)"
    }

    /// The same as `description`: a debugger's view would show the password.
    public var debugDescription: String { self.description }
}
