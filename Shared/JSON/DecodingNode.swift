/// One place in the value being decoded; the `Decoder` that an `init(from:)` sees there.
final class DecodingNode: Decoder {
    enum Step {
        case whole
        case member(String)
        case element(Int)
    }

    let value: JSONValue
    /// The value's members, if it is an object.
    let object: JSONObject?
    let session: DecodingSession
    /// Whether an enum's associated values are here, so that the value may stand for its only one (`_0`).
    let isPayload: Bool
    private let parent: DecodingNode?
    private let step: Step
    /// Which members were asked for: the first 64 as bits, the rest in a set.
    private var asked: UInt64 = 0
    private var askedBeyond: Set<Int> = []
    private var isOpen = false
    /// No statement about unknown members can be made: the type took all, or gave up half-way.
    private var isSettled = false
    private var isRefused = false
    /// Where the next member is likely to stand: senders mostly keep our order.
    private var cursor = 0
    private var names = KeyNames()

    init(value: JSONValue, parent: DecodingNode?, step: Step, session: DecodingSession, isPayload: Bool = false) {
        self.value = value
        self.object = value.object
        self.parent = parent
        self.step = step
        self.session = session
        self.isPayload = isPayload
    }

    var userInfo: [CodingUserInfoKey: Any] { self.session.userInfo }

    var codingPath: [any CodingKey] {
        var path: [any CodingKey] = []
        var node: DecodingNode? = self
        while let current = node {
            switch current.step {
            case .whole: break
            case .member(let name): path.append(MemberName(name))
            case .element(let index): path.append(MemberName(intValue: index))
            }
            node = current.parent
        }
        return path.reversed()
    }

    var pointer: String { Self.pointer(self.codingPath) }

    static func pointer(_ path: some Sequence<any CodingKey>) -> String {
        path.map { key in
            if let index = key.intValue { return "/\(index)" }
            return "/" + JSONPointer.escape(key is MemberName ? key.stringValue : WireName.wire(key.stringValue))
        }.joined()
    }

    func child(_ value: JSONValue, _ step: Step, isPayload: Bool = false) -> DecodingNode {
        DecodingNode(value: value, parent: self, step: step, session: self.session, isPayload: isPayload)
    }

    // MARK: Members

    /// The name on the wire of a type's key.
    func wire(_ name: String, of type: ObjectIdentifier) -> String { self.names.wire(name, of: type) }

    /// The value of the member of that name as a primitive type, or a placeholder with a problem recorded.
    func required<Value: JSONPrimitive>(at place: ObjectPlace) -> Value {
        if let primitive = Value(json: self.value(at: place)) { return primitive }
        self.node(at: place).record(expected: Value.expectation)
        return Value.placeholder
    }

    /// The same where the type can do without.
    func optional<Value: JSONPrimitive>(at place: ObjectPlace) -> Value? {
        if let primitive = Value(json: self.value(at: place)) { return primitive }
        return self.optionally {
            self.node(at: place).record(expected: Value.expectation)
            return Value.placeholder
        }
    }

    /// The value that stands there.
    @inline(__always)
    func value(at place: ObjectPlace) -> JSONValue {
        guard case .member(let index) = place, let object else { return self.value }
        return object.members[index].value
    }

    /// The place as a node.
    func node(at place: ObjectPlace) -> DecodingNode {
        guard case .member(let index) = place, let object else {
            self.takeWhole()
            return DecodingNode(whole: self)
        }
        return self.child(object.members[index].value, .member(object.members[index].key))
    }

    /// Where the member of that name stands; notes that it was asked for.
    @inline(__always)
    func index(of name: String) -> Int? {
        guard let object else { return nil }
        let index: Int
        if self.cursor < object.members.count, object.members[self.cursor].key == name {
            index = self.cursor
        } else if let found = object.index(of: name) {
            index = found
        } else {
            return nil
        }
        self.cursor = index + 1
        if index < 64 { self.asked |= 1 << UInt64(index) } else { self.askedBeyond.insert(index) }
        return index
    }

    /// Says that everything below here is known.
    func takeWhole() { self.isSettled = true }

    /// Notes that a type looks at the members here.
    func open() {
        guard !self.isOpen else { return }
        self.isOpen = true
        self.session.opened(self)
    }

    func membersNotAskedFor() -> [String] {
        guard !self.isSettled, let object,
            self.asked.nonzeroBitCount + self.askedBeyond.count < object.count
        else { return [] }
        let pointer = self.pointer
        return object.members.indices.compactMap { index in
            let isAsked = index < 64 ? self.asked & (1 << UInt64(index)) != 0 : self.askedBeyond.contains(index)
            return isAsked ? nil : pointer + "/" + JSONPointer.escape(object.members[index].key)
        }
    }

    // MARK: Problems

    func record(expected: String) {
        self.session.record(Problem(pointer: self.pointer, expected: expected, found: self.value.outline))
    }

    /// Records once that this is not even an object or array.
    func refuse(expected: String) {
        guard !self.isRefused else { return }
        self.isRefused = true
        self.record(expected: expected)
    }

    /// Runs a decoding in a place that can do without its value. In strict mode the problems stay problems.
    @inline(__always)
    func optionally<Value>(_ body: () throws -> Value?) -> Value? {
        let before = self.session.problems.count
        let value = try? body()
        guard self.session.problems.count > before else { return value }
        guard case .lenient = self.session.mode else { return value }
        self.session.demote(from: before)
        return nil
    }

    // MARK: Values

