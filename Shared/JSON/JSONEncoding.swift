/// Encodes `Encodable` types to JSON; member names as ``WireName`` writes them.
///
/// The same value gives the same bytes: members stand in the order they are encoded in, a dictionary's sorted by name, a
/// set's elements by their bytes.
public enum JSONEncoding {
    /// Encodes to compact UTF-8.
    ///
    /// - Throws: `EncodingError` for a number that is not finite; what a type's own `encode(to:)` throws.
    public static func encode(
        _ value: some Encodable,
        userInfo: [CodingUserInfoKey: any Sendable] = [:]
    ) throws -> [UInt8] {
        JSONWriter.write(try self.encodeToValue(value, userInfo: userInfo))
    }

    /// Encodes to a value.
    ///
    /// - Throws: See ``encode(_:userInfo:)``.
    public static func encodeToValue(
        _ value: some Encodable,
        userInfo: [CodingUserInfoKey: any Sendable] = [:]
    ) throws -> JSONValue {
        try EncodingNode.value(of: value, userInfo: userInfo, known: nil)
    }
}

/// A dictionary's keys are data and are not renamed. The standard library gives them a key type of its own, for which it
/// has no public name; it shows when a dictionary is encoded.
enum DictionaryKeys {
    /// The key type a dictionary opens its container with.
    static let type: ObjectIdentifier? = {
        let probe = Probe()
        try? ["": 0].encode(to: probe)
        return probe.keyType
    }()

    private final class Probe: Encoder {
        var keyType: ObjectIdentifier?
        var codingPath: [any CodingKey] { [] }
        var userInfo: [CodingUserInfoKey: Any] { [:] }
        private let node = EncodingNode(parent: nil, key: nil, userInfo: [:])

        func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
            self.keyType = ObjectIdentifier(type)
            return KeyedEncodingContainer(ObjectEncoding<Key>(node: self.node, isDictionary: true))
        }
        func unkeyedContainer() -> any UnkeyedEncodingContainer { self.node.unkeyedContainer() }
        func singleValueContainer() -> any SingleValueEncodingContainer { self.node }
    }
}
