internal import Foundation
internal import Glibc

/// A TCP proxy on this machine that loses, delays or adds bytes when told: for tests of what a network does.
public final class FaultProxy: Sendable {
    /// Which way bytes go.
    public enum Direction: Sendable {
        /// From the client to the server.
        case toServer
        /// From the server to the client.
        case toClient
    }

    /// The port it listens on, at 127.0.0.1.
    public let port: Int
    private let listener: Int32
    private let shared: Shared

    /// Starts a proxy to a server; ``stop()`` ends it.
    public init(host: String, port: Int) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = unsafe withUnsafeMutablePointer(to: &address) { address in
            unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                unsafe bind(listener, address, length) == 0 && listen(listener, 16) == 0
                    && getsockname(listener, address, &length) == 0
            }
        }
        guard isListening else { throw TestBroker.Failure("no port for a proxy") }
        self.listener = listener
        self.port = Int(UInt16(bigEndian: address.sin_port))
        let shared = Shared()
        self.shared = shared
        Thread.detachNewThread {
            while true {
                let client = accept(listener, nil, nil)
                if client < 0 { return }
                guard let server = Self.connect(host: host, port: port) else {
                    close(client)
                    continue
                }
                shared.add(client, server)
                Thread.detachNewThread { Self.copy(from: client, to: server, .toServer, shared) }
                Thread.detachNewThread { Self.copy(from: server, to: client, .toClient, shared) }
            }
        }
    }

    /// How many connections were made through it.
    public var connections: Int { self.shared.withLock { $0.connections } }

    /// How many bytes of one direction have come so far.
    public func bytes(_ direction: Direction) -> Int {
        self.shared.withLock { $0.bytes[direction, default: 0] }
    }

    /// Holds bytes of one direction back: the peer is there, and silent.
    public func hold(_ direction: Direction) {
        self.shared.withLock { _ = $0.held.insert(direction) }
    }

    /// Lets bytes of one direction through again, those held back first.
    public func release(_ direction: Direction) {
        self.shared.withLock { _ = $0.held.remove(direction) }
    }

    /// Cuts every connection.
    public func cut() {
        self.shared.withLock { state in
            for descriptor in state.open { shutdown(descriptor, Int32(SHUT_RDWR)) }
        }
    }

    /// Sends bytes of one's own to every client; between frames if the server is silent.
    public func inject(_ bytes: [UInt8]) {
        self.shared.withLock { state in
            for client in state.clients { unsafe _ = send(client, bytes, bytes.count, Int32(MSG_NOSIGNAL)) }
        }
    }

    /// Ends the proxy and its connections.
    public func stop() {
        shutdown(self.listener, Int32(SHUT_RDWR))
        self.shared.withLock { $0.held = [] }
        self.cut()
    }

    // MARK: Threads

    // Unchecked, and safe: `state` is private and only touched with `condition` locked.
    private final class Shared: @unchecked Sendable {
        struct State {
            var held: Set<Direction> = []
            var open: Set<Int32> = []
            var clients: Set<Int32> = []
            /// The sources of the directions that have ended before the other one.
            var halfEnded: Set<Int32> = []
            var connections = 0
            var bytes: [Direction: Int] = [:]
        }

        // Only touched with `condition` locked.
        private var state = State()
        private let condition = NSCondition()

        func withLock<Result>(_ body: (inout State) -> Result) -> Result {
            self.condition.withLock {
                defer { self.condition.broadcast() }
                return body(&self.state)
            }
        }

        func add(_ client: Int32, _ server: Int32) {
            self.withLock { state in
                state.open.formUnion([client, server])
                state.clients.insert(client)
                state.connections += 1
            }
        }

        func wait(for direction: Direction) {
            self.condition.withLock {
                while self.state.held.contains(direction) { self.condition.wait() }
            }
        }
    }

    private static func copy(from source: Int32, to target: Int32, _ direction: Direction, _ shared: Shared) {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = unsafe recv(source, &buffer, buffer.count, 0)
            if count <= 0 { break }
            shared.withLock { $0.bytes[direction, default: 0] += count }
            shared.wait(for: direction)
            var sent = 0
            while sent < count {
                let written = unsafe buffer.withUnsafeBytes { bytes in
                    unsafe send(
                        target,
                        bytes.baseAddress?.advanced(by: sent),
                        count - sent,
                        Int32(MSG_NOSIGNAL)
                    )
                }
                if written <= 0 { break }
                sent += written
            }
            if sent < count { break }
        }
        shutdown(target, Int32(SHUT_RDWR))
        shutdown(source, Int32(SHUT_RDWR))
        shared.withLock { state in
            // The direction that ends last closes both: a number that was closed may belong to another connection.
            guard state.halfEnded.remove(target) != nil else {
                state.halfEnded.insert(source)
                return
            }
            for descriptor in [source, target] {
                state.open.remove(descriptor)
                state.clients.remove(descriptor)
                close(descriptor)
            }
        }
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
