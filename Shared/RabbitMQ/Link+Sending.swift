internal import CLinux
internal import CRabbitMQ

extension Link {
    /// What may be written after the socket said that it is writable. The kernel says so when a third of the send buffer
    /// is free, and ``tune`` asks for a buffer several times as large: a burst of this size does not wait.
    static let burst = 32_768

    /// Whether the socket takes a burst now.
    var isWritable: Bool {
        var polled = pollfd(fd: self.descriptor, events: Int16(POLLOUT), revents: 0)
        // POLLERR and POLLHUP count: the write that follows finds out what is wrong.
        return unsafe poll(&polled, 1, 0) > 0
    }

    /// Holds packets back until they are full, or lets them go: a message is three frames, each a write of its own.
    func setCorked(_ corked: Bool) {
        Self.set(self.descriptor, Int32(IPPROTO_TCP), TCP_CORK, corked ? 1 : 0)
    }

    /// Begins a message: method and header; then ``sendBody()`` until nothing is ``unsent``.
    ///
    /// - Returns: The bytes written.
    /// - Throws: ``RabbitMQError/Code/notEncodable`` before anything was written; else what ended the connection.
    func sendHead(of message: OutgoingMessage) throws(RabbitMQError) -> Int {
        defer { self.arena.reset() }
        guard let size = message.properties.encodedSize, size <= self.frameMax - 64 else {
            throw RabbitMQError(.notEncodable, replyText: "properties too large, nested too deeply or over 255 bytes")
        }
        var publish = unsafe amqp_basic_publish_t(
            ticket: 0,
            exchange: try self.arena.name(message.exchange),
            routing_key: try self.arena.name(message.routingKey),
            mandatory: message.mandatory ? 1 : 0,
            immediate: 0
        )
        var properties = unsafe try self.arena.properties(message.properties)
        try self.check(unsafe amqp_send_method(self.state, Self.channel, AMQP_BASIC_PUBLISH_METHOD, &publish))
        let status = unsafe withUnsafeMutablePointer(to: &properties) { properties in
            var header = unsafe amqp_frame_t()
            unsafe header.frame_type = UInt8(AMQP_FRAME_HEADER)
            unsafe header.channel = Self.channel
            unsafe header.payload.properties.class_id = UInt16(AMQP_BASIC_CLASS)
            unsafe header.payload.properties.body_size = UInt64(message.body.count)
            unsafe header.payload.properties.decoded = UnsafeMutableRawPointer(properties)
            return unsafe amqp_send_frame(self.state, &header)
        }
        try self.check(status)
        self.unsent = message.body.isEmpty ? nil : (message.body, 0)
        return size + 64
    }

    /// Writes the next part of the body, at most a burst and at most a frame.
    ///
    /// - Returns: The bytes written.
    func sendBody() throws(RabbitMQError) -> Int {
        guard let (body, offset) = self.unsent else { return 0 }
        let count = min(body.count - offset, self.frameMax - 8, Self.burst)
        let status = unsafe body.withUnsafeBytes { bytes in
            var frame = unsafe amqp_frame_t()
            unsafe frame.frame_type = UInt8(AMQP_FRAME_BODY)
            unsafe frame.channel = Self.channel
            unsafe frame.payload.body_fragment = amqp_bytes_t(
                len: count,
                bytes: UnsafeMutableRawPointer(mutating: bytes.baseAddress?.advanced(by: offset))
            )
            return unsafe amqp_send_frame(self.state, &frame)
        }
        try self.check(status)
        self.unsent = offset + count == body.count ? nil : (body, offset + count)
        return count + 8
    }

    /// Puts the channel in confirm mode.
    func selectConfirms() throws(RabbitMQError) {
        unsafe try self.call { state in unsafe amqp_confirm_select(state, Self.channel) }
    }

    /// Says how many deliveries of each subscription may be unsettled.
    func setPrefetch(_ prefetch: UInt16) throws(RabbitMQError) {
        unsafe try self.call { state in unsafe amqp_basic_qos(state, Self.channel, 0, prefetch, 0) }
    }

