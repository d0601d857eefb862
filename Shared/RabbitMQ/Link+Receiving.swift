internal import CLinux
internal import CRabbitMQ

extension Link {
    /// The next thing the broker sent; nil when there is none now. Never waits.
    ///
    /// Set ``mayReceive`` first when the socket is readable, or to service the heartbeats: the library sends and checks
    /// them only here.
    ///
    /// - Throws: What ended the connection: throw the link away.
    func receive() throws(RabbitMQError) -> Incoming? {
        while true {
            let hasMore = unsafe amqp_frames_enqueued(self.state) != 0 || amqp_data_in_buffer(self.state) != 0
            guard hasMore || self.mayReceive else { return nil }
            if !hasMore { self.mayReceive = false }
            // Nothing of earlier frames is needed: what they held was copied. The library never gives back what it took for a
            // burst, so it must not gather one.
            self.releaseBuffers()
            guard let frame = unsafe try self.frame(waiting: .zero) else { return nil }
            if let incoming = unsafe try self.take(frame) {
                return incoming
            }
        }
    }

    /// Frees what the library decoded, when everything is copied out.
    func releaseBuffers() {
        unsafe amqp_maybe_release_buffers(self.state)
    }

    /// The message that follows a `get-ok`, waited for.
    func content(after content: Incoming.Content) throws(RabbitMQError) -> Incoming.Content {
        let deadline = ContinuousClock.now + self.configuration.operationTimeout
        self.partial = Partial(
            kind: .delivery(consumerTag: "", tag: 0, redelivered: false),
            content: content,
            expected: nil
        )
        while true {
            let left = ContinuousClock.now.duration(to: deadline)
            guard left > .zero, let frame = unsafe try self.frame(waiting: left) else { throw RabbitMQError(.timedOut) }
            switch unsafe try self.take(frame) {
            case .delivery(let content, consumerTag: _, tag: _, redelivered: _): return content
            case .channelClosed(let code, let text):
                throw RabbitMQError(Self.code(code) ?? .channelClosed, replyCode: code, replyText: text)
            default: continue
            }
        }
    }

    private func frame(waiting limit: Duration) throws(RabbitMQError) -> amqp_frame_t? {
        var frame = unsafe amqp_frame_t()
        var wait = limit == .zero ? timeval() : timeval(limit)
        let status = unsafe amqp_simple_wait_frame_noblock(self.state, &frame, &wait)
        if status == AMQP_STATUS_TIMEOUT.rawValue { return nil }
        try Self.check(status)
        return unsafe frame
    }

    /// Takes one frame; what it completes, if anything.
    private func take(_ frame: amqp_frame_t) throws(RabbitMQError) -> Incoming? {
        switch unsafe Int32(frame.frame_type) {
        case AMQP_FRAME_METHOD:
            guard unsafe self.partial == nil || frame.channel == 0 || self.isClose(frame) else {
                throw RabbitMQError(.protocolViolation)
            }
            return unsafe try self.take(frame.payload.method)
        case AMQP_FRAME_HEADER:
            guard var partial = self.partial, partial.expected == nil,
                let decoded = unsafe frame.payload.properties.decoded,
                unsafe frame.payload.properties.class_id == UInt16(AMQP_BASIC_CLASS),
                unsafe frame.payload.properties.body_size <= UInt64(self.configuration.maximumBodyBytes)
            else { throw RabbitMQError(.protocolViolation) }
            partial.content.properties = unsafe MessageProperties(
                decoded.assumingMemoryBound(to: amqp_basic_properties_t.self).pointee
            )
            partial.expected = unsafe frame.payload.properties.body_size
            self.partial = partial
            return partial.expected == 0 ? self.complete() : nil
        case AMQP_FRAME_BODY:
            guard let expected = self.partial?.expected else { throw RabbitMQError(.protocolViolation) }
            let fragment = unsafe frame.payload.body_fragment
            guard unsafe fragment.len <= Int(expected) - (self.partial?.content.body.count ?? 0) else {
                throw RabbitMQError(.protocolViolation)
            }
            if unsafe fragment.len == Int(expected) {
                self.partial?.content.body = unsafe Array(fragment)
            } else {
                unsafe self.partial?.content.body.append(
                    contentsOf: UnsafeRawBufferPointer(start: fragment.bytes, count: fragment.len)
                )
            }
            return self.partial?.content.body.count == Int(expected) ? self.complete() : nil
        default:
            // A heartbeat that was queued while the library was sending.
            return nil
        }
    }

