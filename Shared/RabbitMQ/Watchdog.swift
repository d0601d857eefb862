internal import CLinux
internal import NIOConcurrencyHelpers
internal import SocketExecutor

/// Ends connections on which a C call is stuck.
///
/// librabbitmq 0.11 has calls that wait without limit: sending while the broker does not read, and receiving once the
/// heartbeat's time has passed. A connection's thread says when its present call must be over; if it is not, this one
/// shuts the socket down, and the call returns with an error.
///
/// Each guard holds a duplicate of the descriptor: librabbitmq may close its own at any time, and a number that was
/// closed may already belong to another connection.
final class Watchdog: Sendable {
    static let shared = Watchdog()

    /// One connection's entry. Its methods may be called from any thread.
    @safe final class Guard: Sendable {
        private struct State {
            var descriptor: Int32
            var deadline: ContinuousClock.Instant?
        }

        private let state: NIOLockedValueBox<State>

        fileprivate init(descriptor: Int32) {
            self.state = NIOLockedValueBox(State(descriptor: linux_duplicate(descriptor)))
        }

        deinit { self.end() }

        /// Runs calls that must be over in time.
        func limit<Result, Failure: Error>(
            to limit: Duration,
            _ body: () throws(Failure) -> Result
        ) throws(Failure) -> Result {
            let deadline = ContinuousClock.now + limit
            self.state.withLockedValue { $0.deadline = deadline }
            defer { self.state.withLockedValue { $0.deadline = nil } }
            return try body()
        }

        /// Ends the connection for both sides; the descriptor stays open.
        func shutDown() {
            self.state.withLockedValue { state in
                if state.descriptor >= 0 { shutdown(state.descriptor, Int32(SHUT_RDWR)) }
            }
        }

        /// Lets the socket go.
        func end() {
            self.state.withLockedValue { state in
                if state.descriptor >= 0 { close(state.descriptor) }
                state.descriptor = -1
            }
        }

        fileprivate func shutDownIfStuck(at now: ContinuousClock.Instant) {
            self.state.withLockedValue { state in
                guard let deadline = state.deadline, deadline <= now, state.descriptor >= 0 else { return }
                shutdown(state.descriptor, Int32(SHUT_RDWR))
            }
        }
    }

    private struct Entry {
        weak var guarded: Guard?
    }

    private let entries = NIOLockedValueBox<[Entry]>([])
    private let patrol = Patrol()

    /// Guards a connection for as long as the result lives.
    func watch(descriptor: Int32) -> Guard {
        let guarded = Guard(descriptor: descriptor)
        let isFirst = self.entries.withLockedValue { entries in
            entries.append(Entry(guarded: guarded))
            return entries.count == 1
        }
        if isFirst {
            Task { await self.patrol.start(self) }
        }
        return guarded
    }

    /// Looks at every connection; false when there is none left.
    fileprivate func look(at now: ContinuousClock.Instant) -> Bool {
        let present = self.entries.withLockedValue { entries in
            entries.removeAll { $0.guarded == nil }
            return entries.compactMap(\.guarded)
        }
        for guarded in present {
            guarded.shutDownIfStuck(at: now)
        }
        return !present.isEmpty
    }

    /// Looks twice a second while there are connections.
    private actor Patrol {
        private let executor = SocketExecutor(name: "amqp watchdog")
        nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe self.executor.asUnownedSerialExecutor() }

        isolated deinit { self.executor.stop() }

        func start(_ watchdog: Watchdog) {
            let now = ContinuousClock.now
            guard watchdog.look(at: now) else { return }
            self.executor.setTimer(deadline: now + .milliseconds(500)) { [weak self] in
                self?.assumeIsolated { $0.start(watchdog) }
            }
        }
    }
}
