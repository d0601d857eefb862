internal import CLibPQ
internal import Glibc
internal import NIOConcurrencyHelpers
internal import SocketExecutor

extension PostgreSQLConnection {
    /// Connects, within the configuration's time.
    func open(location: String) async throws(PostgreSQLError) {
        let error = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                self.opener = continuation
                self.openerLocation = location
                self.startOpening()
            }
        } onCancel: {
            Task { await self.cancelOpening() }
        }
        if let error { throw error }
    }

    private func startOpening() {
        guard case .new = self.phase else { return self.finishOpening(.connectionLost, "opened twice") }
        self.phase = .opening(until: .now.advanced(by: self.configuration.connectTimeout))
        // What stands before `dbname` may be overridden by the connection string, what stands after it may not.
        let milliseconds = self.configuration.queryTimeout / .milliseconds(1)
        let settings = self.configuration.settings.sorted { $0.key < $1.key }.map { "-c \($0.key)=\($0.value)" }
        let options: [(String, String)] = [
            ("options", settings.joined(separator: " ")),
            ("tcp_user_timeout", String(Int32(max(1_000, min(milliseconds, 1e9))))),
            ("keepalives_idle", "30"),
            ("keepalives_interval", "10"),
            ("dbname", self.configuration.connectionString),
            ("application_name", self.configuration.applicationName),
            ("client_encoding", "UTF8"),
        ]
        unsafe Self.withCStrings(options.map(\.0)) { keywords in
            unsafe Self.withCStrings(options.map(\.1)) { values in
                unsafe self.handle = PQconnectStartParams(keywords, values, 1)
            }
        }
        guard let handle = unsafe self.handle, unsafe PQstatus(handle) != CONNECTION_BAD else {
            return self.failOpening()
        }
        unsafe clibpq_drop_notices(handle)
        self.watch(for: .write)
        self.setAlarm()
    }

    /// Goes on connecting when the socket is ready.
    func goOnOpening() {
        guard let handle = unsafe self.handle else { return }
        switch unsafe PQconnectPoll(handle) {
        case PGRES_POLLING_READING: self.watch(for: .read)
        case PGRES_POLLING_WRITING: self.watch(for: .write)
        case PGRES_POLLING_OK:
            guard unsafe PQsetnonblocking(handle, 1) == 0, unsafe PQenterPipelineMode(handle) == 1 else {
                return self.failOpening()
            }
            self.phase = .open
            self.health.withLockedValue { $0.isOpen = true }
            self.watch(for: .read)
            self.setAlarm()
            self.opener?.resume(returning: nil)
            self.opener = nil
        default: self.failOpening()
        }
    }

    private func failOpening() {
        let message = unsafe self.handle.flatMap { unsafe PQerrorMessage($0) }.map { unsafe String(cString: $0) } ?? ""
        let failure = ConnectionFailure(message: message)
        self.finishOpening(failure.code, failure.description, cause: failure)
    }

    private func cancelOpening() {
        guard self.opener != nil else { return }
        self.finishOpening(.queryCancelled, "cancelled while connecting", cause: CancellationError())
    }

    private func finishOpening(_ code: PostgreSQLError.Code, _ reason: String, cause: (any Error)? = nil) {
        let error = PostgreSQLError(
            code,
            reason: "\(reason) (\(self.address))",
            cause: cause,
            location: self.openerLocation
        )
        self.opener?.resume(returning: error)
        self.opener = nil
        self.end(.connectionLost, reason: reason)
    }

    /// Host, port and database as libpq understood them: the parts of the connection string that are no secret.
    private var address: String {
        func text(_ pointer: UnsafeMutablePointer<CChar>?) -> String {
            unsafe pointer.flatMap { unsafe String(validatingCString: $0) } ?? ""
        }
        guard let handle = unsafe self.handle else { return "no address" }
        return unsafe "\(text(PQhost(handle))):\(text(PQport(handle)))/\(text(PQdb(handle)))"
    }

    /// Closes the connection and tells everybody who waits.
    ///
    /// - Parameter culprit: The work that was late or cancelled; the server is asked to stop working on it.
    func end(
        _ code: PostgreSQLError.Code,
        sqlState: String? = nil,
        reason: String?,
        cause: (any Error)? = nil,
        culprit: (id: PipelineQueue.ID, code: PostgreSQLError.Code)? = nil
    ) {
        if case .closed = self.phase { return }
        self.phase = .closed
        self.executor.unwatch()
        self.setAlarm()
        self.health.withLockedValue { $0.isOpen = false }
        for finished in self.queue.lose(code, sqlState: sqlState, reason: reason, cause: cause, culprit: culprit) {
            self.waiters.removeValue(forKey: finished.id)?.resume(returning: finished.outcome)
        }
        for waiter in self.closeWaiters { waiter.resume() }
        self.closeWaiters.removeAll()
        guard let handle = unsafe self.handle else { return }
        unsafe self.handle = nil
        if culprit != nil, let cancel = unsafe PQgetCancel(handle) {
            let cancellation = QueryCancellation(address: UInt(bitPattern: cancel))
            Task { await cancellation.ask() }
        }
        unsafe PQfinish(handle)
    }

    // MARK: Socket and timer

    func watch(for interest: SocketExecutor.Interest) {
        guard let handle = unsafe self.handle else { return }
        let descriptor = unsafe PQsocket(handle)
        guard descriptor >= 0 else { return }
        self.interest = interest
        self.executor.watch(descriptor: descriptor, for: interest) { [weak self] in
            self?.assumeIsolated { $0.becomeReady() }
        }
    }

    /// Sets the timer to when the next thing is late.
    func setAlarm() {
        let next: ContinuousClock.Instant? =
            switch self.phase {
            case .new, .closed: nil
            case .opening(let until): until
            case .open: self.queue.deadline
            }
        guard next != self.alarm else { return }
        self.alarm = next
        self.executor.setTimer(deadline: next) { [weak self] in
            self?.assumeIsolated { $0.ring() }
        }
    }

    private func ring() {
        self.alarm = nil
        let now = ContinuousClock.now
        switch self.phase {
        case .new, .closed: return
        case .opening(let until):
            if until <= now { return self.finishOpening(.connectionLost, "connecting timed out") }
        case .open:
            if let late = self.queue.late(at: now) {
                if late.isSent {
                    return self.end(.connectionLost, reason: "no answer in time", culprit: (late.id, .timedOut))
                }
                self.drop(late.id, .timedOut, reason: "not sent in time")
            }
        }
        self.setAlarm()
    }

    /// Ends work because its task was cancelled.
    func cancel(_ id: PipelineQueue.ID) {
        if self.queue.isSent(id) {
            let culprit = (id, PostgreSQLError.Code.queryCancelled)
            self.end(.connectionLost, reason: "cancelled by the caller", cause: CancellationError(), culprit: culprit)
        } else {
            self.drop(id, .queryCancelled, cause: CancellationError())
            self.setAlarm()
        }
    }

    private func drop(
        _ id: PipelineQueue.ID,
        _ code: PostgreSQLError.Code,
        reason: String? = nil,
        cause: (any Error)? = nil
    ) {
        guard let request = self.queue.withdraw(id) else { return }
        let error = PostgreSQLError(code, reason: reason, cause: cause, location: request.location)
        self.waiters.removeValue(forKey: id)?.resume(returning: .failure(error))
    }

    /// Lends C strings for the length of a call.
    private static func withCStrings(_ strings: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Void) {
        let copies = unsafe strings.map { unsafe strdup($0) }
        defer { unsafe copies.forEach { unsafe free($0) } }
        let pointers = unsafe copies.map { unsafe UnsafePointer($0) } + [nil]
        unsafe pointers.withUnsafeBufferPointer { buffer in
            if let base = buffer.baseAddress { unsafe body(base) }
        }
    }
}
