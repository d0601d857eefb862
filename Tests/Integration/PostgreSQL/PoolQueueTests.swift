@testable import PostgreSQL
import Testing

/// The rules of a pool, step by step, without a server.
struct PoolQueueTests {
    private final class Thing {}

    @Test func `who waits is served in order`() {
        var queue = PoolQueue<Thing>()
        guard case .wait(let first) = queue.admit(where: { _ in true }),
            case .wait(let second) = queue.admit(where: { _ in true })
        else {
            Issue.record("served from nothing")
            return
        }
        let thing = Thing()
        guard case .hand(first) = queue.add(thing), case .hand(second) = queue.giveBack(thing, isReusable: true),
            case .keep = queue.giveBack(thing, isReusable: true)
        else {
            Issue.record("not in order")
            return
        }
        guard case .take(let taken) = queue.admit(where: { _ in true }) else {
            Issue.record("not kept")
            return
        }
        #expect(taken === thing)
        #expect(queue.count == 1)
    }

    @Test func `an ended connection is not given out`() {
        var queue = PoolQueue<Thing>()
        let (good, ended) = (Thing(), Thing())
        _ = queue.add(good)
        _ = queue.add(ended)
        guard case .take(let taken) = queue.admit(where: { $0 !== ended }) else {
            Issue.record("nothing given out")
            return
        }
        #expect(taken === good)
        queue.remove(ended)
        #expect(queue.count == 1)
    }

    @Test func `a connection that cannot be used again is closed`() {
        var queue = PoolQueue<Thing>()
        let thing = Thing()
        _ = queue.add(thing)
        _ = queue.admit(where: { _ in true })
        guard case .close = queue.giveBack(thing, isReusable: false) else {
            Issue.record("kept")
            return
        }
        #expect(queue.count == 0)
    }

    @Test func `who no longer waits is not served`() {
        var queue = PoolQueue<Thing>()
        guard case .wait(let id) = queue.admit(where: { _ in true }) else {
            Issue.record("served from nothing")
            return
        }
        let withdrawals = [queue.withdraw(id), queue.withdraw(id)]
        #expect(withdrawals == [true, false])
        guard case .keep = queue.add(Thing()) else {
            Issue.record("handed to nobody")
            return
        }
    }

    @Test func `a closed pool gives nothing and takes nothing`() {
        var queue = PoolQueue<Thing>()
        let lent = Thing()
        _ = queue.add(lent)
        _ = queue.admit(where: { _ in true })
        guard case .wait(let id) = queue.admit(where: { _ in true }) else {
            Issue.record("served from nothing")
            return
        }
        let (waiters, idle) = queue.close()
        #expect(waiters == [id])
        #expect(idle.isEmpty)
        guard case .closed = queue.admit(where: { _ in true }), case .close = queue.add(Thing()),
            case .close = queue.giveBack(lent, isReusable: true)
        else {
            Issue.record("still open")
            return
        }
    }

    @Test func `pauses double up to five seconds and start again`() {
        var backoff = Backoff()
        let pauses = (0..<9).map { _ in backoff.pause(jitter: 1) }
        #expect(Array(pauses.prefix(3)) == [.milliseconds(50), .milliseconds(100), .milliseconds(200)])
        #expect(pauses.last == .seconds(5))
        backoff.reset()
        let shortest = backoff.pause()
        #expect(shortest >= .milliseconds(25) && shortest <= .milliseconds(50))
    }
}
