internal import Glibc
internal import SocketExecutor
internal import Testing

/// An actor on a thread of its own that reads from a pipe.
private actor PipeReader {
    private let executor: SocketExecutor
    private let ended: AsyncStream<Bool>.Continuation
    private var received: [UInt8] = []
    private var waiter: (count: Int, continuation: CheckedContinuation<[UInt8], Never>)?
    private(set) var jobs = 0

    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe self.executor.asUnownedSerialExecutor() }
    nonisolated var isOnThread: Bool { self.executor.isOnThread }

    init(executor: SocketExecutor = SocketExecutor(name: "pipe reader"), ended: AsyncStream<Bool>.Continuation) {
        self.executor = executor
        self.ended = ended
    }

    isolated deinit {
        self.ended.yield(self.executor.isOnThread)
        self.executor.stop()
    }

    func count() -> Bool {
        self.jobs += 1
        return self.executor.isOnThread
    }

    func watch(_ descriptor: Int32) {
        self.executor.watch(descriptor: descriptor, for: .read) { [weak self] in
            self?.assumeIsolated { $0.drain(descriptor) }
        }
    }

    func watchForWriting(_ descriptor: Int32) async {
        await withCheckedContinuation { continuation in
            self.executor.watch(descriptor: descriptor, for: .write) { [executor] in
                executor.unwatch()
                continuation.resume()
            }
        }
    }

    func unwatch() { self.executor.unwatch() }

    func bytes(_ count: Int) async -> [UInt8] {
        if self.received.count >= count { return self.received }
        return await withCheckedContinuation { self.waiter = (count, $0) }
    }

    func timer(after duration: Duration) async -> ContinuousClock.Instant {
        await withCheckedContinuation { continuation in
            self.executor.setTimer(deadline: .now + duration) { continuation.resume(returning: .now) }
        }
    }

    /// Sets a timer and replaces it; returns which one fired.
    func replacedTimer() async -> Int {
        await withCheckedContinuation { continuation in
            self.executor.setTimer(deadline: .now + .milliseconds(1)) { continuation.resume(returning: 1) }
            self.executor.setTimer(deadline: .now + .milliseconds(2)) { continuation.resume(returning: 2) }
        }
    }

    func stop() { self.executor.stop() }

    private func drain(_ descriptor: Int32) {
        var buffer = [UInt8](repeating: 0, count: 4_096)
        let count = unsafe read(descriptor, &buffer, buffer.count)
        if count <= 0 {
            self.executor.unwatch()
        } else {
            self.received += buffer.prefix(count)
        }
        if let waiter = self.waiter, self.received.count >= waiter.count {
            self.waiter = nil
            waiter.continuation.resume(returning: self.received)
        }
    }
}

private struct Pipe {
    var reading: Int32 = -1
    var writing: Int32 = -1

    init() throws {
        var ends: [Int32] = [-1, -1]
        try #require(unsafe pipe(&ends) == 0)
        (self.reading, self.writing) = (ends[0], ends[1])
    }

    func write(_ bytes: [UInt8]) {
        unsafe _ = Glibc.write(self.writing, bytes, bytes.count)
    }

    func close() {
        Glibc.close(self.reading)
        Glibc.close(self.writing)
    }
}

@Suite(.timeLimit(.minutes(1)))
struct `Socket executor` {
    private let ended = AsyncStream<Bool>.makeStream()

    @Test func `trap 4: an actor's jobs run on its own thread, none lost`() async {
        let reader = PipeReader(ended: self.ended.continuation)
        #expect(!reader.isOnThread)
        await withTaskGroup { group in
            for _ in 0..<1_000 { group.addTask { await reader.count() } }
            for await wasOnThread in group { #expect(wasOnThread) }
        }
        #expect(await reader.jobs == 1_000)
    }

    @Test func `what arrives on the descriptor is told on the thread`() async throws {
        let pipe = try Pipe()
        defer { pipe.close() }
        let reader = PipeReader(ended: self.ended.continuation)
        await reader.watch(pipe.reading)
        pipe.write([1, 2, 3])
        #expect(await reader.bytes(3) == [1, 2, 3])
        pipe.write([4])
        #expect(await reader.bytes(4) == [1, 2, 3, 4])
        await reader.unwatch()
    }

    @Test func `a flood of jobs does not hide the socket`() async throws {
        let pipe = try Pipe()
        defer { pipe.close() }
        let reader = PipeReader(ended: self.ended.continuation)
        await reader.watch(pipe.reading)
        await withTaskGroup { group in
            for _ in 0..<2 {
                group.addTask { while !Task.isCancelled { _ = await reader.count() } }
            }
            pipe.write([7])
            #expect(await reader.bytes(1) == [7])
            group.cancelAll()
        }
        await reader.unwatch()
    }

    @Test func `room to write is told`() async throws {
        let pipe = try Pipe()
        defer { pipe.close() }
        await PipeReader(ended: self.ended.continuation).watchForWriting(pipe.writing)
    }

    @Test(arguments: [Duration.zero, .milliseconds(1), .milliseconds(30)])
    func `the timer fires once, not before its time`(after duration: Duration) async {
        let reader = PipeReader(ended: self.ended.continuation)
        let start = ContinuousClock.now
        #expect(await reader.timer(after: duration) >= start + duration)
    }

    @Test func `a timer set again replaces the one before`() async {
        #expect(await PipeReader(ended: self.ended.continuation).replacedTimer() == 2)
    }

    @Test func `an actor stops its own thread as it goes, and the executor is freed`() async {
        weak var freed: SocketExecutor?
        do {
            let executor = SocketExecutor(name: "short-lived")
            freed = executor
            let reader = PipeReader(executor: executor, ended: self.ended.continuation)
            _ = await reader.count()
        }
        var endings = self.ended.stream.makeAsyncIterator()
        #expect(await endings.next() == true, "the actor was freed on another thread")
        while freed != nil { await Task.yield() }
    }

    @Test func `a job after the stop still runs, on the executor`() async {
        let executor = SocketExecutor(name: "stopped")
        let reader = PipeReader(executor: executor, ended: self.ended.continuation)
        executor.stop()
        executor.stop()
        for _ in 0..<200 {
            #expect(await reader.count())
            await reader.stop()
        }
        #expect(await reader.jobs == 200)
    }
}
