internal import CLinux
internal import NIOConcurrencyHelpers

/// A thread that runs one actor's jobs and watches that actor's socket.
///
/// A connection handle of a C library belongs to one thread. An actor whose `unownedExecutor` is a `SocketExecutor`
/// runs all its code on that thread, so the compiler's isolation check is the proof that nobody else touches the handle:
/// ```swift
/// public actor Connection {
///     private let executor = SocketExecutor(name: "connection")
///     public nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe self.executor.asUnownedSerialExecutor() }
///     isolated deinit { self.executor.stop() }
/// }
/// ```
/// The loop runs what is queued, looks at the socket and the timer, and waits in poll(2) for a job, the socket or the
/// timer; it never sleeps for a length of time. Jobs waiting do not keep the socket from being looked at.
///
/// The thread starts with the first job and ends after ``stop()``. It keeps the executor alive while it runs, so an
/// executor that is never stopped is never freed. A job that arrives after the end is not lost: it gets a thread of its
/// own for as long as there are jobs.
///
/// ## Thread safety
/// - The queue, the flags and the thread's identity are in one lock (`state`).
/// - At most one thread runs the loop: `state.isRunning` is set by whoever starts it, and cleared by the loop in the same
///   critical section that found the queue empty. The next thread starts from a later critical section, so everything
///   the one before did happened before it.
/// - `descriptor`, `interest`, `onReady`, `deadline` and `onFire` are touched only by the loop and by the methods that
///   refuse to run off the thread, hence by one thread at a time.
/// - `event` is an immutable file descriptor, closed when the last reference goes; the loop holds one.
@safe public final class SocketExecutor: SerialExecutor {
    /// What to wait for on the descriptor.
    public struct Interest: OptionSet, Sendable {
        /// The bits of the set.
        public let rawValue: UInt8

        /// The descriptor can be read, or has ended.
        public static let read = Interest(rawValue: 1)
        /// The descriptor can be written.
        public static let write = Interest(rawValue: 2)

        /// Makes a set of its bits.
        public init(rawValue: UInt8) {
            self.rawValue = rawValue
        }
    }

    private struct State {
        var jobs: [UnownedJob] = []
        var thread: pthread_t?
        var isRunning = false
        var isStopping = false
        /// The loop is in poll(2), or about to be, and needs a wake.
        var isWaiting = false
    }

    private let name: String
    private let event: Int32
    private let state = NIOLockedValueBox(State())

    // Touched on the thread only, see above.
    private nonisolated(unsafe) var descriptor: Int32 = -1
    private nonisolated(unsafe) var interest: Interest = []
    private nonisolated(unsafe) var onReady: (() -> Void)?
    private nonisolated(unsafe) var deadline: ContinuousClock.Instant?
    private nonisolated(unsafe) var onFire: (() -> Void)?

    /// Makes an executor; its thread starts with the first job.
    ///
    /// - Parameter name: The thread's name as tools show it; the kernel keeps the first 15 bytes.
    public init(name: String) {
        self.name = name
        self.event = eventfd(0, Int32(EFD_CLOEXEC) | Int32(EFD_NONBLOCK))
        precondition(self.event >= 0, "no file descriptor left for an eventfd")
    }

    deinit {
        close(self.event)
    }

    // MARK: Any thread

