internal import CLinux
internal import CRabbitMQ

/// One AMQP 0-9-1 connection with one channel, over librabbitmq. It belongs to one thread at a time: it is not Sendable,
/// so the compiler keeps it with the actor that holds it.
///
/// One channel only: librabbitmq 0.11 loses frames of others when it waits for one channel's
/// (`amqp_simple_wait_frame_on_channel`). Consuming and publishing therefore have a connection each.
@safe final class Link {
    static let channel: amqp_channel_t = 1

    let configuration: RabbitMQConfiguration
    let arena = Arena()
    let watchdog: Watchdog.Guard
    /// The socket, to be watched; it is the library's.
    let descriptor: Int32
    /// The largest frame both sides take.
    let frameMax: Int
    /// The heartbeat agreed upon.
    let heartbeat: Duration

    let state: amqp_connection_state_t
    /// How the message being received begins, until its body is complete.
    var partial: Partial?
    /// Reading may find more than is in the library's buffer: the socket was said to be readable.
    var mayReceive = false
    /// The rest of a body being sent.
    var unsent: (body: [UInt8], offset: Int)?
    var lastExchange = ""
    var lastRoutingKey = ""
    var lastConsumerTag = ""

    struct Partial {
        enum Kind {
            case delivery(consumerTag: String, tag: UInt64, redelivered: Bool)
            case returned(code: UInt16, text: String)
        }
        let kind: Kind
        var content: Incoming.Content
        /// The bytes of the body to come; nil until the header frame.
        var expected: UInt64?
    }

    /// Connects and logs in, waiting at most `connectTimeout` (and as long as the system's resolver takes).
    init(_ configuration: RabbitMQConfiguration) throws(RabbitMQError) {
        guard let state = unsafe amqp_new_connection() else { throw RabbitMQError(.connectionLost) }
        do throws(RabbitMQError) {
            let socket = unsafe try Link.socket(state, configuration)
            var timeout = timeval(configuration.connectTimeout)
            unsafe try Link.check(
                amqp_set_handshake_timeout(state, &timeout),
                otherwise: .invalidConfiguration
            )
            let port = Int32(clamping: configuration.port)
            let opened = unsafe amqp_socket_open_noblock(socket, configuration.host, port, &timeout)
            try Link.check(opened, otherwise: configuration.tls == nil ? .unreachable : .tls)
            let descriptor = unsafe amqp_get_sockfd(state)
            Link.tune(descriptor, configuration)
            let watchdog = Watchdog.shared.watch(descriptor: descriptor)
            try watchdog.limit(to: configuration.connectTimeout * 2) { () throws(RabbitMQError) in
                unsafe try Link.logIn(state, configuration)
                timeout = timeval(configuration.operationTimeout)
                unsafe try Link.check(amqp_set_rpc_timeout(state, &timeout), otherwise: .invalidConfiguration)
                unsafe amqp_channel_open(state, Link.channel)
                unsafe try Link.check(amqp_get_rpc_reply(state), state)
            }
            self.configuration = configuration
            self.watchdog = watchdog
            self.descriptor = descriptor
            self.frameMax = Int(unsafe amqp_get_frame_max(state))
            self.heartbeat = .seconds(unsafe amqp_get_heartbeat(state))
            unsafe self.state = state
        } catch {
            // As in `deinit`: a TLS socket that is freed waits for the peer's goodbye.
            shutdown(unsafe amqp_get_sockfd(state), Int32(SHUT_RDWR))
            unsafe amqp_destroy_connection(state)
            throw error
        }
    }

    /// Ends the connection at once. The broker requeues what was not acknowledged.
    deinit {
        // Shut down first: freeing a TLS socket waits for the peer's goodbye without limit.
        self.watchdog.shutDown()
        unsafe amqp_destroy_connection(self.state)
        self.watchdog.end()
    }

    /// Says goodbye to the broker; waits at most `operationTimeout`. The object is of no use afterwards.
    func close() {
        self.watchdog.limit(to: self.configuration.operationTimeout) {
            _ = unsafe amqp_connection_close(self.state, AMQP_REPLY_SUCCESS)
        }
    }

