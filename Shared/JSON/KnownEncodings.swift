/// Values whose encoding is at hand: where an equal one is met inside another, it is taken over. What a unit tells others is
/// mostly what it journals.
public struct KnownEncodings {
    private struct Entry {
        let type: ObjectIdentifier
        let equals: (Any) -> Bool
        let json: JSONValue
    }

    private var entries: [Entry] = []

    /// Nothing is known.
    public init() {}

    /// Remembers what a value was encoded to; one that can't be compared is not remembered.
    public mutating func add(_ value: some Encodable, as json: JSONValue) {
        guard let value = value as? any Equatable else { return }
        self.entries.append(Self.entry(value, json))
    }

    subscript<Value>(value: Value) -> JSONValue? {
        self.entries.first { $0.type == ObjectIdentifier(Value.self) && $0.equals(value) }?.json
    }

    private static func entry<Value: Equatable>(_ value: Value, _ json: JSONValue) -> Entry {
        Entry(type: ObjectIdentifier(Value.self), equals: { $0 as? Value == value }, json: json)
    }
}
