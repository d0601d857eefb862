internal import Glibc
internal import SocketExecutor
internal import Testing

/// A thread for whole tasks.
@Suite(.timeLimit(.minutes(1)))
struct LaneThreadTests {
    /// The thread and how nice it is.
    private static func here() -> (thread: pthread_t, niceness: Int32) {
        (pthread_self(), getpriority(Int32(PRIO_PROCESS.rawValue), 0))
    }

    @Test(arguments: [LaneThread.Niceness.awaited, .routine])
    func `a task runs on its lane's thread, also after it was elsewhere, and goes second there`(
        niceness: LaneThread.Niceness
    ) async {
        let lane = LaneThread(name: "lane", niceness: niceness)
        defer { lane.stop() }
        let ordinary = Self.here().niceness
        await withTaskGroup(of: Void.self) { group in
            group.addTask(executorPreference: lane) {
                let first = Self.here()
                let other = await Task.detached { Self.here() }.value
                try? await Task.sleep(for: .milliseconds(1))
                let last = Self.here()
                #expect(first.niceness == min(19, ordinary + niceness.rawValue))
                #expect(pthread_equal(first.thread, last.thread) != 0)
                #expect(pthread_equal(first.thread, other.thread) == 0)
                #expect(other.niceness == ordinary)
            }
        }
    }

    @Test func `what was queued before the end still runs`() async {
        let lane = LaneThread(name: "lane")
        let sum = await withTaskGroup(of: Int.self) { group in
            for number in 1...1_000 { group.addTask(executorPreference: lane) { number } }
            return await group.reduce(0, +)
        }
        lane.stop()
        #expect(sum == 500_500)
    }
}