    private func isClose(_ frame: amqp_frame_t) -> Bool {
        unsafe frame.payload.method.id == AMQP_CHANNEL_CLOSE_METHOD
    }

    private func complete() -> Incoming? {
        guard let partial = self.partial else { return nil }
        self.partial = nil
        return switch partial.kind {
        case .delivery(let consumerTag, let tag, let redelivered):
            .delivery(partial.content, consumerTag: consumerTag, tag: tag, redelivered: redelivered)
        case .returned(let code, let text):
            .returned(partial.content, code: code, text: text)
        }
    }

    private func take(_ method: amqp_method_t) throws(RabbitMQError) -> Incoming? {
        guard let decoded = unsafe method.decoded else { throw RabbitMQError(.protocolViolation) }
        switch unsafe method.id {
        case AMQP_BASIC_DELIVER_METHOD:
            let deliver = unsafe decoded.assumingMemoryBound(to: amqp_basic_deliver_t.self).pointee
            self.partial = unsafe Partial(
                kind: .delivery(
                    consumerTag: String(deliver.consumer_tag, last: &self.lastConsumerTag),
                    tag: deliver.delivery_tag,
                    redelivered: deliver.redelivered != 0
                ),
                content: Incoming.Content(
                    exchange: String(deliver.exchange, last: &self.lastExchange),
                    routingKey: String(deliver.routing_key, last: &self.lastRoutingKey)
                )
            )
            return nil
        case AMQP_BASIC_RETURN_METHOD:
            let returned = unsafe decoded.assumingMemoryBound(to: amqp_basic_return_t.self).pointee
            self.partial = unsafe Partial(
                kind: .returned(code: returned.reply_code, text: String(returned.reply_text)),
                content: Incoming.Content(
                    exchange: String(returned.exchange),
                    routingKey: String(returned.routing_key)
                )
            )
            return nil
        case AMQP_BASIC_ACK_METHOD:
            let ack = unsafe decoded.assumingMemoryBound(to: amqp_basic_ack_t.self).pointee
            return .acknowledged(tag: ack.delivery_tag, multiple: ack.multiple != 0)
        case AMQP_BASIC_NACK_METHOD:
            let nack = unsafe decoded.assumingMemoryBound(to: amqp_basic_nack_t.self).pointee
            return .refused(tag: nack.delivery_tag, multiple: nack.multiple != 0)
        case AMQP_BASIC_CANCEL_METHOD:
            let cancel = unsafe decoded.assumingMemoryBound(to: amqp_basic_cancel_t.self).pointee
            return .subscriptionCancelled(consumerTag: unsafe String(cancel.consumer_tag))
        case AMQP_BASIC_CANCEL_OK_METHOD:
            let cancel = unsafe decoded.assumingMemoryBound(to: amqp_basic_cancel_ok_t.self).pointee
            return .cancelConfirmed(consumerTag: unsafe String(cancel.consumer_tag))
        case AMQP_CONFIRM_SELECT_OK_METHOD:
            return .channelReady
        case AMQP_CONNECTION_BLOCKED_METHOD:
            let blocked = unsafe decoded.assumingMemoryBound(to: amqp_connection_blocked_t.self).pointee
            return .blocked(reason: unsafe String(blocked.reason))
        case AMQP_CONNECTION_UNBLOCKED_METHOD:
            return .unblocked
        case AMQP_CHANNEL_CLOSE_METHOD:
            self.partial = nil
            let error = unsafe Self.closed(method, self.state)
            return .channelClosed(code: error.replyCode ?? 0, text: error.replyText ?? "")
        case AMQP_CONNECTION_CLOSE_METHOD:
            throw unsafe Self.closed(method, self.state)
        default:
            // Answers to what was sent without waiting: consume-ok, open-ok, flow-ok.
            return nil
        }
    }
}
