internal import Foundation
internal import Glibc

/// A TCP proxy on this machine that loses, delays, cuts or adds bytes when told: for tests of what a network does.
public final class TCPProxy: Sendable {
    /// Which way bytes go.
    public enum Direction: Sendable, CaseIterable {
        /// From the client to the server.
        case toServer
        /// From the server to the client.
        case toClient
    }

    /// What to do with connections and their bytes.
    public enum Rule: Sendable, Equatable {
        /// Pass everything on.
        case pass
        /// Close a connection whose client sends these bytes, without passing them on.
        case cutBefore([UInt8])
        /// Pass these bytes of a client on, wait for the server's answer, throw it away and close the connection.
        case cutInsteadOfAnswer(to: [UInt8])
        /// Pass the first half of whatever comes next on, either way, and close the connection.
        case cutMidway
        /// Close every connection, take no new one.
        case refuse
    }

    /// A socket could not be made.
    public struct Failure: Error {
        /// The C library's number.
        public let errno: Int32
    }

    /// The port on 127.0.0.1 to connect to.
    public let port: Int
    private let listener: Int32
    private let shared = Shared()

    /// Starts a proxy on a free port; ``stop()`` ends it.
    public init(host: String = "127.0.0.1", to port: Int) throws {
        (self.listener, self.port) = try Self.listen()
        let (listener, shared) = (self.listener, self.shared)
        Thread.detachNewThread { Self.accept(from: listener, shared) { Self.connect(host: host, port: port) } }
    }

    /// A port of 127.0.0.1 on which nobody listened a moment ago.
    public static func freePort() throws -> Int {
        let (listener, port) = try Self.listen()
        close(listener)
        return port
    }

