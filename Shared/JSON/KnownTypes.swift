internal import Synchronization

/// What decoding found out about types, so that it asks the runtime and cuts names to pieces once and not for each value.
/// A decoding takes it over as it is and works without a lock from then on.
struct KnownTypes: Sendable {
    /// What a type is to the decoder, beside its `init(from:)`.
    enum Kind: Sendable {
        case plain
        case sequence(any DecodableSequence.Type)
        case dictionary(any DecodableDictionary.Type)
    }

    private final class KnownKind: Sendable {
        let kind: Kind
        init(_ kind: Kind) { self.kind = kind }
    }

    private static let shared = Mutex(KnownTypes())

    // Only our own types and their keys come here, so none of them can grow without end.
    // Each holds one class only, so that a look into it needs no question.
    private var kinds = TypeMap()
    private var keys = TypeMap()
    private var cases = TypeMap()

    /// What is known by now.
    static var current: KnownTypes { self.shared.withLock { $0 } }

    /// What a type is, if it was found out.
    @inline(__always)
    func kind(of type: ObjectIdentifier) -> Kind? {
        self.kinds[type].map { unsafe unsafeDowncast($0, to: KnownKind.self).kind }
    }

    /// The names of that type's keys.
    @inline(__always)
    func keys(of type: ObjectIdentifier) -> KeyList? {
        self.keys[type].map { unsafe unsafeDowncast($0, to: KeyList.self) }
    }

    /// The keys of that type by their names on the wire.
    func caseKeys<Key: CodingKey>(of type: Key.Type) -> CaseKeys<Key>? {
        self.cases[ObjectIdentifier(type)].map { unsafe unsafeDowncast($0, to: CaseKeys<Key>.self) }
    }

    /// Finds out what a type is.
    mutating func add(_ type: any Decodable.Type) -> Kind {
        let kind: Kind =
            if let sequence = type as? any DecodableSequence.Type {
                .sequence(sequence)
            } else if let dictionary = type as? any DecodableDictionary.Type { .dictionary(dictionary) } else { .plain }
        self = Self.shared.withLock { known in
            known.kinds[ObjectIdentifier(type)] = KnownKind(kind)
            return known
        }
        return kind
    }

    /// Adds a key's name to those of its type.
    mutating func add(_ name: String, of type: ObjectIdentifier) -> KeyList {
        let entry = KeyList.Entry(name: name, wire: WireName.wire(name))
        KnownNames.add(entry.wire)
        self = Self.shared.withLock { known in
            let entries = known.keys(of: type)?.entries ?? []
            if !entries.contains(where: { $0.name == name }) { known.keys[type] = KeyList(entries: entries + [entry]) }
            return known
        }
        return self.keys(of: type) ?? KeyList(entries: [entry])
    }

    /// Remembers which key a name on the wire stands for, and how many guesses that took.
    mutating func add<Key: CodingKey>(_ key: Key, for wire: String, guesses: Int) {
        KnownNames.add(wire)
        self = Self.shared.withLock { known in
            var keys = known.caseKeys(of: Key.self)?.keys ?? [:]
            keys[wire] = (key, guesses)
            known.cases[ObjectIdentifier(Key.self)] = CaseKeys(keys: keys)
            return known
        }
    }
}

/// The names of one type's keys, Swift's and the wire's side by side, in the order they were first asked for.
final class KeyList: Sendable {
    struct Entry: Sendable {
        let name: String
        let wire: String
        /// Whether the name on the wire is of small letters, digits and `_`.
        let isPlain: Bool

        /// A name is spelled one way, so its length tells most others apart.
        @inline(__always)
        func isNamed(_ name: String, _ length: Int) -> Bool { self.name.utf8.count == length && self.name == name }

        init(name: String, wire: String) {
            self.name = name
            self.wire = wire
            self.isPlain = wire.utf8.allSatisfy { byte in
                byte &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10 || byte == UInt8(ascii: "_")
            }
        }
    }

    let entries: [Entry]

    init(entries: [Entry]) { self.entries = entries }

    /// Where a name stands. What a type asks for next mostly stands soon after what it asked for last.
    func place(of name: String, from start: Int) -> Int? {
        let length = name.utf8.count
        for place in start..<max(start, self.entries.count) where self.entries[place].isNamed(name, length) {
            return place
        }
        for place in 0..<min(start, self.entries.count) where self.entries[place].isNamed(name, length) { return place }
        return nil
    }
}

/// The keys that names on the wire stand for where the names come first, as those of an enum's cases do.
final class CaseKeys<Key: CodingKey>: Sendable {
    let keys: [String: (key: Key, guesses: Int)]

    init(keys: [String: (key: Key, guesses: Int)]) { self.keys = keys }
}

/// Objects by type. Not generic: what the compiler leaves generic takes longer than what it is to save.
struct TypeMap: Sendable {
    // Open addressing; at least half of it is empty. A type's address is hash enough.
    private var types = [UInt](repeating: 0, count: 64)
    private var objects = [(any AnyObject & Sendable)?](repeating: nil, count: 64)
    private var count = 0

    /// Where the type stands or belongs.
    @inline(__always)
    private func place(of type: UInt) -> Int {
        var place = Int(truncatingIfNeeded: type &>> 4 ^ type &>> 11) & (self.types.count &- 1)
        while self.types[place] != 0, self.types[place] != type { place = (place &+ 1) & (self.types.count &- 1) }
        return place
    }

    /// The object of that type; it can't be taken away again.
    subscript(type: ObjectIdentifier) -> (any AnyObject & Sendable)? {
        @inline(__always) get { self.objects[self.place(of: UInt(bitPattern: type))] }
        set {
            let place = self.place(of: UInt(bitPattern: type))
            self.objects[place] = newValue
            guard self.types[place] == 0 else { return }
            self.types[place] = UInt(bitPattern: type)
            self.count += 1
            guard self.count * 2 > self.types.count else { return }
            let known = zip(self.types, self.objects)
            self.types = [UInt](repeating: 0, count: self.types.count * 2)
            self.objects = [(any AnyObject & Sendable)?](repeating: nil, count: self.types.count)
            for (type, object) in known where type != 0 {
                let place = self.place(of: type)
                self.types[place] = type
                self.objects[place] = object
            }
        }
    }
}

/// The same value as the type that it is known to be of; `isSame` says whether it is.
///
/// `as?` asks the runtime and an optional has it look for one more type, either of which takes longer than most values.
@inline(__always)
func same<From, To>(_ value: From, as type: To.Type) -> To {
    precondition(isSame(From.self, type), "asked before")
    return unsafe unsafeBitCast(value, to: type)
}

/// Whether both are one type.
@inline(__always)
func isSame<One, Other>(_ one: One.Type, _ other: Other.Type) -> Bool {
    ObjectIdentifier(one) == ObjectIdentifier(other)
}
