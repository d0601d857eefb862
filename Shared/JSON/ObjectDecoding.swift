/// A keyed container over an object.
struct ObjectDecoding<Key: CodingKey>: KeyedDecodingContainerProtocol {
    // One reference and no more: the standard library copies this with every call.
    private let node: DecodingNode
    /// Whether these are a dictionary's keys, which are data and stay as they are.
    private let isDictionary: Bool

    init(node: DecodingNode) {
        self.node = node
        self.isDictionary = ObjectIdentifier(Key.self) == DictionaryKeys.type
        if node.object != nil {
            node.open()
        } else if !node.isPayload {
            // An enum's only associated value may be anything; whether it is the only one shows when it is asked for.
            node.refuse(expected: "object")
        }
    }

    var codingPath: [any CodingKey] { self.node.codingPath }

    var allKeys: [Key] {
        // Each guess at a name costs little; a hostile object of many names must not make many guesses.
        var guesses = 4096
        return (self.node.object?.members ?? []).compactMap { member in
            self.isDictionary ? Key(stringValue: member.key) : self.key(of: member.key, &guesses)
        }
    }

    /// The key that a name on the wire stands for.
    private func key(of wire: String, _ guesses: inout Int) -> Key? {
        if let known = self.node.session.known.caseKeys(of: Key.self)?.keys[wire] {
            guard known.guesses <= guesses else {
                guesses = 0
                return nil
            }
            guesses -= known.guesses
            return known.key
        }
        let before = guesses
        for candidate in WireName.candidates(for: wire) where guesses > 0 {
            guesses -= 1
            guard let key = Key(stringValue: candidate), self.wire(key) == wire else { continue }
            self.node.session.learn { $0.add(key, for: wire, guesses: before - guesses) }
            return key
        }
        return nil
    }

    func contains(_ key: Key) -> Bool { self.find(key) != nil }

    private func wire(_ key: Key) -> String {
        self.isDictionary ? key.stringValue : self.node.wire(key.stringValue, of: ObjectIdentifier(Key.self))
    }

    private func find(_ key: Key) -> ObjectPlace? {
        let index =
            self.isDictionary
            ? self.node.index(of: key.stringValue)
            : self.node.index(ofKey: key.stringValue, of: ObjectIdentifier(Key.self))
        if let index { return .member(index) }
        return self.node.isPayload && key.stringValue == "_0" ? .whole : nil
    }

    /// Where the value is, unless it is missing or null.
    private func present(_ key: Key) -> ObjectPlace? {
        guard let place = self.find(key), !self.node.value(at: place).isNull else { return nil }
        return place
    }

    private func missing(_ key: Key, expected: @autoclosure () -> String) {
        guard self.node.object != nil else { return self.node.refuse(expected: "object") }
        let pointer = self.node.pointer + "/" + JSONPointer.escape(self.wire(key))
        self.node.session.record(Problem(pointer: pointer, expected: expected(), found: "missing"))
    }

    // What depends on the value's type alone is the node's: there the compiler makes one function for each type.
    @inline(__always)
    private func required<Value: JSONPrimitive>(_ key: Key) -> Value {
        if let place = self.find(key) { return self.node.required(at: place) }
        if self.node.session.isStored, let neutral = self.node.neutral(Value.self) { return neutral }
        self.missing(key, expected: Value.expectation)
        return Value.placeholder
    }

