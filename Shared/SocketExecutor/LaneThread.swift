internal import CLinux
internal import NIOConcurrencyHelpers

/// A thread that runs whole tasks and lets other threads go first.
///
/// A task preferred to run here (`addTask(executorPreference:)`) runs nowhere else, but for actors with executors of
/// their own. The thread is nicer than the rest of the process, so that where processors are short whoever is woken
/// meanwhile does not wait for the end of its time slice.
///
/// The thread starts at once and ends after ``stop()``; it keeps the executor alive while it runs.
///
/// ## Thread safety
/// `jobs` and `isStopping` are only touched while `lock` is held; `lock` has the value 1 when there is something to do.
@safe public final class LaneThread: TaskExecutor {
    /// How much nicer than the rest of the process a thread is, as nice(2) counts: five steps are a third of the weight.
    public enum Niceness: Int32, Sendable {
        /// Somebody waits for what it does, but nobody's safety does: a third.
        case awaited = 5
        /// Nobody waits: a tenth.
        case routine = 10
    }

    private let lock = ConditionLock(value: 0)
    private nonisolated(unsafe) var jobs: [UnownedJob] = []
    private nonisolated(unsafe) var isStopping = false

    /// Starts the thread.
    ///
    /// - Parameters:
    ///   - name: Its name as tools show it; the kernel keeps the first 15 bytes.
    ///   - niceness: Who goes first.
    public init(name: String, niceness: Niceness = .routine) {
        DetachedThread.start(name) {
            // Linux: of this thread alone.
            _ = nice(niceness.rawValue)
            self.run()
        }
    }

    /// Queues a job. Called by the Swift runtime.
    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        self.lock.lock()
        unsafe self.jobs.append(job)
        self.lock.unlock(withValue: 1)
    }

    /// Ends the thread once the queued jobs have run. Nothing may be queued afterwards.
    public func stop() {
        self.lock.lock()
        unsafe self.isStopping = true
        self.lock.unlock(withValue: 1)
    }

    private func run() {
        var jobs: [UnownedJob] = []
        var goesOn = true
        while goesOn {
            self.lock.lock(whenValue: 1)
            unsafe swap(&self.jobs, &jobs)
            goesOn = unsafe !self.isStopping || !jobs.isEmpty
            self.lock.unlock(withValue: unsafe self.isStopping ? 1 : 0)
            for job in jobs { unsafe job.runSynchronously(on: self.asUnownedTaskExecutor()) }
            jobs.removeAll(keepingCapacity: true)
        }
    }
}
