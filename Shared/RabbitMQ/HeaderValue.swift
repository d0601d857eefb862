/// A value in a message's headers or a declaration's arguments. Source: AMQP 0-9-1 §4.2.5 as RabbitMQ reads it.
public enum HeaderValue: Sendable, Equatable {
    /// Text (`S`).
    case string(String)
    /// A whole number, sent as 64 bits (`l`); every width is read.
    case integer(Int64)
    /// True or false (`t`).
    case boolean(Bool)
    /// A binary fraction (`d`); floats and decimals are read too.
    case double(Double)
    /// Bytes (`x`), or text (`S`) that is no UTF-8.
    case bytes([UInt8])
    /// Seconds since 1970 (`T`).
    case timestamp(UInt64)
    /// A list (`A`).
    case array([HeaderValue])
    /// A table (`F`).
    case table([String: HeaderValue])
    /// Nothing (`V`).
    case null
}

extension HeaderValue {
    /// How deeply arrays and tables may be nested in what is sent or read.
    static let maximumDepth = 32

    /// The bytes it takes on the wire at most; nil if it can't be carried (a key over 255 bytes, nested too deeply).
    func encodedSize(depth: Int = 0) -> Int? {
        switch self {
        case .string(let text): 5 + text.utf8.count
        case .bytes(let bytes): 5 + bytes.count
        case .integer, .double, .timestamp: 9
        case .boolean: 2
        case .null: 1
        case .table(let table): Self.encodedSize(of: table, depth: depth + 1).map { $0 + 1 }
        case .array(let values): Self.encodedSize(of: values, depth: depth + 1)
        }
    }

    static func encodedSize(of table: [String: HeaderValue], depth: Int = 0) -> Int? {
        guard depth < self.maximumDepth else { return nil }
        var size = 4
        for (key, value) in table {
            guard key.utf8.count <= 255, let valueSize = value.encodedSize(depth: depth) else { return nil }
            size += 1 + key.utf8.count + valueSize
        }
        return size
    }

    private static func encodedSize(of values: [HeaderValue], depth: Int) -> Int? {
        guard depth < self.maximumDepth else { return nil }
        var size = 5
        for value in values {
            guard let valueSize = value.encodedSize(depth: depth) else { return nil }
            size += valueSize
        }
        return size
    }
}