    /// Subscribes and waits for the broker's yes.
    func consume(_ subscription: Subscription) throws(RabbitMQError) {
        unsafe try self.call { state throws(RabbitMQError) in
            unsafe amqp_basic_consume(
                state,
                Self.channel,
                try self.arena.name(subscription.queue),
                try self.arena.name(subscription.consumerTag ?? ""),
                0,
                0,
                0,
                try self.arena.table(subscription.arguments)
            )
        }
    }

    /// Takes one message out of a queue; it is to be acknowledged. Nil if there is none.
    func get(
        _ queue: String
    ) throws(RabbitMQError) -> (content: Incoming.Content, tag: UInt64, redelivered: Bool)? {
        defer { self.arena.reset() }
        let name = unsafe try self.arena.name(queue)
        return try self.watchdog.limit(
            to: self.configuration.operationTimeout * 2
        ) { () throws(RabbitMQError) -> (content: Incoming.Content, tag: UInt64, redelivered: Bool)? in
            let reply = unsafe amqp_basic_get(self.state, Self.channel, name, 0)
            unsafe try Self.check(reply, self.state)
            guard unsafe reply.reply.id == AMQP_BASIC_GET_OK_METHOD, let decoded = unsafe reply.reply.decoded else {
                return nil
            }
            let answer = unsafe decoded.assumingMemoryBound(to: amqp_basic_get_ok_t.self).pointee
            let (tag, redelivered) = unsafe (answer.delivery_tag, answer.redelivered != 0)
            let begun = unsafe Incoming.Content(
                exchange: String(answer.exchange),
                routingKey: String(answer.routing_key)
            )
            return (try self.content(after: begun), tag, redelivered)
        }
    }

    func acknowledge(_ frame: DeliveryTable.Frame) throws(RabbitMQError) {
        try self.check(unsafe amqp_basic_ack(self.state, Self.channel, frame.tag, frame.multiple ? 1 : 0))
    }

    func reject(_ frame: DeliveryTable.Frame, requeue: Bool) throws(RabbitMQError) {
        let (multiple, back): (amqp_boolean_t, amqp_boolean_t) = (frame.multiple ? 1 : 0, requeue ? 1 : 0)
        try self.check(unsafe amqp_basic_nack(self.state, Self.channel, frame.tag, multiple, back))
    }

    /// Asks for a subscription without waiting: if the queue is missing, the broker closes the channel.
    func sendConsume(_ subscription: Subscription, consumerTag: String) throws(RabbitMQError) {
        defer { self.arena.reset() }
        var consume = unsafe amqp_basic_consume_t(
            ticket: 0,
            queue: try self.arena.name(subscription.queue),
            consumer_tag: try self.arena.name(consumerTag),
            no_local: 0,
            no_ack: 0,
            exclusive: 0,
            nowait: 0,
            arguments: try self.arena.table(subscription.arguments)
        )
        try self.check(unsafe amqp_send_method(self.state, Self.channel, AMQP_BASIC_CONSUME_METHOD, &consume))
    }

    /// Ends a subscription without waiting; ``Incoming/cancelConfirmed(consumerTag:)`` follows.
    func sendCancel(consumerTag: String) throws(RabbitMQError) {
        defer { self.arena.reset() }
        var cancel = unsafe amqp_basic_cancel_t(consumer_tag: try self.arena.name(consumerTag), nowait: 0)
        try self.check(unsafe amqp_send_method(self.state, Self.channel, AMQP_BASIC_CANCEL_METHOD, &cancel))
    }

    /// Opens the channel again, in confirm mode, without waiting; ``Incoming/channelReady`` follows.
    func sendReopen() throws(RabbitMQError) {
        self.unsent = nil
        var open = unsafe amqp_channel_open_t(out_of_band: amqp_empty_bytes)
        try self.check(unsafe amqp_send_method(self.state, Self.channel, AMQP_CHANNEL_OPEN_METHOD, &open))
        var select = amqp_confirm_select_t(nowait: 0)
        try self.check(unsafe amqp_send_method(self.state, Self.channel, AMQP_CONFIRM_SELECT_METHOD, &select))
    }

    private func check(_ status: Int32) throws(RabbitMQError) {
        try Self.check(status)
    }
}
