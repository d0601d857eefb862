internal import DequeModule
internal import SocketExecutor

extension RabbitMQPublisher {
    /// One call of `publish`.
    final class Call {
        let messages: [OutgoingMessage]
        let deadline: ContinuousClock.Instant
        private(set) var outcomes: [PublishOutcome?]
        private(set) var remaining: Int
        /// Of its messages, those written and not settled.
        var inFlight = (messages: 0, bytes: 0)
        private var continuation: CheckedContinuation<[PublishOutcome], Never>?

        var isFinished: Bool { self.continuation == nil }

        init(
            _ messages: [OutgoingMessage],
            deadline: ContinuousClock.Instant,
            _ continuation: CheckedContinuation<[PublishOutcome], Never>
        ) {
            self.messages = messages
            self.deadline = deadline
            self.continuation = continuation
            self.outcomes = Array(repeating: nil, count: messages.count)
            self.remaining = messages.count
        }

        func settle(_ index: Int, _ outcome: PublishOutcome) {
            guard !self.isFinished, self.outcomes[index] == nil else { return }
            self.outcomes[index] = outcome
            self.remaining -= 1
            if self.remaining == 0 {
                self.finish(outcome)
            }
        }

        /// Answers the caller, once; `rest` is the outcome of what is not settled.
        func finish(_ rest: PublishOutcome) {
            self.continuation?.resume(returning: self.outcomes.map { $0 ?? rest })
            self.continuation = nil
        }
    }

    /// A message that is to be written.
    struct Unit {
        let call: Call
        let index: Int

        var message: OutgoingMessage { self.call.messages[self.index] }
    }

    /// A message that was written.
    struct Written {
        let unit: Unit
        let bytes: Int
        /// Set when the broker has returned it; its confirm follows.
        var returned: PublishOutcome?
    }

    /// Writes until the window is full or the socket is.
    func pump() {
        guard let link = self.link, self.isChannelReady, !self.isBlocked else { return }
        guard self.hasWork(link) else { return }
        var room = 0
        link.setCorked(true)
        do throws(RabbitMQError) {
            try link.watchdog.limit(to: self.configuration.operationTimeout) { () throws(RabbitMQError) in
                while self.hasWork(link) {
                    if room <= 0 {
                        guard link.isWritable else { break }
                        room = Link.burst
                    }
                    room -= link.unsent == nil ? try self.writeNext(link) : try link.sendBody()
                }
            }
        } catch {
            self.lose(error)
            return
        }
        link.setCorked(false)
        self.executor.setInterest(self.hasWork(link) ? [.read, .write] : .read)
    }

    private func hasWork(_ link: Link) -> Bool {
        if link.unsent != nil { return true }
        while let first = self.pending.first, first.call.isFinished {
            self.pending.removeFirst()
        }
        guard let first = self.pending.first else { return false }
        guard self.inFlight.messages > 0 else { return true }
        let limit = self.careful > 0 ? 1 : self.configuration.windowMessages
        return self.inFlight.messages < limit
            && self.inFlight.bytes + first.message.body.count <= self.configuration.windowBytes
    }

    private func writeNext(_ link: Link) throws(RabbitMQError) -> Int {
        guard let unit = self.pending.popFirst() else { return 0 }
        let size: Int
        do throws(RabbitMQError) {
            size = try link.sendHead(of: unit.message)
        } catch {
            // 502: AMQP 0-9-1's syntax error, which the broker would have ended the connection with.
            let isRefused = error.code == .notEncodable
            let outcome =
                isRefused
                ? PublishOutcome.refused(code: 502, text: error.replyText ?? "can't be encoded") : .connectionLost
            unit.call.settle(unit.index, outcome)
            self.hasFinishedCalls = self.hasFinishedCalls || unit.call.isFinished
            self.forgetFinishedCalls()
            guard isRefused else { throw error }
            return 0
        }
        let bytes = size + unit.message.body.count
        self.confirms.add(Written(unit: unit, bytes: bytes))
        self.add(unit.call, messages: 1, bytes: bytes)
        return size
    }

