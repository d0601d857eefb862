/// A keyed container that fills an object or a dictionary.
struct ObjectEncoding<Key: CodingKey>: KeyedEncodingContainerProtocol {
    private let session: EncodingSession
    private let place: EncodingBuffer.Place
    private let isDictionary: Bool

    init(session: EncodingSession, place: EncodingBuffer.Place, _ isDictionary: Bool) {
        self.session = session
        self.place = place
        self.isDictionary = isDictionary
    }

    var codingPath: [any CodingKey] { [] }

    @inline(__always)
    private func begin(_ key: Key) {
        if self.isDictionary {
            self.session.buffer.beginEntry(key.stringValue, self.place)
        } else {
            self.session.buffer.beginMember(key.stringValue, of: ObjectIdentifier(Key.self), self.place)
        }
    }

    @inline(__always)
    private func set(_ key: Key, _ value: some FixedWidthInteger) {
        self.begin(key)
        self.session.buffer.write(value)
    }

    func encodeNil(forKey key: Key) {
        self.begin(key)
        self.session.buffer.writeNull()
    }
    func encode(_ value: Bool, forKey key: Key) {
        self.begin(key)
        self.session.buffer.write(value)
    }
    func encode(_ value: String, forKey key: Key) {
        self.begin(key)
        self.session.buffer.write(value)
    }
    func encode(_ value: Double, forKey key: Key) throws {
        self.begin(key)
        try self.session.buffer.write(value)
    }
    func encode(_ value: Float, forKey key: Key) throws { try self.encode(Double(value), forKey: key) }
    func encode(_ value: Int, forKey key: Key) { self.set(key, value) }
    func encode(_ value: Int8, forKey key: Key) { self.set(key, value) }
    func encode(_ value: Int16, forKey key: Key) { self.set(key, value) }
    func encode(_ value: Int32, forKey key: Key) { self.set(key, value) }
    func encode(_ value: Int64, forKey key: Key) { self.set(key, value) }
    func encode(_ value: UInt, forKey key: Key) { self.set(key, value) }
    func encode(_ value: UInt8, forKey key: Key) { self.set(key, value) }
    func encode(_ value: UInt16, forKey key: Key) { self.set(key, value) }
    func encode(_ value: UInt32, forKey key: Key) { self.set(key, value) }
    func encode(_ value: UInt64, forKey key: Key) { self.set(key, value) }
    func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
        self.begin(key)
        try self.session.write(value)
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type,
        forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        self.begin(key)
        _ = self.session.buffer.push(isPayload: true)
        return self.session.container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        self.begin(key)
        _ = self.session.buffer.push(isPayload: false)
        return self.session.unkeyedContainer()
    }

    func superEncoder() -> any Encoder {
        self.session.buffer.beginMember("super", of: ObjectIdentifier(MemberName.self), self.place)
        _ = self.session.buffer.push(isPayload: false)
        return self.session
    }

    func superEncoder(forKey key: Key) -> any Encoder {
        self.begin(key)
        _ = self.session.buffer.push(isPayload: false)
        return self.session
    }
}

/// An unkeyed container that fills an array.
struct ArrayEncoding: UnkeyedEncodingContainer {
    private let session: EncodingSession
    private let place: EncodingBuffer.Place

    init(session: EncodingSession, place: EncodingBuffer.Place) {
        self.session = session
        self.place = place
    }

    var codingPath: [any CodingKey] { [] }
    var count: Int { self.session.buffer.count(at: self.place) }

    @inline(__always)
    private func append(_ value: some FixedWidthInteger) {
        self.session.buffer.beginElement(self.place)
        self.session.buffer.write(value)
    }

    func encodeNil() {
        self.session.buffer.beginElement(self.place)
        self.session.buffer.writeNull()
    }
    func encode(_ value: Bool) {
        self.session.buffer.beginElement(self.place)
        self.session.buffer.write(value)
    }
    func encode(_ value: String) {
        self.session.buffer.beginElement(self.place)
        self.session.buffer.write(value)
    }
    func encode(_ value: Double) throws {
        self.session.buffer.beginElement(self.place)
        try self.session.buffer.write(value)
    }
    func encode(_ value: Float) throws { try self.encode(Double(value)) }
    func encode(_ value: Int) { self.append(value) }
    func encode(_ value: Int8) { self.append(value) }
    func encode(_ value: Int16) { self.append(value) }
    func encode(_ value: Int32) { self.append(value) }
    func encode(_ value: Int64) { self.append(value) }
    func encode(_ value: UInt) { self.append(value) }
    func encode(_ value: UInt8) { self.append(value) }
    func encode(_ value: UInt16) { self.append(value) }
    func encode(_ value: UInt32) { self.append(value) }
    func encode(_ value: UInt64) { self.append(value) }
    func encode<Value: Encodable>(_ value: Value) throws {
        self.session.buffer.beginElement(self.place)
        try self.session.write(value)
    }

    func nestedContainer<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        self.session.buffer.beginElement(self.place)
        _ = self.session.buffer.push(isPayload: false)
        return self.session.container(keyedBy: type)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        self.session.buffer.beginElement(self.place)
        _ = self.session.buffer.push(isPayload: false)
        return self.session.unkeyedContainer()
    }

    func superEncoder() -> any Encoder {
        self.session.buffer.beginElement(self.place)
        _ = self.session.buffer.push(isPayload: false)
        return self.session
    }
}

/// A container that fills a place with one value.
struct SingleEncoding: SingleValueEncodingContainer {
    private let session: EncodingSession
    private let place: EncodingBuffer.Place

    init(session: EncodingSession, place: EncodingBuffer.Place) {
        self.session = session
        self.place = place
    }

    var codingPath: [any CodingKey] { [] }

    @inline(__always)
    private func set(_ value: some FixedWidthInteger) {
        self.session.buffer.beginSingle(self.place)
        self.session.buffer.write(value)
    }

    func encodeNil() {
        self.session.buffer.beginSingle(self.place)
        self.session.buffer.writeNull()
    }
    func encode(_ value: Bool) {
        self.session.buffer.beginSingle(self.place)
        self.session.buffer.write(value)
    }
    func encode(_ value: String) {
        self.session.buffer.beginSingle(self.place)
        self.session.buffer.write(value)
    }
    func encode(_ value: Double) throws {
        self.session.buffer.beginSingle(self.place)
        try self.session.buffer.write(value)
    }
    func encode(_ value: Float) throws { try self.encode(Double(value)) }
    func encode(_ value: Int) { self.set(value) }
    func encode(_ value: Int8) { self.set(value) }
    func encode(_ value: Int16) { self.set(value) }
    func encode(_ value: Int32) { self.set(value) }
    func encode(_ value: Int64) { self.set(value) }
    func encode(_ value: UInt) { self.set(value) }
    func encode(_ value: UInt8) { self.set(value) }
    func encode(_ value: UInt16) { self.set(value) }
    func encode(_ value: UInt32) { self.set(value) }
    func encode(_ value: UInt64) { self.set(value) }
    func encode<Value: Encodable>(_ value: Value) throws {
        self.session.buffer.beginSingle(self.place)
        try self.session.write(value)
    }
}
