internal import CRabbitMQ

// What librabbitmq decoded, copied out. Bytes from the broker never trap: text that is no UTF-8 is repaired.

extension String {
    init(_ bytes: amqp_bytes_t) {
        self = unsafe String(decoding: UnsafeRawBufferPointer(start: bytes.bytes, count: bytes.len), as: UTF8.self)
    }

    /// The same text again if the bytes are the same: a queue's messages mostly share exchange and routing key.
    init(_ bytes: amqp_bytes_t, last: inout String) {
        let isSame =
            unsafe last.utf8.count == bytes.len
            && last.utf8.elementsEqual(UnsafeRawBufferPointer(start: bytes.bytes, count: bytes.len))
        if !isSame {
            last = unsafe String(bytes)
        }
        self = last
    }
}

extension Array where Element == UInt8 {
    init(_ bytes: amqp_bytes_t) {
        self = unsafe Array(UnsafeRawBufferPointer(start: bytes.bytes, count: bytes.len))
    }
}

extension MessageProperties {
    init(_ decoded: amqp_basic_properties_t) {
        self.init()
        let flags = unsafe Int32(bitPattern: decoded._flags)
        func text(_ flag: Int32, _ bytes: amqp_bytes_t) -> String? {
            flags & flag == 0 ? nil : unsafe String(bytes)
        }
        self.messageID = unsafe text(AMQP_BASIC_MESSAGE_ID_FLAG, decoded.message_id)
        self.type = unsafe text(AMQP_BASIC_TYPE_FLAG, decoded.type)
        self.contentType = unsafe text(AMQP_BASIC_CONTENT_TYPE_FLAG, decoded.content_type)
        self.contentEncoding = unsafe text(AMQP_BASIC_CONTENT_ENCODING_FLAG, decoded.content_encoding)
        self.correlationID = unsafe text(AMQP_BASIC_CORRELATION_ID_FLAG, decoded.correlation_id)
        self.replyTo = unsafe text(AMQP_BASIC_REPLY_TO_FLAG, decoded.reply_to)
        self.appID = unsafe text(AMQP_BASIC_APP_ID_FLAG, decoded.app_id)
        self.userID = unsafe text(AMQP_BASIC_USER_ID_FLAG, decoded.user_id)
        self.expiration = unsafe text(AMQP_BASIC_EXPIRATION_FLAG, decoded.expiration)
        if flags & AMQP_BASIC_TIMESTAMP_FLAG != 0 { self.timestamp = unsafe decoded.timestamp }
        if flags & AMQP_BASIC_DELIVERY_MODE_FLAG != 0 { self.deliveryMode = unsafe decoded.delivery_mode }
        if flags & AMQP_BASIC_PRIORITY_FLAG != 0 { self.priority = unsafe decoded.priority }
        if flags & AMQP_BASIC_HEADERS_FLAG != 0 { self.headers = unsafe HeaderValue.table(decoded.headers, depth: 0) }
    }
}

extension HeaderValue {
    /// A key that comes twice keeps its last value. Nesting beyond ``maximumDepth`` is cut off.
    static func table(_ table: amqp_table_t, depth: Int) -> [String: HeaderValue] {
        guard depth < Self.maximumDepth else { return [:] }
        let entries = unsafe UnsafeBufferPointer(start: table.entries, count: Int(max(table.num_entries, 0)))
        var values: [String: HeaderValue] = [:]
        values.reserveCapacity(entries.count)
        for index in entries.indices {
            unsafe values[String(entries[index].key)] = HeaderValue(entries[index].value, depth: depth)
        }
        return values
    }

    init(_ field: amqp_field_value_t, depth: Int) {
        switch amqp_field_value_kind_t(rawValue: amqp_field_value_kind_t.RawValue(unsafe field.kind)) {
        case AMQP_FIELD_KIND_BOOLEAN: self = .boolean(unsafe field.value.boolean != 0)
        case AMQP_FIELD_KIND_I8: self = .integer(Int64(unsafe field.value.i8))
        case AMQP_FIELD_KIND_U8: self = .integer(Int64(unsafe field.value.u8))
        case AMQP_FIELD_KIND_I16: self = .integer(Int64(unsafe field.value.i16))
        case AMQP_FIELD_KIND_U16: self = .integer(Int64(unsafe field.value.u16))
        case AMQP_FIELD_KIND_I32: self = .integer(Int64(unsafe field.value.i32))
        case AMQP_FIELD_KIND_U32: self = .integer(Int64(unsafe field.value.u32))
        case AMQP_FIELD_KIND_I64: self = .integer(unsafe field.value.i64)
        case AMQP_FIELD_KIND_U64: self = .integer(Int64(clamping: unsafe field.value.u64))
        case AMQP_FIELD_KIND_F32: self = .double(Double(unsafe field.value.f32))
        case AMQP_FIELD_KIND_F64: self = .double(unsafe field.value.f64)
        case AMQP_FIELD_KIND_DECIMAL:
            var value = Double(unsafe field.value.decimal.value)
            for _ in 0..<(unsafe field.value.decimal.decimals) { value /= 10 }
            self = .double(value)
        case AMQP_FIELD_KIND_UTF8:
            let bytes = unsafe UnsafeRawBufferPointer(start: field.value.bytes.bytes, count: field.value.bytes.len)
            self = unsafe String(validating: bytes, as: UTF8.self).map { .string($0) } ?? .bytes(Array(bytes))
        case AMQP_FIELD_KIND_BYTES: self = .bytes(unsafe Array(field.value.bytes))
        case AMQP_FIELD_KIND_TIMESTAMP: self = .timestamp(unsafe field.value.u64)
        case AMQP_FIELD_KIND_TABLE: self = .table(unsafe Self.table(field.value.table, depth: depth + 1))
        case AMQP_FIELD_KIND_ARRAY:
            let array = unsafe field.value.array
            let fields = unsafe UnsafeBufferPointer(start: array.entries, count: Int(max(array.num_entries, 0)))
            let values =
                depth + 1 < Self.maximumDepth
                ? fields.indices.map { unsafe HeaderValue(fields[$0], depth: depth + 1) } : []
            self = .array(values)
        default: self = .null
        }
    }
}