    /// Takes what the broker sent.
    func take(_ incoming: Incoming, _ link: Link) throws(RabbitMQError) {
        switch incoming {
        case .acknowledged(let tag, let multiple):
            try self.settle(tag, multiple: multiple, .confirmed)
        case .refused(let tag, let multiple):
            try self.settle(tag, multiple: multiple, .nacked)
        case .returned(let content, let code, let text):
            self.takeReturn(content, .returned(code: code, text: text))
        case .channelClosed(let code, let text):
            try self.reopen(link, code: code, text: text)
        case .channelReady:
            self.isChannelReady = true
            self.patience = nil
        case .blocked(let reason):
            self.setBlocked(reason)
        case .unblocked:
            self.setBlocked(nil)
        case .delivery, .subscriptionCancelled, .cancelConfirmed:
            throw RabbitMQError(.protocolViolation)
        }
    }

    private func settle(_ tag: UInt64, multiple: Bool, _ outcome: PublishOutcome) throws(RabbitMQError) {
        let isKnown = self.confirms.settle(tag, multiple: multiple) { written in
            self.settle(written, written.returned ?? outcome)
        }
        guard isKnown else { throw RabbitMQError(.protocolViolation) }
        self.forgetFinishedCalls()
    }

    func settle(_ written: Written, _ outcome: PublishOutcome) {
        self.careful = max(0, self.careful - 1)
        self.forget(written)
        written.unit.call.settle(written.unit.index, outcome)
        if written.unit.call.isFinished { self.hasFinishedCalls = true }
    }

    /// A return does not say which message it is about. If several that are outstanding are alike, all of them count as
    /// returned: one that was routed may be called returned, never the other way round.
    private func takeReturn(_ content: Incoming.Content, _ outcome: PublishOutcome) {
        self.confirms.update { written in
            let message = written.unit.message
            if message.routingKey == content.routingKey, message.exchange == content.exchange,
                message.properties.messageID == content.properties.messageID
            {
                written.returned = outcome
            }
        }
    }

    /// Opens the channel again after the broker closed it over a message. It does not say over which: a message that was
    /// alone is refused, several are written again one by one.
    private func reopen(_ link: Link, code: UInt16, text: String) throws(RabbitMQError) {
        let outstanding = self.confirms.reset()
        self.noteRefusal(code: code, text: text, outstanding: outstanding.count)
        self.isChannelReady = false
        let isOverMessage = [311, 403, 404, 406].contains(code)
        if !isOverMessage || outstanding.count == 1 {
            for written in outstanding {
                self.settle(written, isOverMessage ? .refused(code: code, text: text) : .connectionLost)
            }
        } else {
            for written in outstanding {
                self.forget(written)
            }
            let again = outstanding.map(\.unit).filter { !$0.call.isFinished }
            self.careful = again.count
            self.pending.prepend(contentsOf: again)
        }
        self.forgetFinishedCalls()
        try link.sendReopen()
        self.patience = .now + self.configuration.operationTimeout
        self.setTimer(notAfter: .now + self.configuration.operationTimeout)
    }

    // MARK: Accounts

    /// Ends the calls whose time is up. What of theirs was written no longer counts towards the window.
    func expire(at now: ContinuousClock.Instant) {
        for call in self.calls where call.deadline <= now {
            self.end(call, .timedOut)
        }
    }

    func end(_ call: Call, _ rest: PublishOutcome) {
        self.add(call, messages: -call.inFlight.messages, bytes: -call.inFlight.bytes)
        call.finish(rest)
        self.hasFinishedCalls = true
        self.forgetFinishedCalls()
    }

    private func forget(_ written: Written) {
        guard !written.unit.call.isFinished else { return }
        self.add(written.unit.call, messages: -1, bytes: -written.bytes)
    }

    private func add(_ call: Call, messages: Int, bytes: Int) {
        call.inFlight.messages += messages
        call.inFlight.bytes += bytes
        self.inFlight.messages += messages
        self.inFlight.bytes += bytes
    }

    func forgetFinishedCalls() {
        guard self.hasFinishedCalls else { return }
        self.hasFinishedCalls = false
        self.calls.removeAll(where: \.isFinished)
    }
}
