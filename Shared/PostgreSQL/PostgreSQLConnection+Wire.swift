internal import CLibPQ
internal import NIOConcurrencyHelpers
internal import SocketExecutor

extension PostgreSQLConnection {
    /// The socket is ready, or has ended.
    func becomeReady() {
        switch self.phase {
        case .new, .closed: return
        case .opening: self.goOnOpening()
        case .open:
            guard let handle = unsafe self.handle else { return }
            let goesOn = unsafe PQconsumeInput(handle) == 1
            // The server's last words may be in the buffer already.
            self.takeAnswers()
            guard goesOn else { return self.end(.connectionLost, reason: "the connection was lost") }
            self.pump()
        }
    }

    /// Sends what may be sent and takes what has come.
    func pump() {
        repeat {
            while let request = self.queue.next() {
                guard self.send(request) else {
                    return self.end(.connectionLost, reason: "the connection was lost while sending")
                }
            }
            guard self.flush() else { return }
            // Sending may have read: libpq empties the socket while the server does not take more.
        } while self.takeAnswers()
        self.setAlarm()
    }

    /// Hands bytes to the socket without waiting; false if the connection is over.
    private func flush() -> Bool {
        guard let handle = unsafe self.handle else { return false }
        switch unsafe PQflush(handle) {
        case 0: self.setInterest(.read)
        case 1: self.setInterest([.read, .write])
        default:
            self.takeAnswers()
            self.end(.connectionLost, reason: "the connection was lost while sending")
            return false
        }
        return true
    }

    private func setInterest(_ interest: SocketExecutor.Interest) {
        guard interest != self.interest else { return }
        self.interest = interest
        self.executor.setInterest(interest)
    }

    /// Takes the answers that have come.
    ///
    /// - Returns: Whether waiting work may be sent now.
    @discardableResult
    private func takeAnswers() -> Bool {
        var finished: [PipelineQueue.Finished] = []
        var emptyAnswers = 0
        while let handle = unsafe self.handle, unsafe PQisBusy(handle) == 0, self.queue.awaitsAnswer, emptyAnswers < 2 {
            let answer: PipelineQueue.Answer
            if let result = unsafe PQgetResult(handle) {
                answer = unsafe ServerReply.answer(result)
                unsafe PQclear(result)
                emptyAnswers = 0
            } else {
                answer = .endOfStep
                emptyAnswers += 1
            }
            switch self.queue.receive(answer) {
            case .none: break
            case .finish(let work):
                finished.append(work)
                emptyAnswers = 0
                if unsafe PQpipelineStatus(handle) == PQ_PIPELINE_OFF, unsafe PQenterPipelineMode(handle) != 1 {
                    self.tell(finished)
                    self.end(.connectionLost, reason: "no pipeline mode")
                    return false
                }
            case .close(let code, let sqlState, let reason):
                self.tell(finished)
                self.end(code, sqlState: sqlState, reason: reason)
                return false
            }
        }
        guard !finished.isEmpty else { return false }
        self.tell(finished)
        return !self.queue.waiting.isEmpty
    }

    private func tell(_ finished: [PipelineQueue.Finished]) {
        let isIdle = unsafe self.queue.isEmpty && self.handle.map { unsafe PQtransactionStatus($0) } == PQTRANS_IDLE
        let isStale = self.queue.isStale
        self.health.withLockedValue { health in
            health.isIdle = isIdle
            health.isStale = isStale
        }
        for work in finished {
            self.waiters.removeValue(forKey: work.id)?.resume(returning: work.outcome)
        }
    }

    // MARK: Sending

    /// Hands work to libpq, which copies it into its buffer; false if it did not take it.
    private func send(_ request: PipelineQueue.Request) -> Bool {
        self.health.withLockedValue { $0.isIdle = false }
        guard let handle = unsafe self.handle else { return false }
        switch request.work {
        case .script(let text):
            return unsafe PQexitPipelineMode(handle) == 1 && PQsendQuery(handle, text) == 1
        case .statements(let statements):
            for step in request.steps {
                guard unsafe self.send(step, of: statements, on: handle) else { return false }
            }
            return true
        }
    }

    private func send(_ step: PipelineQueue.Step, of statements: [SQL], on handle: OpaquePointer) -> Bool {
        switch step {
        case .prepare(let index, let name):
            let statement = statements[index]
            return unsafe statement.parameters.types.withUnsafeBufferPointer { types in
                unsafe PQsendPrepare(handle, name, statement.text, Int32(types.count), types.baseAddress) == 1
            }
        case .execute(let index, let name):
            return unsafe statements[index].parameters.withPointers { count, _, values, lengths, formats in
                unsafe PQsendQueryPrepared(handle, name, count, values, lengths, formats, 1) == 1
            }
        case .executeUnnamed(let index):
            let text = statements[index].text
            return unsafe statements[index].parameters.withPointers { count, types, values, lengths, formats in
                unsafe PQsendQueryParams(handle, text, count, types, values, lengths, formats, 1) == 1
            }
        case .synchronize:
            return unsafe PQpipelineSync(handle) == 1
        case .script:
            return false
        }
    }
}

extension SQL.Parameters {
    /// Lends the values as libpq takes them: pointers into the one buffer, all in binary format.
    fileprivate func withPointers(
        _ body: (
            _ count: Int32, _ types: UnsafePointer<UInt32>?, _ values: UnsafePointer<UnsafePointer<CChar>?>?,
            _ lengths: UnsafePointer<Int32>?, _ formats: UnsafePointer<Int32>?
        ) -> Bool
    ) -> Bool {
        let count = self.types.count
        guard count > 0 else { return body(0, nil, nil, nil, nil) }
        return unsafe self.bytes.withUnsafeBytes { bytes in
            unsafe self.types.withUnsafeBufferPointer { types in
                unsafe self.lengths.withUnsafeBufferPointer { lengths in
                    unsafe withUnsafeTemporaryAllocation(of: UnsafePointer<CChar>?.self, capacity: count) { values in
                        unsafe withUnsafeTemporaryAllocation(of: Int32.self, capacity: count) { formats in
                            unsafe formats.initialize(repeating: 1)
                            // An empty value needs an address too: any that is not NULL.
                            let empty = UnsafeRawPointer(formats.baseAddress)
                            var offset = 0
                            for index in 0..<count {
                                let length = unsafe Int(lengths[index])
                                let start = unsafe length > 0 ? bytes.baseAddress.map { unsafe $0 + offset } : empty
                                let value = unsafe start?.assumingMemoryBound(to: CChar.self)
                                unsafe values.initializeElement(at: index, to: length < 0 ? nil : value)
                                offset += max(0, length)
                            }
                            return unsafe body(
                                Int32(count),
                                types.baseAddress,
                                UnsafePointer(values.baseAddress),
                                lengths.baseAddress,
                                UnsafePointer(formats.baseAddress)
                            )
                        }
                    }
                }
            }
        }
    }
}
