internal import CRabbitMQ
internal import SocketExecutor

/// Declares, inspects and empties queues and exchanges, one call after the other, over a connection of its own.
///
/// For tests and commands: the topology of a running system comes from definitions at the broker's start.
public actor RabbitMQAdministration {
    private let configuration: RabbitMQConfiguration
    private let executor: SocketExecutor
    private var link: Link?

    /// The connection's own thread.
    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe self.executor.asUnownedSerialExecutor()
    }

    /// Makes it; ``connect()`` comes first.
    public init(configuration: RabbitMQConfiguration) {
        self.configuration = configuration
        self.executor = SocketExecutor(name: "amqp admin")
    }

    // Not isolated: nobody else holds the actor any more, and the thread's callbacks hold it weakly, so the link can be
    // freed here. (Swift 6.3 can't optimise a public actor's isolated deinit into another module.)
    deinit { self.executor.stop() }

    /// Connects, anew if it was connected.
    public func connect() throws(RabbitMQError) {
        self.link = nil
        self.link = try Link(self.configuration)
    }

    /// Says goodbye and disconnects.
    public func close() {
        self.link?.close()
        self.link = nil
    }

    /// Declares an exchange of a type such as `topic`.
    public func declareExchange(
        _ name: String,
        type: String,
        durable: Bool = true,
        arguments: [String: HeaderValue] = [:]
    ) throws(RabbitMQError) {
        unsafe try self.call { link, state throws(RabbitMQError) in
            unsafe amqp_exchange_declare(
                state,
                Link.channel,
                try link.arena.name(name),
                try link.arena.name(type),
                0,
                durable ? 1 : 0,
                0,
                0,
                try link.arena.table(arguments)
            )
        }
    }

    /// Declares a queue.
    ///
    /// - Returns: Its name, made by the broker if `name` is empty.
    @discardableResult
    public func declareQueue(
        _ name: String,
        durable: Bool = true,
        exclusive: Bool = false,
        autoDelete: Bool = false,
        arguments: [String: HeaderValue] = [:]
    ) throws(RabbitMQError) -> String {
        var declared = name
        unsafe try self.call { link, state throws(RabbitMQError) in
            let answer = unsafe amqp_queue_declare(
                state,
                Link.channel,
                try link.arena.name(name),
                0,
                durable ? 1 : 0,
                exclusive ? 1 : 0,
                autoDelete ? 1 : 0,
                try link.arena.table(arguments)
            )
            if let answer = unsafe answer { declared = unsafe String(answer.pointee.queue) }
        }
        return declared
    }

    /// Asks for a queue without making it.
    ///
    /// - Returns: How many messages are ready, and how many consumers there are.
    /// - Throws: ``RabbitMQError/Code/notFound``.
    public func passiveDeclare(_ queue: String) throws(RabbitMQError) -> (messages: Int, consumers: Int) {
        var counts = (messages: 0, consumers: 0)
        unsafe try self.call { link, state throws(RabbitMQError) in
            let name = unsafe try link.arena.name(queue)
            let answer = unsafe amqp_queue_declare(state, Link.channel, name, 1, 0, 0, 0, amqp_empty_table)
            if let answer = unsafe answer?.pointee {
                counts = unsafe (Int(answer.message_count), Int(answer.consumer_count))
            }
        }
        return counts
    }

    /// Binds a queue to an exchange.
    public func bind(
        queue: String,
        exchange: String,
        routingKey: String,
        arguments: [String: HeaderValue] = [:]
    ) throws(RabbitMQError) {
        unsafe try self.call { link, state throws(RabbitMQError) in
            unsafe amqp_queue_bind(
                state,
                Link.channel,
                try link.arena.name(queue),
                try link.arena.name(exchange),
                try link.arena.name(routingKey),
                try link.arena.table(arguments)
            )
        }
    }

    /// Undoes a binding; one that is not there is fine.
    public func unbind(
        queue: String,
        exchange: String,
        routingKey: String,
        arguments: [String: HeaderValue] = [:]
    ) throws(RabbitMQError) {
        unsafe try self.call { link, state throws(RabbitMQError) in
            unsafe amqp_queue_unbind(
                state,
                Link.channel,
                try link.arena.name(queue),
                try link.arena.name(exchange),
                try link.arena.name(routingKey),
                try link.arena.table(arguments)
            )
        }
    }

    /// Deletes a queue with its messages; one that is not there is fine.
    public func deleteQueue(_ name: String) throws(RabbitMQError) {
        unsafe try self.call { link, state throws(RabbitMQError) in
            unsafe amqp_queue_delete(state, Link.channel, try link.arena.name(name), 0, 0)
        }
    }

    /// Deletes an exchange; one that is not there is fine.
    public func deleteExchange(_ name: String) throws(RabbitMQError) {
        unsafe try self.call { link, state throws(RabbitMQError) in
            unsafe amqp_exchange_delete(state, Link.channel, try link.arena.name(name), 0)
        }
    }

    /// Removes the messages that are ready.
    ///
    /// - Returns: How many.
    @discardableResult
    public func purge(_ queue: String) throws(RabbitMQError) -> Int {
        var count = 0
        unsafe try self.call { link, state throws(RabbitMQError) in
            let answer = unsafe amqp_queue_purge(state, Link.channel, try link.arena.name(queue))
            if let answer = unsafe answer?.pointee { count = Int(answer.message_count) }
        }
        return count
    }

    /// Takes one message out of a queue for good, acknowledged; nil if there is none.
    public func get(_ queue: String) throws(RabbitMQError) -> Delivery? {
        let link = try self.open()
        do throws(RabbitMQError) {
            guard let (content, tag, redelivered) = try link.get(queue) else { return nil }
            try link.acknowledge(DeliveryTable.Frame(tag: tag, multiple: false))
            link.releaseBuffers()
            return Delivery(
                queue: queue,
                exchange: content.exchange,
                routingKey: content.routingKey,
                redelivered: redelivered,
                properties: content.properties,
                body: content.body,
                token: DeliveryToken(tag: tag, epoch: 0)
            )
        } catch {
            self.link = nil
            throw error
        }
    }

    /// The broker ends the channel with an error, so the connection is made anew after one.
    private func open() throws(RabbitMQError) -> Link {
        if let link = self.link { return link }
        let link = try Link(self.configuration)
        self.link = link
        return link
    }

    private func call(
        _ body: (Link, amqp_connection_state_t) throws(RabbitMQError) -> Void
    ) throws(RabbitMQError) {
        let link = try self.open()
        do throws(RabbitMQError) {
            unsafe try link.call { state throws(RabbitMQError) in unsafe try body(link, state) }
            link.releaseBuffers()
        } catch {
            // A name that can't be encoded was refused before anything was sent.
            if error.code != .notEncodable { self.link = nil }
            throw error
        }
    }
}
