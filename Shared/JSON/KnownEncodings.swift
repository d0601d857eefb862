/// Values whose encoding is at hand: where an equal one is met inside another, it is taken over. What a unit tells others is
/// mostly what it journals.
public struct KnownEncodings {
    private struct Entry {
        let type: ObjectIdentifier
        let equals: (Any) -> Bool
        let bytes: [UInt8]
    }

    private var entries: [Entry] = []

    /// Nothing is known.
    public init() {}

    /// Remembers what a value was encoded to; one that can't be compared is not remembered.
    public mutating func add(_ value: some Encodable, as bytes: [UInt8]) {
        guard let value = value as? any Equatable else { return }
        self.entries.append(Self.entry(value, bytes))
    }

    @inline(__always)
    subscript<Value>(value: Value) -> [UInt8]? {
        for entry in self.entries where entry.type == ObjectIdentifier(Value.self) {
            if entry.equals(value) { return entry.bytes }
        }
        return nil
    }

    private static func entry<Value: Equatable>(_ value: Value, _ bytes: [UInt8]) -> Entry {
        Entry(type: ObjectIdentifier(Value.self), equals: { $0 as? Value == value }, bytes: bytes)
    }
}
