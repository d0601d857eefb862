internal import CRabbitMQ

/// Memory for one C call: names, properties and tables in librabbitmq's form. What it lends is valid until ``reset()``.
@safe final class Arena {
    private let pool: UnsafeMutablePointer<amqp_pool_t>

    init() {
        unsafe self.pool = .allocate(capacity: 1)
        unsafe init_amqp_pool(self.pool, 8_192)
    }

    deinit {
        unsafe empty_amqp_pool(self.pool)
        unsafe self.pool.deallocate()
    }

    func reset() {
        unsafe recycle_amqp_pool(self.pool)
    }

    func bytes(_ text: String) throws(RabbitMQError) -> amqp_bytes_t {
        var text = text
        guard
            let copy = text.withUTF8({ utf8 -> amqp_bytes_t? in
                unsafe self.copy(UnsafeRawBufferPointer(utf8))
            })
        else { throw RabbitMQError(.notEncodable) }
        return unsafe copy
    }

    /// A name on the wire: at most 255 bytes.
    func name(_ text: String) throws(RabbitMQError) -> amqp_bytes_t {
        guard text.utf8.count <= 255 else {
            throw RabbitMQError(.notEncodable, replyText: "a name of more than 255 bytes")
        }
        return unsafe try self.bytes(text)
    }

    /// A table; nil members of C's are never made.
    func table(_ table: [String: HeaderValue]) throws(RabbitMQError) -> amqp_table_t {
        guard HeaderValue.encodedSize(of: table) != nil else {
            throw RabbitMQError(.notEncodable, replyText: "a table nested too deeply or with a key over 255 bytes")
        }
        return unsafe try self.encoded(table)
    }

    func properties(_ properties: MessageProperties) throws(RabbitMQError) -> amqp_basic_properties_t {
        var encoded = unsafe amqp_basic_properties_t()
        var flags: Int32 = 0
        func text(_ text: String?, _ flag: Int32) throws(RabbitMQError) -> amqp_bytes_t {
            guard let text else { return unsafe amqp_bytes_t() }
            flags |= flag
            return unsafe try self.name(text)
        }
        unsafe encoded.message_id = try text(properties.messageID, AMQP_BASIC_MESSAGE_ID_FLAG)
        unsafe encoded.type = try text(properties.type, AMQP_BASIC_TYPE_FLAG)
        unsafe encoded.content_type = try text(properties.contentType, AMQP_BASIC_CONTENT_TYPE_FLAG)
        unsafe encoded.content_encoding = try text(properties.contentEncoding, AMQP_BASIC_CONTENT_ENCODING_FLAG)
        unsafe encoded.correlation_id = try text(properties.correlationID, AMQP_BASIC_CORRELATION_ID_FLAG)
        unsafe encoded.reply_to = try text(properties.replyTo, AMQP_BASIC_REPLY_TO_FLAG)
        unsafe encoded.app_id = try text(properties.appID, AMQP_BASIC_APP_ID_FLAG)
        unsafe encoded.user_id = try text(properties.userID, AMQP_BASIC_USER_ID_FLAG)
        unsafe encoded.expiration = try text(properties.expiration, AMQP_BASIC_EXPIRATION_FLAG)
        if let timestamp = properties.timestamp {
            unsafe encoded.timestamp = timestamp
            flags |= AMQP_BASIC_TIMESTAMP_FLAG
        }
        if let deliveryMode = properties.deliveryMode {
            unsafe encoded.delivery_mode = deliveryMode
            flags |= AMQP_BASIC_DELIVERY_MODE_FLAG
        }
        if let priority = properties.priority {
            unsafe encoded.priority = priority
            flags |= AMQP_BASIC_PRIORITY_FLAG
        }
        if !properties.headers.isEmpty {
            unsafe encoded.headers = try self.table(properties.headers)
            flags |= AMQP_BASIC_HEADERS_FLAG
        }
        unsafe encoded._flags = amqp_flags_t(flags)
        return unsafe encoded
    }

    private func encoded(_ table: [String: HeaderValue]) throws(RabbitMQError) -> amqp_table_t {
        guard !table.isEmpty else { return unsafe amqp_empty_table }
        let entries = unsafe try self.allocate(amqp_table_entry_t.self, count: table.count)
        var index = 0
        for (key, value) in table {
            let entry = unsafe amqp_table_entry_t(key: try self.name(key), value: try self.encoded(value))
            unsafe (entries + index).initialize(to: entry)
            index += 1
        }
        return unsafe amqp_table_t(num_entries: Int32(table.count), entries: entries)
    }

    private func encoded(_ value: HeaderValue) throws(RabbitMQError) -> amqp_field_value_t {
        var field = unsafe amqp_field_value_t()
        let kind: amqp_field_value_kind_t
        switch value {
        case .string(let text):
            kind = AMQP_FIELD_KIND_UTF8
            unsafe field.value.bytes = try self.bytes(text)
        case .bytes(let bytes):
            kind = AMQP_FIELD_KIND_BYTES
            guard let copy = unsafe bytes.withUnsafeBytes({ unsafe self.copy($0) }) else {
                throw RabbitMQError(.notEncodable)
            }
            unsafe field.value.bytes = copy
        case .integer(let number):
            kind = AMQP_FIELD_KIND_I64
            unsafe field.value.i64 = number
        case .boolean(let flag):
            kind = AMQP_FIELD_KIND_BOOLEAN
            unsafe field.value.boolean = flag ? 1 : 0
        case .double(let number):
            kind = AMQP_FIELD_KIND_F64
            unsafe field.value.f64 = number
        case .timestamp(let seconds):
            kind = AMQP_FIELD_KIND_TIMESTAMP
            unsafe field.value.u64 = seconds
        case .table(let table):
            kind = AMQP_FIELD_KIND_TABLE
            unsafe field.value.table = try self.encoded(table)
        case .array(let values):
            kind = AMQP_FIELD_KIND_ARRAY
            let entries = unsafe try self.allocate(amqp_field_value_t.self, count: values.count)
            for (index, value) in values.enumerated() {
                unsafe (entries + index).initialize(to: try self.encoded(value))
            }
            unsafe field.value.array = amqp_array_t(num_entries: Int32(values.count), entries: entries)
        case .null:
            kind = AMQP_FIELD_KIND_VOID
        }
        unsafe field.kind = UInt8(kind.rawValue)
        return unsafe field
    }

    private func allocate<T>(_ type: T.Type, count: Int) throws(RabbitMQError) -> UnsafeMutablePointer<T> {
        guard let memory = unsafe amqp_pool_alloc(self.pool, max(count, 1) * MemoryLayout<T>.stride) else {
            throw RabbitMQError(.notEncodable)
        }
        return unsafe memory.bindMemory(to: T.self, capacity: count)
    }

    private func copy(_ bytes: UnsafeRawBufferPointer) -> amqp_bytes_t? {
        guard let source = bytes.baseAddress, bytes.count > 0 else { return unsafe amqp_empty_bytes }
        guard let memory = unsafe amqp_pool_alloc(self.pool, bytes.count) else { return nil }
        unsafe memory.copyMemory(from: source, byteCount: bytes.count)
        return unsafe amqp_bytes_t(len: bytes.count, bytes: memory)
    }
}
