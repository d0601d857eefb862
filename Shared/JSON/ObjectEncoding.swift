/// A keyed container that fills an object.
struct ObjectEncoding<Key: CodingKey>: KeyedEncodingContainerProtocol {
    private let node: EncodingNode
    private let isDictionary: Bool

    init(node: EncodingNode, isDictionary: Bool) {
        self.node = node
        self.isDictionary = isDictionary
        node.openObject(isDictionary: isDictionary)
    }

    var codingPath: [any CodingKey] { self.node.codingPath }

    private func wire(_ key: Key) -> String {
        self.isDictionary ? key.stringValue : self.node.wire(key.stringValue, of: ObjectIdentifier(Key.self))
    }

    private func set(_ key: Key, _ value: JSONValue) { self.node.set(self.wire(key), value) }

    func encodeNil(forKey key: Key) { self.set(key, .null) }
    func encode(_ value: Bool, forKey key: Key) { self.set(key, .bool(value)) }
    func encode(_ value: String, forKey key: Key) { self.set(key, .string(value)) }
    func encode(_ value: Double, forKey key: Key) throws { self.set(key, try self.node.number(value)) }
    func encode(_ value: Float, forKey key: Key) throws { self.set(key, try self.node.number(Double(value))) }
    func encode(_ value: Int, forKey key: Key) { self.set(key, self.node.integer(value)) }
    func encode(_ value: Int8, forKey key: Key) { self.set(key, self.node.integer(value)) }
    func encode(_ value: Int16, forKey key: Key) { self.set(key, self.node.integer(value)) }
    func encode(_ value: Int32, forKey key: Key) { self.set(key, self.node.integer(value)) }
    func encode(_ value: Int64, forKey key: Key) { self.set(key, self.node.integer(value)) }
    func encode(_ value: UInt, forKey key: Key) { self.set(key, self.node.integer(value)) }
    func encode(_ value: UInt8, forKey key: Key) { self.set(key, self.node.integer(value)) }
    func encode(_ value: UInt16, forKey key: Key) { self.set(key, self.node.integer(value)) }
    func encode(_ value: UInt32, forKey key: Key) { self.set(key, self.node.integer(value)) }
    func encode(_ value: UInt64, forKey key: Key) { self.set(key, self.node.integer(value)) }
    func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
        self.set(key, try self.node.value(of: value, key: key))
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type,
        forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        self.node.nest(key, at: self.node.set(self.wire(key), .null), isPayload: true).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        self.node.nest(key, at: self.node.set(self.wire(key), .null)).unkeyedContainer()
    }

    func superEncoder() -> any Encoder {
        let key = MemberName("super")
        return self.node.nest(key, at: self.node.set(key.stringValue, .null))
    }

    func superEncoder(forKey key: Key) -> any Encoder {
        self.node.nest(key, at: self.node.set(self.wire(key), .null))
    }
}

/// An unkeyed container that fills an array.
struct ArrayEncoding: UnkeyedEncodingContainer {
    private let node: EncodingNode

    init(node: EncodingNode) {
        self.node = node
        node.openArray()
    }

    var codingPath: [any CodingKey] { self.node.codingPath }
    var count: Int { self.node.elementCount }

    func encodeNil() { self.node.append(.null) }
    func encode(_ value: Bool) { self.node.append(.bool(value)) }
    func encode(_ value: String) { self.node.append(.string(value)) }
    func encode(_ value: Double) throws { self.node.append(try self.node.number(value)) }
    func encode(_ value: Float) throws { self.node.append(try self.node.number(Double(value))) }
    func encode(_ value: Int) { self.node.append(self.node.integer(value)) }
    func encode(_ value: Int8) { self.node.append(self.node.integer(value)) }
    func encode(_ value: Int16) { self.node.append(self.node.integer(value)) }
    func encode(_ value: Int32) { self.node.append(self.node.integer(value)) }
    func encode(_ value: Int64) { self.node.append(self.node.integer(value)) }
    func encode(_ value: UInt) { self.node.append(self.node.integer(value)) }
    func encode(_ value: UInt8) { self.node.append(self.node.integer(value)) }
    func encode(_ value: UInt16) { self.node.append(self.node.integer(value)) }
    func encode(_ value: UInt32) { self.node.append(self.node.integer(value)) }
    func encode(_ value: UInt64) { self.node.append(self.node.integer(value)) }
    func encode<Value: Encodable>(_ value: Value) throws {
        let key = MemberName(intValue: self.count)
        self.node.append(try self.node.value(of: value, key: key))
    }

    func nestedContainer<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        self.node.nest(MemberName(intValue: self.count), at: self.node.append(.null)).container(keyedBy: type)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        self.node.nest(MemberName(intValue: self.count), at: self.node.append(.null)).unkeyedContainer()
    }

    func superEncoder() -> any Encoder {
        self.node.nest(MemberName(intValue: self.count), at: self.node.append(.null))
    }
}
