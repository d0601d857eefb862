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

    private static let shared = Mutex(KnownTypes())

    // Only our own types and their keys come here, so none of them can grow without end.
    private(set) var kinds = TypeMap<Kind>()
    private(set) var keys = TypeMap<KeyList>()
    /// For each type of keys a ``CaseKeys`` of it.
    private(set) var cases = TypeMap<any AnyObject & Sendable>()

    /// What is known by now.
    static var current: KnownTypes { self.shared.withLock { $0 } }

    /// Finds out what a type is.
    mutating func add(_ type: any Decodable.Type) -> Kind {
        let kind: Kind =
            if let sequence = type as? any DecodableSequence.Type {
                .sequence(sequence)
            } else if let dictionary = type as? any DecodableDictionary.Type { .dictionary(dictionary) } else { .plain }
        self = Self.shared.withLock { known in
            known.kinds[ObjectIdentifier(type)] = kind
            return known
        }
        return kind
    }

    /// Adds a key's name to those of its type.
    mutating func add(_ name: String, of type: ObjectIdentifier) -> KeyList {
        let entry = KeyList.Entry(name: name, wire: WireName.wire(name))
        KnownNames.add(entry.wire)
        self = Self.shared.withLock { known in
            let entries = known.keys[type]?.entries ?? []
            if !entries.contains(where: { $0.name == name }) { known.keys[type] = KeyList(entries: entries + [entry]) }
            return known
        }
        return self.keys[type] ?? KeyList(entries: [entry])
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

    /// The keys of that type by their names on the wire.
    func caseKeys<Key: CodingKey>(of type: Key.Type) -> CaseKeys<Key>? {
        // Only `add` puts something there, under the type of its keys.
        self.cases[ObjectIdentifier(type)].map { unsafe unsafeDowncast($0, to: CaseKeys<Key>.self) }
    }
}

/// The names of one type's keys, Swift's and the wire's side by side, in the order they were first asked for.
final class KeyList: Sendable {
    struct Entry: Sendable {
        let name: String
        let wire: String
    }

    let entries: [Entry]

    init(entries: [Entry]) { self.entries = entries }
}

/// The keys that names on the wire stand for where the names come first, as those of an enum's cases do.
final class CaseKeys<Key: CodingKey>: Sendable {
    let keys: [String: (key: Key, guesses: Int)]

    init(keys: [String: (key: Key, guesses: Int)]) { self.keys = keys }
}

/// Values by type. A type's address is hash enough.
struct TypeMap<Value: Sendable>: Sendable {
    private struct Slot: Sendable {
        let type: ObjectIdentifier
        var value: Value
    }

    // Open addressing; at least half of it is empty.
    private var slots = [Slot?](repeating: nil, count: 64)
    private var count = 0

    /// Where the type's value stands or belongs.
    @inline(__always)
    private func place(of type: ObjectIdentifier) -> Int {
        let address = UInt(bitPattern: type)
        var place = Int(truncatingIfNeeded: address &>> 4 ^ address &>> 11) & (self.slots.count &- 1)
        while let slot = self.slots[place], slot.type != type { place = (place &+ 1) & (self.slots.count &- 1) }
        return place
    }

    /// The value of that type; it can't be taken away again.
    subscript(type: ObjectIdentifier) -> Value? {
        @inline(__always) get { self.slots[self.place(of: type)]?.value }
        set {
            guard let newValue else { return }
            let place = self.place(of: type)
            let isNew = self.slots[place] == nil
            self.slots[place] = Slot(type: type, value: newValue)
            guard isNew else { return }
            self.count += 1
            guard self.count * 2 > self.slots.count else { return }
            let known = self.slots
            self.slots = [Slot?](repeating: nil, count: known.count * 2)
            for case let slot? in known { self.slots[self.place(of: slot.type)] = slot }
        }
    }
}

/// The same value as a type that is known to be its own only where it is used; nil if it is another.
@inline(__always)
func same<From, To>(_ value: From, as type: To.Type) -> To? {
    guard From.self == To.self else { return nil }
    // One and the same type. `as?` asks the runtime, which takes longer than most values.
    return unsafe unsafeBitCast(value, to: type)
}
