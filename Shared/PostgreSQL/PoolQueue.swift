/// Who has which connection of a pool, and who waits for one: the pool's rules without its I/O.
///
/// The connection used last is given out first, so that unneeded ones stay idle; those who wait are served in order.
struct PoolQueue<Connection: AnyObject> {
    typealias WaiterID = UInt64

    /// What somebody who wants a connection gets.
    enum Admission {
        case take(Connection)
        case wait(WaiterID)
        case closed
    }

    /// What to do with a connection.
    enum Placement {
        case keep
        case hand(WaiterID)
        case close
    }

    private(set) var isClosed = false
    private var idle: [Connection] = []
    private var leased: [Connection] = []
    private var waiting: [WaiterID] = []
    private var lastWaiter: WaiterID = 0

    /// Connections that are open, as far as known.
    var count: Int { self.idle.count + self.leased.count }

    /// Somebody wants a connection.
    ///
    /// - Parameter isUsable: Whether a connection is open: it may have ended since it was put here.
    mutating func admit(where isUsable: (Connection) -> Bool) -> Admission {
        if self.isClosed { return .closed }
        if self.waiting.isEmpty, let index = self.idle.lastIndex(where: isUsable) {
            let connection = self.idle.remove(at: index)
            self.leased.append(connection)
            return .take(connection)
        }
        self.lastWaiter += 1
        self.waiting.append(self.lastWaiter)
        return .wait(self.lastWaiter)
    }

    /// A new connection is there.
    mutating func add(_ connection: Connection) -> Placement {
        self.place(connection)
    }

    /// Somebody gives a connection back.
    mutating func giveBack(_ connection: Connection, isReusable: Bool) -> Placement {
        self.leased.removeAll { $0 === connection }
        guard isReusable else { return .close }
        return self.place(connection)
    }

    /// A connection has ended.
    mutating func remove(_ connection: Connection) {
        self.idle.removeAll { $0 === connection }
        self.leased.removeAll { $0 === connection }
    }

    /// Somebody waits no longer; false if they do not wait, because they have been served.
    mutating func withdraw(_ waiter: WaiterID) -> Bool {
        guard let index = self.waiting.firstIndex(of: waiter) else { return false }
        self.waiting.remove(at: index)
        return true
    }

    /// Ends the pool: who waits is to be told, idle connections are to be closed, lent ones will be when they come
    /// back.
    mutating func close() -> (waiters: [WaiterID], idle: [Connection]) {
        defer {
            self.waiting.removeAll()
            self.idle.removeAll()
        }
        self.isClosed = true
        return (self.waiting, self.idle)
    }

    private mutating func place(_ connection: Connection) -> Placement {
        if self.isClosed { return .close }
        guard let waiter = self.waiting.first else {
            self.idle.append(connection)
            return .keep
        }
        self.waiting.removeFirst()
        self.leased.append(connection)
        return .hand(waiter)
    }
}

/// How long to wait before the next attempt: twice as long each time, shortened by up to a half so that many programs
/// do not come back at once.
struct Backoff {
    private static let shortest = Duration.milliseconds(50)
    private static let longest = Duration.seconds(5)

    private var next = Self.shortest

    /// The next pause.
    mutating func pause(jitter: Double = .random(in: 0.5...1)) -> Duration {
        defer { self.next = min(self.next * 2, Self.longest) }
        return self.next * jitter
    }

    /// An attempt succeeded.
    mutating func reset() {
        self.next = Self.shortest
    }
}

extension PoolQueue: Sendable where Connection: Sendable {}