    /// The value here as that type, or a placeholder with a problem recorded.
    ///
    /// - Throws: ``Abandoned`` after recording a problem, if there is no placeholder.
    func value<Value: Decodable>(of type: Value.Type) throws -> Value {
        switch self.value {
        case .array, .object: if let collection = self.collection(of: type) { return collection }
        case .null, .bool, .integer, .number, .string: break
        }
        let before = self.session.problems.count
        do {
            return try type.init(from: self.completed(as: type))
        } catch {
            self.isSettled = true
            self.record(error, of: type, since: before)
            return try self.placeholder(of: type)
        }
    }

    /// The same place, with what an earlier program did not store (``JSONDecoding/Mode/stored(defaults:)``).
    private func completed(as type: any Decodable.Type) -> DecodingNode {
        guard case .stored(let defaults) = self.session.mode, let object, let known = defaults(type, self.value)
        else { return self }
        let missing = known.members.filter { object.index(of: $0.key) == nil }
        guard !missing.isEmpty else { return self }
        self.takeWhole()
        let members = (object.members + missing).map { ($0.key, $0.value) }
        return DecodingNode(
            value: .object(JSONObject(members: members)),
            parent: self,
            step: .whole,
            session: self.session
        )
    }

    /// What stands for a member that an earlier program did not store.
    func neutral<Value: Decodable>(_ type: Value.Type) -> Value? {
        guard case .stored = self.session.mode else { return nil }
        if let sequence = type as? any DecodableSequence.Type {
            return sequence.init(node: self, elements: []) as? Value
        }
        if let dictionary = type as? any DecodableDictionary.Type {
            return dictionary.init(node: self, object: JSONObject(members: [])) as? Value
        }
        return type == Bool.self ? false as? Value : nil
    }

    /// The elements or members here, if the type is a collection of such.
    @inline(never)
    private func collection<Value: Decodable>(of type: Value.Type) -> Value? {
        if case .array(let elements) = self.value, let sequence = type as? any DecodableSequence.Type {
            return sequence.init(node: self, elements: elements) as? Value
        }
        if case .object(let object) = self.value, let dictionary = type as? any DecodableDictionary.Type {
            return dictionary.init(node: self, object: object) as? Value
        }
        return nil
    }

    func placeholder<Value: Decodable>(of type: Value.Type) throws(Abandoned) -> Value {
        guard let placeholder = Placeholder.make(type) else { throw Abandoned() }
        return placeholder
    }

    private func record<Value: Decodable>(_ error: any Error, of type: Value.Type, since before: Int) {
        let new = self.session.problems.count - before
        if new > 0 {
            // The initializer only stumbled over a placeholder. But the allowed words say more than "string".
            if new == 1, let words = Expectation.words(of: type), self.session.problems.last?.pointer == self.pointer {
                self.session.expect(words)
            }
            return
        }
        guard let error = error as? DecodingError else {
            self.session.record(cause: error)
            self.record(expected: Expectation.of(type))
            return
        }
        let path: [any CodingKey]
        var said = ""
        switch error {
        case .dataCorrupted(let context), .typeMismatch(_, let context), .valueNotFound(_, let context):
            path = context.codingPath
            said = context.debugDescription
        case .keyNotFound(let key, let context):
            path = context.codingPath + [key]
        @unknown default:
            path = []
        }
        var place = self
        for key in path.dropFirst(self.codingPath.count) {
            place = place.child(
                place.value[key is MemberName ? key.stringValue : WireName.wire(key.stringValue)] ?? .null,
                key.intValue.map(Step.element) ?? .member(WireName.wire(key.stringValue))
            )
        }
        if case .keyNotFound = error {
            self.session.record(Problem(pointer: place.pointer, expected: Expectation.of(type), found: "missing"))
        } else {
            place.record(expected: Expectation.of(type, saying: said, about: place.value))
        }
    }

    // MARK: Decoder

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(ObjectDecoding<Key>(node: self))
    }

    func unkeyedContainer() -> any UnkeyedDecodingContainer {
        guard case .array(let elements) = self.value else {
            self.refuse(expected: "array")
            return ArrayDecoding(node: self, elements: [])
        }
        return ArrayDecoding(node: self, elements: elements)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer { self }
}

extension DecodingNode: SingleValueDecodingContainer {
    func decodeNil() -> Bool { self.value.isNull }
    func decode(_ type: Bool.Type) -> Bool { self.primitive() }
    func decode(_ type: String.Type) -> String { self.primitive() }
    func decode(_ type: Double.Type) -> Double { self.primitive() }
    func decode(_ type: Float.Type) -> Float { self.primitive() }
    func decode(_ type: Int.Type) -> Int { self.primitive() }
    func decode(_ type: Int8.Type) -> Int8 { self.primitive() }
    func decode(_ type: Int16.Type) -> Int16 { self.primitive() }
    func decode(_ type: Int32.Type) -> Int32 { self.primitive() }
    func decode(_ type: Int64.Type) -> Int64 { self.primitive() }
    func decode(_ type: UInt.Type) -> UInt { self.primitive() }
    func decode(_ type: UInt8.Type) -> UInt8 { self.primitive() }
    func decode(_ type: UInt16.Type) -> UInt16 { self.primitive() }
    func decode(_ type: UInt32.Type) -> UInt32 { self.primitive() }
    func decode(_ type: UInt64.Type) -> UInt64 { self.primitive() }
    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try self.value(of: type) }

    private func primitive<Value: JSONPrimitive>() -> Value {
        if let value = Value(json: self.value) { return value }
        self.record(expected: Value.expectation)
        return Value.placeholder
    }
}
