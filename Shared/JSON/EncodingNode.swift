/// One value being encoded; the `Encoder` that an `encode(to:)` sees there.
final class EncodingNode: Encoder {
    private enum Content {
        case none
        case value
        case object
        case array
    }

    let userInfo: [CodingUserInfoKey: Any]
    private let parent: EncodingNode?
    private let key: (any CodingKey)?
    private var content = Content.none
    // Beside each other, not in the enum: taking an array out of it and putting it back for each member costs more.
    private var single = JSONValue.null
    private var members: [JSONObject.Member] = []
    private var elements: [JSONValue] = []
    /// Containers handed out and not filled yet, with the place their value goes to. They hold this node as their parent,
    /// so it lets go of them when it is finished or has failed.
    private var nested: [(index: Int, node: EncodingNode)] = []
    private var isDictionary = false
    private var names = KeyNames()
    /// Whether an enum's associated values come here, of which a single unnamed one (`_0`) stands for the whole.
    private let isPayload: Bool
    private let known: KnownEncodings?

    init(
        parent: EncodingNode?,
        key: (any CodingKey)?,
        userInfo: [CodingUserInfoKey: Any],
        known: KnownEncodings? = nil,
        isPayload: Bool = false
    ) {
        self.parent = parent
        self.key = key
        self.userInfo = userInfo
        self.known = known
        self.isPayload = isPayload
    }

    var codingPath: [any CodingKey] { (self.parent?.codingPath ?? []) + (self.key.map { [$0] } ?? []) }

    /// Encodes a whole value.
    static func value<Value: Encodable>(
        of value: Value,
        userInfo: [CodingUserInfoKey: Any],
        known: KnownEncodings?
    ) throws -> JSONValue {
        try self.plain(value)
            ?? self.encode(value, to: EncodingNode(parent: nil, key: nil, userInfo: userInfo, known: known))
    }

    /// Encodes one value as a child of this.
    func value<Value: Encodable>(of value: Value, key: (any CodingKey)?) throws -> JSONValue {
        if let json = Self.plain(value) ?? self.known?[value] { return json }
        let node = EncodingNode(parent: self, key: key, userInfo: self.userInfo, known: self.known)
        return try Self.encode(value, to: node)
    }

    /// What needs no encoder.
    private static func plain<Value: Encodable>(_ value: Value) -> JSONValue? {
        if Value.self == JSONValue.self, let json = value as? JSONValue { return json }
        if Value.self == String.self, let string = value as? String { return .string(string) }
        return nil
    }

    private static func encode<Value: Encodable>(_ value: Value, to node: EncodingNode) throws -> JSONValue {
        do { try value.encode(to: node) } catch {
            node.letGo()
            throw error
        }
        let json = node.finish()
        // Only what became an array is asked whether it was a set: such a question costs more than most values.
        guard case .array(let elements) = json, elements.count > 1, Value.self is any Unordered.Type else {
            return json
        }
        let written = elements.map { (bytes: $0.bytes, value: $0) }
        return .array(written.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }.map(\.value))
    }

    /// The value, once everything was encoded. A type that encodes nothing is an empty object.
    func finish() -> JSONValue {
        defer { self.nested = [] }
        switch self.content {
        case .none: return .object([:])
        case .value: return self.single
        case .array:
            for (index, node) in self.nested { self.elements[index] = node.finish() }
            return .array(self.elements)
        case .object:
            for (index, node) in self.nested { self.members[index].value = node.finish() }
            if self.isDictionary { self.members.sort { $0.key < $1.key } }
            if self.isPayload, self.members.count == 1, self.members[0].key == "_0" { return self.members[0].value }
            return .object(JSONObject(unique: self.members))
        }
    }

    private func letGo() {
        for (_, node) in self.nested { node.letGo() }
        self.nested = []
    }

    // MARK: Filling

    func openObject(isDictionary: Bool) {
        if case .object = self.content { return }
        self.content = .object
        self.isDictionary = isDictionary
        self.members.reserveCapacity(8)
    }

    func openArray() {
        if case .array = self.content { return }
        self.content = .array
    }

    var elementCount: Int { self.elements.count }

    private func set(_ value: JSONValue) {
        self.content = .value
        self.single = value
    }

    /// Adds a member. Returns its place.
    @discardableResult
    func set(_ name: String, _ value: JSONValue) -> Int {
        // A type writes each of its keys once. To look for it each time would cost the square of their number.
        assert(self.isDictionary || !self.members.contains { $0.key == name }, "\(name) is written twice")
        self.members.append(JSONObject.Member(key: name, value: value))
        return self.members.count - 1
    }

    /// The name on the wire of a type's key.
    func wire(_ name: String, of type: ObjectIdentifier) -> String { self.names.wire(name, of: type) }

    @discardableResult
    func append(_ value: JSONValue) -> Int {
        self.elements.append(value)
        return self.elements.count - 1
    }

    func nest(_ key: any CodingKey, at index: Int, isPayload: Bool = false) -> EncodingNode {
        let node = EncodingNode(
            parent: self,
            key: key,
            userInfo: self.userInfo,
            known: self.known,
            isPayload: isPayload
        )
        self.nested.append((index, node))
        return node
    }

    func number(_ value: Double) throws -> JSONValue {
        guard value.isFinite else {
            let context = EncodingError.Context(codingPath: self.codingPath, debugDescription: "not a finite number")
            throw EncodingError.invalidValue(value, context)
        }
        return .number(value)
    }

    /// An integer; what does not fit 64 bits signed becomes a floating-point number, as it would for any reader.
    func integer(_ value: some FixedWidthInteger) -> JSONValue {
        Int64(exactly: value).map(JSONValue.integer) ?? .number(Double(value))
    }

    // MARK: Encoder

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(
            ObjectEncoding<Key>(node: self, isDictionary: ObjectIdentifier(type) == DictionaryKeys.type)
        )
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer { ArrayEncoding(node: self) }

    func singleValueContainer() -> any SingleValueEncodingContainer { self }
}

extension EncodingNode: SingleValueEncodingContainer {
    func encodeNil() { self.set(.null) }
    func encode(_ value: Bool) { self.set(.bool(value)) }
    func encode(_ value: String) { self.set(.string(value)) }
    func encode(_ value: Double) throws { self.set(try self.number(value)) }
    func encode(_ value: Float) throws { self.set(try self.number(Double(value))) }
    func encode(_ value: Int) { self.set(self.integer(value)) }
    func encode(_ value: Int8) { self.set(self.integer(value)) }
    func encode(_ value: Int16) { self.set(self.integer(value)) }
    func encode(_ value: Int32) { self.set(self.integer(value)) }
    func encode(_ value: Int64) { self.set(self.integer(value)) }
    func encode(_ value: UInt) { self.set(self.integer(value)) }
    func encode(_ value: UInt8) { self.set(self.integer(value)) }
    func encode(_ value: UInt16) { self.set(self.integer(value)) }
    func encode(_ value: UInt32) { self.set(self.integer(value)) }
    func encode(_ value: UInt64) { self.set(self.integer(value)) }
    func encode<Value: Encodable>(_ value: Value) throws {
        self.set(try self.value(of: value, key: nil))
    }
}

/// Collections whose elements come in any order.
private protocol Unordered {}

extension Set: Unordered {}
