import NIOConcurrencyHelpers

/// Lets routine work yield while urgent work is under way, and take small bites while urgent work keeps coming.
final class UrgentGate: Sendable {
    private struct State {
        var urgent = 0
        var last: ContinuousClock.Instant?
        var waiters: [CheckedContinuation<Void, Never>] = []
    }
    private let state = NIOLockedValueBox(State())
    /// An urgent message seldom comes alone: for so long after one, the next is expected.
    static let alertness = Duration.seconds(2)
    /// How many messages a routine batch has meanwhile. It holds the locks of what it touches, a register's counter among
    /// them, until it commits, and an urgent message may need the same ones.
    static let bite = 12

    /// Whether nothing urgent is under way.
    var isFree: Bool { self.state.withLockedValue { $0.urgent == 0 } }

    /// Whether nothing urgent is under way or was a moment ago.
    private func isCalm(at now: ContinuousClock.Instant) -> Bool {
        self.state.withLockedValue { state in
            guard state.urgent == 0 else { return false }
            return state.last.map { now - $0 > Self.alertness } ?? true
        }
    }

    /// How many messages the next routine batch may have.
    func limit(_ most: Int, at now: ContinuousClock.Instant = .now) -> Int {
        self.isCalm(at: now) ? most : min(most, Self.bite)
    }

    func enter() { self.state.withLockedValue { $0.urgent += 1 } }

    func leave(at now: ContinuousClock.Instant = .now) {
        let waiters = self.state.withLockedValue { state in
            state.urgent -= 1
            state.last = now
            guard state.urgent == 0 else { return [] as [CheckedContinuation<Void, Never>] }
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }

    /// Returns when nothing urgent is under way.
    func yield() async {
        await withCheckedContinuation { continuation in
            let free = self.state.withLockedValue { state in
                guard state.urgent > 0 else { return true }
                state.waiters.append(continuation)
                return false
            }
            if free { continuation.resume() }
        }
    }
}
