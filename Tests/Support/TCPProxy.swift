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
        /// Close a connection whose server says these bytes, without passing them on.
        case cutBeforeAnswer([UInt8])
        /// Pass these bytes of a client on, wait for the server's answer, throw it away and close the connection.
        case cutInsteadOfAnswer(to: [UInt8])
        /// Once a client has sent these, one after the other, nothing more of it gets on, from the first byte of the last of
        /// them; the connection stays open until the client ends it.
        case swallow(from: [[UInt8]])
        /// Pass these of a client on, one after the other; nothing the server says on that connection gets back any more.
        case swallowAnswer(to: [[UInt8]])
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

    /// How many connections were cut, or swallow what is said, because of what they carried.
    public var struck: Int { self.shared.withLock { $0.struck } }

    /// How many connections there are just now.
    public var open: Int { self.shared.withLock { $0.clients.intersection($0.open).count } }

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
        /// Servers to which, and from which, nothing gets through any more.
        var deafened: Set<Int32> = []
        var muted: Set<Int32> = []
        var connections = 0
        var struck = 0
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

        /// How many of the bytes that have come may go on; nil if all. If not all, the connection is closed, unless it is
        /// one that swallows.
        mutating func share(
            of bytes: ArraySlice<UInt8>,
            _ direction: Direction,
            _ server: Int32,
            _ search: inout Search
        ) -> Int? {
            if self.silenced.contains(server) && direction == .toClient {
                self.struck += 1
                return 0
            }
            if self.abandoned.contains(server) || self.swallows(direction, server) { return 0 }
            switch self.rule {
            case .pass: return nil
            case .refuse: return direction == .toClient ? nil : 0
            case .cutMidway:
                self.struck += 1
                return bytes.count / 2
            case .cutBefore(let pattern):
                guard direction == .toServer, search.find([pattern], in: bytes) != nil else { return nil }
                self.struck += 1
                return 0
            case .cutBeforeAnswer(let pattern):
                guard direction == .toClient, search.find([pattern], in: bytes) != nil else { return nil }
                self.struck += 1
                return 0
            case .cutInsteadOfAnswer(let pattern):
                if direction == .toServer, search.find([pattern], in: bytes) != nil { self.silenced.insert(server) }
                return nil
            case .swallow(let patterns):
                guard direction == .toServer, let place = search.find(patterns, in: bytes) else { return nil }
                self.struck += 1
                self.deafened.insert(server)
                return place
            case .swallowAnswer(let patterns):
                guard direction == .toServer, search.find(patterns, in: bytes) != nil else { return nil }
                self.struck += 1
                self.muted.insert(server)
                return nil
            }
        }

        func swallows(_ direction: Direction, _ server: Int32) -> Bool {
            direction == .toServer ? self.deafened.contains(server) : self.muted.contains(server)
        }
    }

    /// Looks for patterns one after the other in bytes that come in pieces. The last may be a statement's text with its
    /// zero byte: then what a client of PostgreSQL prepared it as stands for it too (protocol 3.0, Parse and Bind).
    private struct Search {
        private static let longestName = 16
        private var found = 0
        /// How a Bind of the prepared statement goes: a portal without a name, the statement's name.
        private var bind: [UInt8]?
        /// What a pattern may have begun with.
        private var tail: [UInt8] = []

        /// - Returns: Where in these bytes the last pattern begins, 0 if before them; nil until it is there.
        mutating func find(_ patterns: [[UInt8]], in bytes: ArraySlice<UInt8>) -> Int? {
            let window = self.tail + bytes
            if let last = patterns.last, last.last == 0 { self.learnName(of: last, in: window) }
            var start = 0
            while self.found < patterns.count {
                let pattern = patterns[self.found]
                let isLast = self.found == patterns.count - 1
                let places = [pattern, isLast ? self.bind : nil].compactMap(\.self)
                    .compactMap { Self.place(of: $0, in: window, from: start) }
                guard let place = places.min() else { break }
                if isLast {
                    let before = self.tail.count
                    (self.found, self.tail) = (0, [])
                    return max(0, place - before)
                }
                start = place + pattern.count
                self.found += 1
            }
            let longest = Self.longestName + (patterns.map(\.count).max() ?? 1)
            self.tail = Array(window[max(start, window.count - longest + 1, 0)...])
            return nil
        }

        private mutating func learnName(of statement: [UInt8], in bytes: [UInt8]) {
            guard let place = Self.place(of: [0] + statement, in: bytes, from: 0) else { return }
            let isOfName = { (byte: UInt8) in
                (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F
            }
            let name = bytes[..<place].reversed().prefix(while: isOfName).reversed()
            if !name.isEmpty { self.bind = [0] + name + [0] }
        }

        private static func place(of pattern: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
            guard let first = pattern.first, bytes.count - start >= pattern.count else { return nil }
            return (start...bytes.count - pattern.count).first {
                bytes[$0] == first && bytes[$0..<$0 + pattern.count].elementsEqual(pattern)
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
        var search = Search()
        while true {
            let count = unsafe recv(source, &buffer, buffer.count, 0)
            if count <= 0 { break }
            shared.withLock { $0.bytes[direction, default: 0] += count }
            shared.wait(for: direction)
            let delay = shared.withLock { $0.delay }
            // A thread of its own for each direction: sleeping holds up nothing else.
            if delay > 0 { Thread.sleep(forTimeInterval: delay) }
            let (share, isOpen) = shared.withLock { state in
                let share = state.share(of: buffer[..<count], direction, server, &search)
                return (share ?? count, share == nil || state.swallows(direction, server))
            }
            guard Self.send(buffer[..<share], to: target), isOpen else { break }
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
            state.deafened.remove(server)
            state.muted.remove(server)
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
