/// An unkeyed container over an array.
struct ArrayDecoding: UnkeyedDecodingContainer {
    private let node: DecodingNode
    private let elements: [JSONValue]
    private(set) var currentIndex = 0

    init(node: DecodingNode, elements: [JSONValue]) {
        self.node = node
        self.elements = elements
    }

    var codingPath: [any CodingKey] { self.node.codingPath }
    var count: Int? { self.elements.count }
    var isAtEnd: Bool { self.currentIndex >= self.elements.count }

    /// The next element's place; past the end a place without value, with the problem recorded.
    private mutating func next(expected: @autoclosure () -> String) -> DecodingNode? {
        let index = self.currentIndex
        guard index < self.elements.count else {
            let pointer = "\(self.node.pointer)/\(index)"
            self.node.session.record(Problem(pointer: pointer, expected: expected(), found: "missing"))
            return nil
        }
        self.currentIndex += 1
        return self.node.child(self.elements[index], .element(index))
    }

    private mutating func primitive<Value: JSONPrimitive>() -> Value {
        if self.currentIndex < self.elements.count, let value = Value(json: self.elements[self.currentIndex]) {
            self.currentIndex += 1
            return value
        }
        guard let place = self.next(expected: Value.expectation) else { return Value.placeholder }
        place.record(expected: Value.expectation)
        return Value.placeholder
    }

    mutating func decodeNil() -> Bool {
        guard self.currentIndex < self.elements.count, self.elements[self.currentIndex].isNull else { return false }
        self.currentIndex += 1
        return true
    }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        guard let place = self.next(expected: Expectation.of(type)) else { return try self.node.placeholder(of: type) }
        return try place.value(of: type)
    }

    mutating func decode(_ type: Bool.Type) -> Bool { self.primitive() }
    mutating func decode(_ type: String.Type) -> String { self.primitive() }
    mutating func decode(_ type: Double.Type) -> Double { self.primitive() }
    mutating func decode(_ type: Float.Type) -> Float { self.primitive() }
    mutating func decode(_ type: Int.Type) -> Int { self.primitive() }
    mutating func decode(_ type: Int8.Type) -> Int8 { self.primitive() }
    mutating func decode(_ type: Int16.Type) -> Int16 { self.primitive() }
    mutating func decode(_ type: Int32.Type) -> Int32 { self.primitive() }
    mutating func decode(_ type: Int64.Type) -> Int64 { self.primitive() }
    mutating func decode(_ type: UInt.Type) -> UInt { self.primitive() }
    mutating func decode(_ type: UInt8.Type) -> UInt8 { self.primitive() }
    mutating func decode(_ type: UInt16.Type) -> UInt16 { self.primitive() }
    mutating func decode(_ type: UInt32.Type) -> UInt32 { self.primitive() }
    mutating func decode(_ type: UInt64.Type) -> UInt64 { self.primitive() }

    mutating func nestedContainer<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard let place = self.next(expected: "object") else { throw Abandoned() }
        return place.container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard let place = self.next(expected: "array") else { throw Abandoned() }
        return place.unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder { throw Unsupported.superclass(at: self.codingPath) }
}

/// Collections of elements that may be dropped one by one.
protocol DecodableSequence: SendableMetatype {
    init(node: DecodingNode, elements: [JSONValue])
}

extension DecodableSequence {
    /// The same as the type it is.
    static func make<Value>(_ type: Value.Type, _ node: DecodingNode, _ elements: [JSONValue]) -> Value {
        same(Self(node: node, elements: elements), as: type)
    }
}

extension Array: DecodableSequence where Element: Decodable {
    init(node: DecodingNode, elements: [JSONValue]) {
        self = []
        self.reserveCapacity(elements.count)
        for (index, value) in elements.enumerated() {
            if case .string(let string) = value, isSame(Element.self, String.self) {
                self.append(same(string, as: Element.self))
                continue
            }
            let before = node.session.problemCount
            do {
                let element = try node.decode(Element.self, from: value, .element(index))
                if !node.session.doesWithout(from: before) { self.append(element) }
            } catch {
                _ = node.session.doesWithout(from: before)
            }
        }
    }
}

extension Set: DecodableSequence where Element: Decodable {
    init(node: DecodingNode, elements: [JSONValue]) {
        self = Set([Element](node: node, elements: elements))
    }
}

/// Dictionaries that are objects on the wire.
protocol DecodableDictionary: SendableMetatype {
    init(node: DecodingNode, object: JSONObject)
}

extension DecodableDictionary {
    /// The same as the type it is.
    static func make<Value>(_ type: Value.Type, _ node: DecodingNode, _ object: JSONObject) -> Value {
        same(Self(node: node, object: object), as: type)
    }
}

extension Dictionary: DecodableDictionary where Key: CodingKeyRepresentable, Value: Decodable {
    init(node: DecodingNode, object: JSONObject) {
        self = [:]
        for member in object.members {
            var place = node.borrow(member.value, .member(member.key))
            let key = place.optionally { () -> Key? in
                if let key = Key(codingKey: MemberName(dictionaryKey: member.key)) { return key }
                let form = Expectation.words(of: Key.self) ?? "\(Key.self)"
                let found = JSONValue.string(member.key).outline
                node.session.record(Problem(pointer: place.pointer, expected: "a name that is \(form)", found: found))
                return nil
            }
            let value = place.optionally { try place.value(of: Value.self) }
            if let key, let value { self[key] = value }
            node.giveBack(&place)
        }
    }
}