    /// Calls the broker and waits for its answer.
    func call(_ body: (amqp_connection_state_t) throws(RabbitMQError) -> Void) throws(RabbitMQError) {
        defer { self.arena.reset() }
        try self.watchdog.limit(to: self.configuration.operationTimeout * 2) { () throws(RabbitMQError) in
            unsafe try body(self.state)
            unsafe try Link.check(amqp_get_rpc_reply(self.state), self.state)
        }
    }

    // MARK: Connecting

    private static func socket(
        _ state: amqp_connection_state_t,
        _ configuration: RabbitMQConfiguration
    ) throws(RabbitMQError) -> OpaquePointer {
        guard let tls = configuration.tls else {
            guard let socket = unsafe amqp_tcp_socket_new(state) else { throw RabbitMQError(.connectionLost) }
            return unsafe socket
        }
        guard let socket = unsafe amqp_ssl_socket_new(state) else { throw RabbitMQError(.tls) }
        // Before 0.12 the library takes any version unless told.
        unsafe try check(
            amqp_ssl_socket_set_ssl_versions(socket, AMQP_TLSv1_2, AMQP_TLSvLATEST),
            otherwise: .invalidConfiguration
        )
        unsafe amqp_ssl_socket_set_verify_peer(socket, 1)
        unsafe amqp_ssl_socket_set_verify_hostname(socket, tls.verifyHost ? 1 : 0)
        unsafe try check(
            amqp_ssl_socket_set_cacert(socket, tls.certificateAuthority),
            otherwise: .invalidConfiguration
        )
        if let certificate = tls.clientCertificate, let key = tls.clientKey {
            unsafe try check(amqp_ssl_socket_set_key(socket, certificate, key), otherwise: .invalidConfiguration)
        }
        return unsafe socket
    }

    private static func logIn(
        _ state: amqp_connection_state_t,
        _ configuration: RabbitMQConfiguration
    ) throws(RabbitMQError) {
        let username: String
        let password: String?
        switch configuration.credentials {
        case .plain(let name, let secret): (username, password) = (name, secret)
        case .external(let name): (username, password) = (name, nil)
        }
        let heartbeat = Int32(clamping: max(1, configuration.heartbeat.components.seconds))
        let reply = unsafe rabbitmq_login(
            state,
            configuration.virtualHost,
            65_536,
            min(heartbeat, 65_535),
            configuration.connectionName,
            username,
            password
        )
        do throws(RabbitMQError) {
            unsafe try check(reply, state)
        } catch {
            guard error.replyCode == 403 else { throw error }
            throw RabbitMQError(.authenticationRefused, replyCode: error.replyCode, replyText: error.replyText)
        }
    }

    /// Makes the kernel notice a peer that is gone, whether or not bytes are waiting for it, and gives the send buffer a
    /// size of its own, so that "writable" means room for a burst.
    private static func tune(_ descriptor: Int32, _ configuration: RabbitMQConfiguration) {
        let heartbeat = Int32(clamping: max(1, configuration.heartbeat.components.seconds))
        self.set(descriptor, SOL_SOCKET, SO_KEEPALIVE, 1)
        self.set(descriptor, Int32(IPPROTO_TCP), TCP_KEEPIDLE, heartbeat)
        self.set(descriptor, Int32(IPPROTO_TCP), TCP_KEEPINTVL, max(1, heartbeat / 3))
        self.set(descriptor, Int32(IPPROTO_TCP), TCP_KEEPCNT, 3)
        self.set(descriptor, Int32(IPPROTO_TCP), TCP_USER_TIMEOUT, heartbeat.multipliedSaturating(by: 3_000))
        self.set(descriptor, SOL_SOCKET, SO_SNDBUF, 1 << 20)
    }

    static func set(_ descriptor: Int32, _ level: Int32, _ option: Int32, _ value: Int32) {
        var value = value
        // The connection works without each of these; it is only noticed later when it does not.
        _ = unsafe setsockopt(descriptor, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
    }
}

extension Int32 {
    fileprivate func multipliedSaturating(by factor: Int32) -> Int32 {
        let (product, overflow) = self.multipliedReportingOverflow(by: factor)
        return overflow ? .max : product
    }
}

extension timeval {
    /// A duration, at least a microsecond: zero means "without limit" to some of the library's calls.
    init(_ duration: Duration) {
        let (seconds, attoseconds) = max(duration, .microseconds(1)).components
        self.init(tv_sec: Int(seconds), tv_usec: Int(attoseconds / 1_000_000_000_000))
    }
}