    @inline(__always)
    private func optional<Value: JSONPrimitive>(_ key: Key) -> Value? {
        if let place = self.present(key) { return self.node.optional(at: place) }
        return nil
    }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        guard let place = self.find(key) else {
            return try self.absent(type, key)
        }
        return try self.node.decode(type, at: place)
    }

    func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) -> Value? {
        guard let place = self.present(key) else { return nil }
        let before = self.node.session.problemCount
        do {
            let value = try self.node.decode(type, at: place)
            return self.node.session.doesWithout(from: before) ? nil : value
        } catch {
            _ = self.node.session.doesWithout(from: before)
            return nil
        }
    }

    @inline(never)
    private func absent<Value: Decodable>(_ type: Value.Type, _ key: Key) throws -> Value {
        if self.node.session.isStored, let neutral = self.node.neutral(type) { return neutral }
        self.missing(key, expected: Expectation.of(type))
        return try self.node.placeholder(of: type)
    }

    func decodeNil(forKey key: Key) -> Bool { self.present(key) == nil }
    func decode(_ type: Bool.Type, forKey key: Key) -> Bool { self.required(key) }
    func decode(_ type: String.Type, forKey key: Key) -> String { self.required(key) }
    func decode(_ type: Double.Type, forKey key: Key) -> Double { self.required(key) }
    func decode(_ type: Float.Type, forKey key: Key) -> Float { self.required(key) }
    func decode(_ type: Int.Type, forKey key: Key) -> Int { self.required(key) }
    func decode(_ type: Int8.Type, forKey key: Key) -> Int8 { self.required(key) }
    func decode(_ type: Int16.Type, forKey key: Key) -> Int16 { self.required(key) }
    func decode(_ type: Int32.Type, forKey key: Key) -> Int32 { self.required(key) }
    func decode(_ type: Int64.Type, forKey key: Key) -> Int64 { self.required(key) }
    func decode(_ type: UInt.Type, forKey key: Key) -> UInt { self.required(key) }
    func decode(_ type: UInt8.Type, forKey key: Key) -> UInt8 { self.required(key) }
    func decode(_ type: UInt16.Type, forKey key: Key) -> UInt16 { self.required(key) }
    func decode(_ type: UInt32.Type, forKey key: Key) -> UInt32 { self.required(key) }
    func decode(_ type: UInt64.Type, forKey key: Key) -> UInt64 { self.required(key) }
    func decodeIfPresent(_ type: Bool.Type, forKey key: Key) -> Bool? { self.optional(key) }
    func decodeIfPresent(_ type: String.Type, forKey key: Key) -> String? { self.optional(key) }
    func decodeIfPresent(_ type: Double.Type, forKey key: Key) -> Double? { self.optional(key) }
    func decodeIfPresent(_ type: Float.Type, forKey key: Key) -> Float? { self.optional(key) }
    func decodeIfPresent(_ type: Int.Type, forKey key: Key) -> Int? { self.optional(key) }
    func decodeIfPresent(_ type: Int8.Type, forKey key: Key) -> Int8? { self.optional(key) }
    func decodeIfPresent(_ type: Int16.Type, forKey key: Key) -> Int16? { self.optional(key) }
    func decodeIfPresent(_ type: Int32.Type, forKey key: Key) -> Int32? { self.optional(key) }
    func decodeIfPresent(_ type: Int64.Type, forKey key: Key) -> Int64? { self.optional(key) }
    func decodeIfPresent(_ type: UInt.Type, forKey key: Key) -> UInt? { self.optional(key) }
    func decodeIfPresent(_ type: UInt8.Type, forKey key: Key) -> UInt8? { self.optional(key) }
    func decodeIfPresent(_ type: UInt16.Type, forKey key: Key) -> UInt16? { self.optional(key) }
    func decodeIfPresent(_ type: UInt32.Type, forKey key: Key) -> UInt32? { self.optional(key) }
    func decodeIfPresent(_ type: UInt64.Type, forKey key: Key) -> UInt64? { self.optional(key) }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type,
        forKey key: Key
    ) -> KeyedDecodingContainer<Nested> {
        guard let place = self.find(key) else {
            self.missing(key, expected: "object")
            return self.node.child(.object([:]), .member(self.wire(key))).container(keyedBy: type)
        }
        return self.node.child(self.node.value(at: place), .member(self.wire(key)), isPayload: true).container(
            keyedBy: type
        )
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedDecodingContainer {
        guard let place = self.find(key) else {
            self.missing(key, expected: "array")
            return self.node.child(.array([]), .member(self.wire(key))).unkeyedContainer()
        }
        return self.node.node(at: place).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder { throw Unsupported.superclass(at: self.codingPath) }

    func superDecoder(forKey key: Key) throws -> any Decoder { throw Unsupported.superclass(at: self.codingPath) }
}

/// Where a value of an object is.
enum ObjectPlace {
    case member(Int)
    /// Here: an enum's only associated value.
    case whole
}

extension DecodingNode {
    /// The same place, without the meaning of an enum's payload.
    convenience init(whole node: DecodingNode) {
        self.init(value: node.value, parent: node, step: .whole, session: node.session)
    }
}

/// What this coder does not do.
enum Unsupported {
    /// Classes that inherit.
    static func superclass(at path: [any CodingKey]) -> DecodingError {
        .dataCorrupted(DecodingError.Context(codingPath: path, debugDescription: "no superclass"))
    }
}