    /// Queues a job. Called by the Swift runtime.
    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let (mustStart, mustWake) = self.state.withLockedValue { state in
            state.jobs.append(job)
            let mustStart = !state.isRunning
            let mustWake = state.isWaiting
            state.isRunning = true
            state.isWaiting = false
            return (mustStart, mustWake)
        }
        if mustStart {
            self.start()
        } else if mustWake {
            self.wake()
        }
    }

    /// The executor as an actor's `unownedExecutor` returns it.
    public func asUnownedSerialExecutor() -> UnownedSerialExecutor {
        unsafe UnownedSerialExecutor(ordinary: self)
    }

    /// Whether the caller runs on this executor's thread.
    public var isOnThread: Bool {
        let thread = self.state.withLockedValue { $0.thread }
        guard let thread else { return false }
        return pthread_equal(thread, pthread_self()) != 0
    }

    /// Stops the program unless the caller runs on this executor's thread. Called by the Swift runtime.
    public func checkIsolated() {
        precondition(self.isOnThread, "not on the executor's thread")
    }

    /// Whether the caller runs on this executor's thread. Called by the Swift runtime.
    public func isIsolatingCurrentContext() -> Bool? {
        self.isOnThread
    }

    /// Ends the thread once the queued jobs have run. May be called from any thread and more than once.
    public func stop() {
        let mustWake = self.state.withLockedValue { state in
            let mustWake = state.isWaiting
            state.isStopping = true
            state.isWaiting = false
            return mustWake
        }
        if mustWake {
            self.wake()
        }
    }

    // MARK: On the thread only

    /// Watches a descriptor, replacing the one watched before.
    ///
    /// `onReady` is called on the thread each time the descriptor is ready or has failed (`POLLERR`, `POLLHUP`), until it
    /// is unwatched: whoever finds it ended must ``unwatch()``.
    ///
    /// - Parameters:
    ///   - descriptor: An open file descriptor; unwatch it before closing it.
    ///   - interest: What to wait for; nothing is reported while it is empty.
    ///   - onReady: Runs on the thread; may call any method of the executor. Capture the actor weakly.
    public func watch(descriptor: Int32, for interest: Interest, onReady: @escaping () -> Void) {
        self.checkIsolated()
        unsafe self.descriptor = descriptor
        unsafe self.interest = interest
        unsafe self.onReady = onReady
    }

    /// Changes what the watched descriptor is watched for.
    public func setInterest(_ interest: Interest) {
        self.checkIsolated()
        unsafe self.interest = interest
    }

    /// Forgets the watched descriptor.
    public func unwatch() {
        self.checkIsolated()
        unsafe self.descriptor = -1
        unsafe self.interest = []
        unsafe self.onReady = nil
    }

    /// Sets the one timer, replacing the one before.
    ///
    /// - Parameters:
    ///   - deadline: When to fire, once; nil for never. A deadline passed fires at once.
    ///   - onFire: Runs on the thread; may set the timer again. Capture the actor weakly.
    public func setTimer(deadline: ContinuousClock.Instant?, onFire: @escaping () -> Void) {
        self.checkIsolated()
        unsafe self.deadline = deadline
        unsafe self.onFire = deadline == nil ? nil : onFire
    }

    // MARK: The loop

    private func start() {
        DetachedThread.start(self.name) { self.run() }
    }

    private func run() {
        self.state.withLockedValue { $0.thread = pthread_self() }
        var jobs: [UnownedJob] = []
        while self.take(&jobs) {
            for job in jobs {
                unsafe job.runSynchronously(on: self.asUnownedSerialExecutor())
            }
            let isIdle = jobs.isEmpty
            jobs.removeAll(keepingCapacity: true)
            self.poll(mayWait: isIdle)
            self.fireIfDue()
        }
    }

    /// Takes the queued jobs; false when there are none and there is no more to wait for.
    private func take(_ jobs: inout [UnownedJob]) -> Bool {
        let goesOn = self.state.withLockedValue { state in
            swap(&state.jobs, &jobs)
            guard jobs.isEmpty else { return true }
            if state.isStopping {
                return false
            }
            state.isWaiting = true
            return true
        }
        guard !goesOn else { return true }
        // What the callbacks hold may, by being freed, queue more: let go before the thread says that it has ended.
        self.unwatch()
        self.setTimer(deadline: nil) {}
        let ended = self.state.withLockedValue { state in
            guard state.jobs.isEmpty else { return false }
            state.thread = nil
            state.isRunning = false
            return true
        }
        return ended ? false : self.take(&jobs)
    }

    private func poll(mayWait: Bool) {
        let watched = unsafe self.interest.isEmpty ? -1 : self.descriptor
        if !mayWait, watched < 0 { return }
        var events: Int16 = 0
        if unsafe self.interest.contains(.read) { events |= Int16(POLLIN) }
        if unsafe self.interest.contains(.write) { events |= Int16(POLLOUT) }
        var polled = (
            pollfd(fd: self.event, events: Int16(POLLIN), revents: 0), pollfd(fd: watched, events: events, revents: 0)
        )
        let count = unsafe withUnsafeMutableBytes(of: &polled) { bytes in
            unsafe CLinux.poll(
                bytes.bindMemory(to: pollfd.self).baseAddress,
                2,
                mayWait ? self.millisecondsToDeadline() : 0
            )
        }
        if mayWait {
            self.state.withLockedValue { $0.isWaiting = false }
        }
        guard count > 0 else { return }
        if polled.0.revents != 0 {
            var value: UInt64 = 0
            unsafe read(self.event, &value, MemoryLayout<UInt64>.size)
        }
        if polled.1.revents != 0 {
            unsafe self.onReady?()
        }
    }

    /// How long poll(2) may wait: rounded up, so that it does not return just before the deadline; -1 without one.
    private func millisecondsToDeadline() -> Int32 {
        guard let deadline = unsafe self.deadline else { return -1 }
        let left = ContinuousClock.now.duration(to: deadline)
        guard left > .zero else { return 0 }
        let (seconds, attoseconds) = left.components
        guard seconds < 1_000_000 else { return 1_000_000_000 }
        return Int32(seconds) * 1_000 + Int32((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }

    private func fireIfDue() {
        guard let deadline = unsafe self.deadline, deadline <= ContinuousClock.now else { return }
        let onFire = unsafe self.onFire
        unsafe self.deadline = nil
        unsafe self.onFire = nil
        onFire?()
    }

    private func wake() {
        var value: UInt64 = 1
        unsafe write(self.event, &value, MemoryLayout<UInt64>.size)
    }
}
