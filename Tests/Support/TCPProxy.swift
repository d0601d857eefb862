internal import Glibc
internal import Synchronization

/// A proxy on the loopback that passes bytes on until it is told to cut, freeze or refuse.
///
/// Each connection has a thread; ``stop()`` ends them all.
public final class TCPProxy: Sendable {
    /// What to do with the bytes.
    public enum Rule: Sendable, Equatable {
        /// Pass everything on.
        case pass
        /// Keep connections open and pass nothing on.
        case freeze
        /// Close a connection whose client sends these bytes, without passing them on.
        case cutBefore([UInt8])
        /// Pass these bytes of a client on, wait for the server's answer, throw it away and close the connection.
        case cutInsteadOfAnswer(to: [UInt8])
        /// Close every connection, take no new one.
        case refuse
    }

    /// A socket could not be made.
    public struct Failure: Error {
        /// The C library's number.
        public let errno: Int32
    }

    private struct State {
        var rule = Rule.pass
        var isStopped = false
    }

    /// The port on 127.0.0.1 to connect to.
    public let port: UInt16

    private let upstreamPort: UInt16
    private let listener: Int32
    private let state = Mutex(State())

    /// Starts a proxy on a free port.
    ///
    /// - Parameter upstreamPort: The server's port on 127.0.0.1.
    public init(to upstreamPort: UInt16) throws {
        self.upstreamPort = upstreamPort
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = Self.address(port: 0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                unsafe bind(listener, pointer, length) == 0 && listen(listener, 64) == 0
                    && getsockname(listener, pointer, &length) == 0
            }
        }
        guard listener >= 0, isListening else { throw Failure(errno: errno) }
        self.listener = listener
        self.port = UInt16(bigEndian: address.sin_port)
        self.startThread { $0.acceptUntilStopped() }
    }

    /// Changes what is done with the bytes, also those of open connections.
    public func set(_ rule: Rule) {
        self.state.withLock { $0.rule = rule }
    }

    /// Closes everything.
    public func stop() {
        self.state.withLock { $0.isStopped = true }
    }

    private var current: (rule: Rule, isStopped: Bool) {
        self.state.withLock { ($0.rule, $0.isStopped) }
    }

    private static func address(port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        return address
    }

    private func acceptUntilStopped() {
        defer { close(self.listener) }
        while !self.current.isStopped {
            guard Self.isReady(self.listener, milliseconds: 20) else { continue }
            let client = accept(self.listener, nil, nil)
            guard client >= 0 else { continue }
            if self.current.rule == .refuse {
                close(client)
            } else {
                self.startThread { $0.serve(client) }
            }
        }
    }

    private func serve(_ client: Int32) {
        let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer {
            close(client)
            close(server)
        }
        var address = Self.address(port: self.upstreamPort)
        let isConnected = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                unsafe connect(server, pointer, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isConnected else { return }
        var hidesAnswer = false
        while true {
            let (rule, isStopped) = self.current
            if isStopped || rule == .refuse { return }
            guard rule != .freeze else {
                // On the proxy's own thread: frozen means that nothing is read, so there is nothing to poll for.
                usleep(2_000)
                continue
            }
            // The rule of now: it may have changed while the bytes were awaited.
            if Self.isReady(client, milliseconds: 1), self.current.rule != .freeze {
                let bytes = Self.receive(from: client)
                guard !bytes.isEmpty else { return }
                switch self.current.rule {
                case .cutBefore(let pattern) where Self.find(pattern, in: bytes): return
                case .cutInsteadOfAnswer(let pattern) where Self.find(pattern, in: bytes): hidesAnswer = true
                case .pass, .freeze, .cutBefore, .cutInsteadOfAnswer, .refuse: break
                }
                guard Self.send(bytes, to: server) else { return }
            }
            if Self.isReady(server, milliseconds: 1), self.current.rule != .freeze {
                let bytes = Self.receive(from: server)
                guard !bytes.isEmpty, !hidesAnswer, Self.send(bytes, to: client) else { return }
            }
        }
    }

    private static func find(_ pattern: [UInt8], in bytes: [UInt8]) -> Bool {
        guard !pattern.isEmpty, bytes.count >= pattern.count else { return false }
        return (0...bytes.count - pattern.count).contains { bytes[$0..<$0 + pattern.count].elementsEqual(pattern) }
    }

    private static func isReady(_ socket: Int32, milliseconds: Int32) -> Bool {
        var polled = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
        return unsafe poll(&polled, 1, milliseconds) > 0
    }

    private static func receive(from socket: Int32) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, count in
            count = unsafe max(0, recv(socket, buffer.baseAddress, buffer.count, 0))
        }
    }

    private static func send(_ bytes: [UInt8], to socket: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let sent = unsafe rest.withUnsafeBytes { bytes in
                unsafe Glibc.send(socket, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
            }
            guard sent > 0 else { return false }
            rest = rest.dropFirst(sent)
        }
        return true
    }

    private final class Start {
        let proxy: TCPProxy
        let body: @Sendable (TCPProxy) -> Void

        init(proxy: TCPProxy, body: @escaping @Sendable (TCPProxy) -> Void) {
            self.proxy = proxy
            self.body = body
        }
    }

    private func startThread(_ body: @escaping @Sendable (TCPProxy) -> Void) {
        let context = unsafe Unmanaged.passRetained(Start(proxy: self, body: body)).toOpaque()
        var thread = pthread_t()
        unsafe pthread_create(
            &thread,
            nil,
            { context in
                guard let context = unsafe context else { return nil }
                let start = unsafe Unmanaged<Start>.fromOpaque(context).takeRetainedValue()
                start.body(start.proxy)
                return nil
            },
            context
        )
        pthread_detach(thread)
    }
}
