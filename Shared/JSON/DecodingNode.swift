/// One place in the value being decoded; the `Decoder` that an `init(from:)` sees there.
final class DecodingNode: Decoder {
    enum Step {
        case whole
        case member(String)
        /// The member of the parent's object that stands there.
        case place(Int)
        case element(Int)
    }

    let session: DecodingSession
    /// The value's members, if it is an object.
    private(set) var object: JSONObject?
    /// The value, if it is no object.
    private var single: JSONValue
    /// Whether an enum's associated values are here, so that the value may stand for its only one (`_0`).
    let isPayload: Bool
    private var parent: DecodingNode?
    private var step: Step
    /// Which members were asked for: the first 64 as bits, the rest in a set.
    private var asked: UInt64 = 0
    private var askedBeyond: Set<Int> = []
    private var isOpen = false
    /// No statement about unknown members can be made: the type took all, or gave up half-way.
    private var isSettled = false
    private var isRefused = false
    /// Where the next member is likely to stand: senders mostly keep our order.
    private var cursor = 0
    /// The type whose keys were asked for last, their names, and where the next is likely to stand.
    private var keyType: ObjectIdentifier?
    private var keys: KeyList?
    private var keyCursor = 0
    /// A node that was used for one value and will do for the next. It has no parent while it waits.
    private var spare: DecodingNode?

    init(value: JSONValue, parent: DecodingNode?, step: Step, session: DecodingSession, isPayload: Bool = false) {
        if case .object(let object) = value {
            self.object = object
            self.single = .null
        } else {
            self.single = value
        }
        self.parent = parent
        self.step = step
        self.session = session
        self.isPayload = isPayload
    }

    var value: JSONValue { if let object { .object(object) } else { self.single } }

    var userInfo: [CodingUserInfoKey: Any] { self.session.userInfo }

    var codingPath: [any CodingKey] {
        var path: [any CodingKey] = []
        var node: DecodingNode? = self
        while let current = node {
            switch current.step {
            case .whole: break
            case .member(let name): path.append(MemberName(name))
            case .place(let index): path.append(MemberName(current.parent?.object?.members[index].key ?? ""))
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

    /// A node for a value below this, to be handed to ``giveBack(_:)``: one object or array needs one for all its values.
    func borrow(_ value: JSONValue, _ step: Step) -> DecodingNode {
        guard let node = self.spare else { return self.child(value, step) }
        self.spare = nil
        if case .object(let object) = value { node.object = object } else { node.single = value }
        node.step = step
        node.parent = self
        return node
    }

    /// Takes a node back, unless somebody still holds it: the session because of unknown members, or a type its container.
    func giveBack(_ node: inout DecodingNode) {
        guard isKnownUniquelyReferenced(&node) else { return }
        node.parent = nil
        node.single = .null
        node.isRefused = false
        node.isSettled = false
        if node.object != nil {
            node.object = nil
            node.asked = 0
            if !node.askedBeyond.isEmpty { node.askedBeyond = [] }
            node.isOpen = false
            node.cursor = 0
            node.keyCursor = 0
        }
        self.spare = node
    }

    // MARK: Members

    /// Where the name of a type's key stands among ``keys``.
    @inline(__always)
    private func keyPlace(_ name: String, of type: ObjectIdentifier) -> (KeyList, Int) {
        if self.keyType == type, let keys {
            let place = self.keyCursor
            if place < keys.entries.count, keys.entries[place].name == name {
                self.keyCursor = place &+ 1
                return (keys, place)
            }
        }
        return self.findKey(name, of: type)
    }

    @inline(never)
    private func findKey(_ name: String, of type: ObjectIdentifier) -> (KeyList, Int) {
        if self.keyType != type || self.keys == nil {
            self.keyType = type
            self.keys = self.session.known.keys(of: type)
            self.keyCursor = 0
        }
        if let keys, let place = keys.place(of: name, from: self.keyCursor) {
            self.keyCursor = place + 1
            return (keys, place)
        }
        let keys = self.session.learn { $0.add(name, of: type) }
        self.keys = keys
        let place = keys.place(of: name, from: 0) ?? 0
        self.keyCursor = place + 1
        return (keys, place)
    }

    /// The name on the wire of a type's key.
    func wire(_ name: String, of type: ObjectIdentifier) -> String {
        guard type != ObjectIdentifier(MemberName.self) else { return WireName.wire(name) }
        let (keys, place) = self.keyPlace(name, of: type)
        return keys.entries[place].wire
    }

    /// Where the member of a type's key stands; notes that it was asked for.
    @inline(__always)
    func index(ofKey name: String, of type: ObjectIdentifier) -> Int? {
        guard self.object != nil else { return nil }
        guard type != ObjectIdentifier(MemberName.self) else { return self.index(of: WireName.wire(name)) }
        let (keys, place) = self.keyPlace(name, of: type)
        return self.index(of: keys.entries[place].wire, isPlain: keys.entries[place].isPlain)
    }

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

    /// Whether an array or an object is here.
    var isCollection: Bool {
        if self.object != nil { return true }
        if case .array = self.single { return true }
        return false
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
        return self.child(object.members[index].value, .place(index))
    }

    /// The value at that place as that type, or a placeholder with a problem recorded.
    ///
    /// - Throws: ``Abandoned`` after recording a problem, if there is no placeholder.
    func decode<Value: Decodable>(_ type: Value.Type, at place: ObjectPlace) throws -> Value {
        guard case .member(let index) = place, let object else { return try self.node(at: place).value(of: type) }
        return try self.decode(type, from: object.members[index].value, .place(index))
    }

    /// A value below this as that type.
    @inline(__always)
    func decode<Value: Decodable>(_ type: Value.Type, from value: JSONValue, _ step: Step) throws -> Value {
        // Taken as it is: nobody looks into it.
        if isSame(type, JSONValue.self) { return same(value, as: type) }
        var node = self.borrow(value, step)
        let value = try node.value(of: type)
        self.giveBack(&node)
        return value
    }

    /// Where the member of that name stands; notes that it was asked for. See ``JSONObject/index(ofPlain:)``.
    @inline(__always)
    func index(of name: String, isPlain: Bool = false) -> Int? {
        guard let object else { return nil }
        let index: Int
        if self.cursor < object.members.count, object.members[self.cursor].key == name {
            index = self.cursor
        } else if let found = isPlain ? object.index(ofPlain: name) : object.index(of: name) {
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

    /// Whether there may be members no type asked for.
    var hasMembersNotAskedFor: Bool {
        guard !self.isSettled, let object else { return false }
        return self.asked.nonzeroBitCount + self.askedBeyond.count < object.count
    }

    func membersNotAskedFor() -> [String] {
        guard self.hasMembersNotAskedFor, let object else { return [] }
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
        let before = self.session.problemCount
        let value = try? body()
        return self.session.doesWithout(from: before) ? nil : value
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
