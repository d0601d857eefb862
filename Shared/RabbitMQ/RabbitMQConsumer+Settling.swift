internal import DequeModule
internal import Logging
internal import NIOConcurrencyHelpers

extension RabbitMQConsumer {
    /// Acknowledges deliveries. Everything up to the first delivery that stays unsettled goes into one frame.
    ///
    /// - Returns: False if any token was void or settled before: the broker delivers those of a lost connection again.
    @discardableResult
    public func acknowledge(each tokens: [DeliveryToken]) async -> Bool {
        self.settle(tokens) { link, frame throws(RabbitMQError) in try link.acknowledge(frame) }
    }

    /// Acknowledges a delivery and all that came before it on its connection.
    ///
    /// - Returns: False if the token was void or settled before.
    @discardableResult
    public func acknowledge(through token: DeliveryToken) async -> Bool {
        guard let link = self.link, token.epoch == self.epoch,
            let frame = self.table.settle(through: token.tag)
        else { return false }
        return self.send(link) { () throws(RabbitMQError) in try link.acknowledge(frame) }
    }

    /// Gives a delivery back: to the queue, or for good (dead-lettered if the queue says so).
    ///
    /// - Returns: False if the token was void or settled before.
    @discardableResult
    public func reject(_ token: DeliveryToken, requeue: Bool) async -> Bool {
        await self.reject(each: [token], requeue: requeue)
    }

    /// Gives deliveries back, in as few frames as ``acknowledge(each:)``: none that is not among them goes with them.
    ///
    /// - Returns: False if any token was void or settled before.
    @discardableResult
    public func reject(each tokens: [DeliveryToken], requeue: Bool) async -> Bool {
        self.settle(tokens) { link, frame throws(RabbitMQError) in try link.reject(frame, requeue: requeue) }
    }

    private func settle(
        _ tokens: [DeliveryToken],
        _ send: (Link, DeliveryTable.Frame) throws(RabbitMQError) -> Void
    ) -> Bool {
        guard let link = self.link else { return tokens.isEmpty }
        let epoch = self.epoch
        let (frames, count) = self.table.settle(tokens.lazy.filter { $0.epoch == epoch }.map(\.tag))
        let isSent = self.send(link) { () throws(RabbitMQError) in
            if frames.count > 1 { link.setCorked(true) }
            for frame in frames {
                try send(link, frame)
            }
            if frames.count > 1 { link.setCorked(false) }
        }
        return isSent && count == tokens.count
    }

    private func send(_ link: Link, _ body: () throws(RabbitMQError) -> Void) -> Bool {
        do throws(RabbitMQError) {
            try link.watchdog.limit(to: self.configuration.operationTimeout, body)
            return true
        } catch {
            self.lose(error)
            return false
        }
    }

    /// Takes a batch if anything is there.
    func takeBatch(_ maximumMessages: Int, _ maximumBytes: Int) -> [Delivery]? {
        guard let first = self.ready.first else { return nil }
        var bytes = first.body.count
        var count = 1
        for delivery in self.ready.dropFirst() {
            guard count < maximumMessages, bytes + delivery.body.count <= maximumBytes else { break }
            bytes += delivery.body.count
            count += 1
        }
        let batch = Array(self.ready.prefix(count))
        self.ready.removeFirst(count)
        return batch
    }

    /// Gives batches to those who wait.
    func answerWaiters() {
        while let waiter = self.waiters.first {
            let batch = self.takeBatch(waiter.maximumMessages, waiter.maximumBytes)
            guard batch != nil || self.isFinished else { return }
            self.waiters.removeFirst()
            waiter.continuation.resume(returning: batch)
        }
    }

    /// Reads what there is.
    func drain() {
        guard let link = self.link else { return }
        link.mayReceive = true
        do throws(RabbitMQError) {
            try link.watchdog.limit(to: self.configuration.operationTimeout) { () throws(RabbitMQError) in
                while let incoming = try link.receive() {
                    try self.take(incoming, link)
                }
                link.releaseBuffers()
            }
        } catch {
            self.lose(error)
        }
        self.answerWaiters()
    }

    private func take(_ incoming: Incoming, _ link: Link) throws(RabbitMQError) {
        switch incoming {
        case .delivery(let content, let consumerTag, let tag, let redelivered):
            guard let queue = self.queues[consumerTag], self.table.add(tag) else {
                throw RabbitMQError(.protocolViolation)
            }
            self.ready.append(
                Delivery(
                    queue: queue,
                    exchange: content.exchange,
                    routingKey: content.routingKey,
                    redelivered: redelivered,
                    properties: content.properties,
                    body: content.body,
                    token: DeliveryToken(tag: tag, epoch: self.epoch)
                )
            )
        case .cancelConfirmed(let consumerTag):
            self.cancelling.remove(consumerTag)
            self.finishIfCancelled()
        case .subscriptionCancelled(let consumerTag):
            try self.resubscribe(consumerTag, link)
        case .channelClosed(let code, let text):
            throw RabbitMQError(Link.code(code) ?? .channelClosed, replyCode: code, replyText: text)
        case .blocked(let reason):
            self.loop.state.withLockedValue { $0 = .blocked(reason: reason) }
        case .unblocked:
            self.loop.state.withLockedValue { $0 = .connected }
        case .acknowledged, .refused, .returned, .channelReady:
            throw RabbitMQError(.protocolViolation)
        }
    }

    /// The broker ended a subscription: its queue was deleted or moved. If the queue is gone, subscribing again closes
    /// the channel, and the consumer connects again until the queue is back.
    private func resubscribe(_ consumerTag: String, _ link: Link) throws(RabbitMQError) {
        guard let subscription = self.subscription(consumerTag) else { throw RabbitMQError(.protocolViolation) }
        self.loop.logger.warning(
            "the broker ended a subscription",
            metadata: [LogKey.queue: "\(subscription.queue)"]
        )
        if self.cancelling.remove(consumerTag) != nil {
            self.finishIfCancelled()
        } else if !self.isFinished {
            try link.sendConsume(subscription, consumerTag: consumerTag)
        }
    }
}
