/// The `Encoder` that every `encode(to:)` sees while a value is encoded: what it asks for is the innermost value's.
@safe final class EncodingSession: Encoder {
    let userInfo: [CodingUserInfoKey: Any]
    var codingPath: [any CodingKey] { [] }
    private let known: KnownEncodings?
    private let memory: UnsafeMutablePointer<EncodingBuffer>

    /// To check at run time that accesses don't overlap was a sixth of all encoding. They can't: each is a call of one of
    /// its methods, and none calls anybody else's code.
    var buffer: EncodingBuffer {
        _read { yield unsafe self.memory.pointee }
        _modify { yield unsafe &self.memory.pointee }
    }

    init(userInfo: [CodingUserInfoKey: any Sendable], known: KnownEncodings?) {
        self.userInfo = userInfo
        self.known = known
        unsafe self.memory = .allocate(capacity: 1)
        unsafe self.memory.initialize(to: EncodingBuffer())
    }

    deinit {
        unsafe self.memory.deinitialize(count: 1)
        unsafe self.memory.deallocate()
    }

    /// The bytes, once everything was encoded.
    func finish() throws -> [UInt8] {
        self.buffer.publishNames()
        if let failure = self.buffer.failure { throw failure }
        return self.buffer.output
    }

    /// Writes a whole value where the next one goes.
    func write<Value: Encodable>(_ value: Value) throws {
        if self.writePlain(value) { return }
        let frame = self.buffer.push(isPayload: false)
        try value.encode(to: self)
        self.buffer.finish(frame, of: Value.self)
    }

    /// What needs no frame.
    @inline(__always)
    private func writePlain<Value: Encodable>(_ value: Value) -> Bool {
        if Value.self == String.self, let string = value as? String {
            self.buffer.write(string)
        } else if Value.self == JSONValue.self, let json = value as? JSONValue {
            self.buffer.write(json)
        } else if Value.self == EncodedJSON.self, let json = value as? EncodedJSON {
            self.buffer.write(json)
        } else if let known, let bytes = known[value] {
            self.buffer.write(encoded: bytes)
        } else {
            return false
        }
        return true
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        let isDictionary = ObjectIdentifier(type) == DictionaryKeys.type
        let place = self.buffer.open(isDictionary ? .dictionary : .object)
        return KeyedEncodingContainer(ObjectEncoding<Key>(session: self, place: place, isDictionary))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        ArrayEncoding(session: self, place: self.buffer.open(.array))
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        SingleEncoding(session: self, place: self.buffer.open(.nothing))
    }
}
