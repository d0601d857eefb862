/// The members of a JSON object, in the order they came.
///
/// Names are unique. Two objects are equal if they have equal members, in whatever order (RFC 8259, section 4).
public struct JSONObject: Sendable, ExpressibleByDictionaryLiteral {
    /// A name and its value.
    public struct Member: Sendable {
        /// The name, as on the wire.
        public var key: String
        /// The value.
        public var value: JSONValue
    }

    /// The members, in order.
    public private(set) var members: [Member] = []

    /// An object without members.
    public init() {}

    /// An object of these members; of two with one name the later holds, at the place of the first.
    public init(members: some Sequence<(String, JSONValue)>) {
        for (key, value) in members { self[key] = value }
    }

    /// Writes an object.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self.init(members: elements)
    }

    /// An object of members whose names are known to be unique.
    init(unique members: [Member]) {
        self.members = members
    }

    /// How many members there are.
    public var count: Int { self.members.count }

    /// Whether there are none.
    public var isEmpty: Bool { self.members.isEmpty }

    /// The names, in order.
    public var keys: [String] { self.members.map(\.key) }

    /// The value of that name; setting nil removes the member.
    public subscript(key: String) -> JSONValue? {
        get {
            if let index = self.index(of: key) { self.members[index].value } else { nil }
        }
        set {
            switch (self.index(of: key), newValue) {
            case (let index?, let value?): self.members[index].value = value
            case (let index?, nil): self.members.remove(at: index)
            case (nil, let value?): self.members.append(Member(key: key, value: value))
            case (nil, nil): break
            }
        }
    }

    /// Where the member of that name stands. Objects are small and comparing short strings is cheap: a scan wins.
    func index(of key: String) -> Int? {
        for index in self.members.indices where self.members[index].key == key { return index }
        return nil
    }

    /// The same for a name of small letters, digits and `_`: no name of another length is the same written otherwise.
    func index(ofPlain key: String) -> Int? {
        let length = key.utf8.count
        for index in self.members.indices
        where self.members[index].key.utf8.count == length && self.members[index].key == key { return index }
        return nil
    }
}

extension JSONObject: Equatable {
    /// Whether both have the same members, in whatever order.
    public static func == (left: JSONObject, right: JSONObject) -> Bool {
        guard left.count == right.count else { return false }
        if zip(left.members, right.members).allSatisfy({ $0.key == $1.key }) {
            return zip(left.members, right.members).allSatisfy { $0.value == $1.value }
        }
        let values = Dictionary(right.members.map { ($0.key, $0.value) }, uniquingKeysWith: { _, later in later })
        return left.members.allSatisfy { values[$0.key] == $0.value }
    }
}