    private static func listen() throws -> (listener: Int32, port: Int) {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = unsafe withUnsafeMutablePointer(to: &address) { address in
            unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe bind(listener, address, length) == 0 && Glibc.listen(listener, 64) == 0
                    && getsockname(listener, address, &length) == 0
            }
        }
        guard isListening else { throw Failure(errno: errno) }
        return (listener, Int(UInt16(bigEndian: address.sin_port)))
    }

    /// How many connections were made through it.
    public var connections: Int { self.shared.withLock { $0.connections } }

    /// How many bytes of one direction have come so far.
    public func bytes(_ direction: Direction) -> Int {
        self.shared.withLock { $0.bytes[direction, default: 0] }
    }

    /// Changes what is done with the bytes, also those of open connections.
    public func set(_ rule: Rule) {
        self.shared.withLock { state in
            state.rule = rule
            if rule == .refuse { state.cut() }
        }
    }

    /// Holds bytes back, of one direction or of both: the peer is there, and silent.
    public func hold(_ directions: Direction...) {
        self.shared.withLock { $0.held.formUnion(directions.isEmpty ? Direction.allCases : directions) }
    }

    /// Lets bytes through again, those held back first.
    public func release(_ directions: Direction...) {
        self.shared.withLock { $0.held.subtract(directions.isEmpty ? Direction.allCases : directions) }
    }

    /// Lets bytes wait this long before they are passed on.
    public func delay(_ seconds: Double) { self.shared.withLock { $0.delay = seconds } }

    /// Cuts every connection; new ones are taken.
    public func cut() { self.shared.withLock { $0.cut() } }

    /// Resets every connection: what was on its way is gone, and both ends are told so at once.
    public func reset() { self.shared.withLock { $0.reset() } }

    /// Sends bytes of one's own to every client; between frames if the server is silent.
    public func inject(_ bytes: [UInt8]) {
        self.shared.withLock { state in
            for client in state.clients { unsafe _ = Glibc.send(client, bytes, bytes.count, Int32(MSG_NOSIGNAL)) }
        }
    }

    /// Ends the proxy and its connections.
    public func stop() {
        self.shared.withLock { state in
            state.held = []
            state.isStopped = true
            state.cut()
        }
        shutdown(self.listener, Int32(SHUT_RDWR))
    }

    // MARK: Threads

    private struct State {
        var rule = Rule.pass
        var held: Set<Direction> = []
        var isStopped = false
        var delay = 0.0
        var open: Set<Int32> = []
        var clients: Set<Int32> = []
        /// Servers whose next answer is thrown away, with the connection.
        var silenced: Set<Int32> = []
        /// Connections' ends that are closed by a reset.
        var abandoned: Set<Int32> = []
        /// The sources of the directions that have ended before the other one.
        var halfEnded: Set<Int32> = []
        var connections = 0
        var bytes: [Direction: Int] = [:]

        mutating func cut() {
            for descriptor in self.open { shutdown(descriptor, Int32(SHUT_RDWR)) }
        }

        mutating func reset() {
            for descriptor in self.open {
                var option = linger(l_onoff: 1, l_linger: 0)
                unsafe setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
                // Wakes who reads it and, unlike an end of both ways, tells the peer nothing yet.
                shutdown(descriptor, Int32(SHUT_RD))
            }
            self.abandoned.formUnion(self.open)
        }

        /// How many of the bytes that have come may go on; if not all, the connection is closed.
        mutating func share(of bytes: ArraySlice<UInt8>, _ direction: Direction, _ server: Int32) -> Int {
            if self.silenced.contains(server) && direction == .toClient || self.abandoned.contains(server) { return 0 }
            switch self.rule {
            case .pass: return bytes.count
            case .refuse: return direction == .toClient ? bytes.count : 0
            case .cutMidway: return bytes.count / 2
            case .cutBefore(let pattern):
                return direction == .toServer && TCPProxy.find(pattern, in: Array(bytes)) ? 0 : bytes.count
            case .cutInsteadOfAnswer(let pattern):
                if direction == .toServer, TCPProxy.find(pattern, in: Array(bytes)) { self.silenced.insert(server) }
                return bytes.count
            }
        }
    }

    // @unchecked: `state` is private and only touched with `condition` locked.
    private final class Shared: @unchecked Sendable {
        private var state = State()
        private let condition = NSCondition()

        func withLock<Result>(_ body: (inout State) -> Result) -> Result {
            self.condition.withLock {
                defer { self.condition.broadcast() }
                return body(&self.state)
            }
        }

        func wait(for direction: Direction) {
            self.condition.withLock {
                while self.state.held.contains(direction) { self.condition.wait() }
            }
        }
    }

    private static func accept(from listener: Int32, _ shared: Shared, connect: () -> Int32?) {
        defer { close(listener) }
        while true {
            let client = Glibc.accept(listener, nil, nil)
            if client < 0 { return }
            guard shared.withLock({ $0.rule != .refuse && !$0.isStopped }), let server = connect() else {
                close(client)
                continue
            }
            shared.withLock { state in
                state.open.formUnion([client, server])
                state.clients.insert(client)
                state.connections += 1
                // Told to refuse or stop while it was being made.
                if state.rule == .refuse || state.isStopped { state.cut() }
            }
            Thread.detachNewThread { Self.copy(from: client, to: server, .toServer, shared) }
            Thread.detachNewThread { Self.copy(from: server, to: client, .toClient, shared) }
        }
    }

    private static func copy(from source: Int32, to target: Int32, _ direction: Direction, _ shared: Shared) {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let server = direction == .toServer ? target : source
        while true {
            let count = unsafe recv(source, &buffer, buffer.count, 0)
            if count <= 0 { break }
            shared.withLock { $0.bytes[direction, default: 0] += count }
            shared.wait(for: direction)
            let delay = shared.withLock { $0.delay }
            // A thread of its own for each direction: sleeping holds up nothing else.
            if delay > 0 { Thread.sleep(forTimeInterval: delay) }
            let share = shared.withLock { $0.share(of: buffer[..<count], direction, server) }
            guard Self.send(buffer[..<share], to: target), share == count else { break }
        }
        if !shared.withLock({ $0.abandoned.contains(server) }) {
            shutdown(target, Int32(SHUT_RDWR))
            shutdown(source, Int32(SHUT_RDWR))
        }
        shared.withLock { state in
            // The direction that ends last closes both: a number that was closed may belong to another connection.
            guard state.halfEnded.remove(target) != nil else {
                state.halfEnded.insert(source)
                return
            }
            state.silenced.remove(server)
            for descriptor in [source, target] {
                state.open.remove(descriptor)
                state.abandoned.remove(descriptor)
                state.clients.remove(descriptor)
                close(descriptor)
            }
        }
    }

    private static func send(_ bytes: ArraySlice<UInt8>, to socket: Int32) -> Bool {
        var rest = bytes
        while !rest.isEmpty {
            let sent = unsafe rest.withUnsafeBytes { bytes in
                unsafe Glibc.send(socket, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
            }
            guard sent > 0 else { return false }
            rest = rest.dropFirst(sent)
        }
        return true
    }

    private static func find(_ pattern: [UInt8], in bytes: [UInt8]) -> Bool {
        guard !pattern.isEmpty, bytes.count >= pattern.count else { return false }
        return (0...bytes.count - pattern.count).contains { bytes[$0..<$0 + pattern.count].elementsEqual(pattern) }
    }

    private static func connect(host: String, port: Int) -> Int32? {
        var hints = unsafe addrinfo()
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard unsafe getaddrinfo(host, "\(port)", &hints, &found) == 0, let first = unsafe found else { return nil }
        defer { unsafe freeaddrinfo(first) }
        var next: UnsafeMutablePointer<addrinfo>? = unsafe first
        while let address = unsafe next {
            let descriptor = unsafe socket(address.pointee.ai_family, address.pointee.ai_socktype, 0)
            if unsafe Glibc.connect(descriptor, address.pointee.ai_addr, address.pointee.ai_addrlen) == 0 {
                return descriptor
            }
            close(descriptor)
            unsafe next = address.pointee.ai_next
        }
        return nil
    }
}
