/// Encodes `Encodable` types to JSON; member names as ``WireName`` writes them.
///
/// The same value gives the same bytes: members stand in the order they are encoded in, a dictionary's and a set's
/// elements in the order of their bytes. Bytes are written as they come, so an `encode(to:)` fills a nested container
/// before it goes on with the one around it, as synthesized ones do.
public enum JSONEncoding {
    /// Encodes to compact UTF-8.
    ///
    /// - Throws: `EncodingError` for a number that is not finite or a container that is filled too late; what a type's own
    ///   `encode(to:)` throws.
    public static func encode(
        _ value: some Encodable,
        userInfo: [CodingUserInfoKey: any Sendable] = [:]
    ) throws -> [UInt8] {
        let session = EncodingSession(userInfo: userInfo, known: nil)
        try session.write(value)
        return try session.finish()
    }

    /// Encodes to a value.
    ///
    /// - Throws: See ``encode(_:userInfo:)``.
    public static func encodeToValue(
        _ value: some Encodable,
        userInfo: [CodingUserInfoKey: any Sendable] = [:]
    ) throws -> JSONValue {
        try JSONParser.parse(try self.encode(value, userInfo: userInfo), limits: .own)
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
        private let session = EncodingSession(userInfo: [:], known: nil)

        func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
            self.keyType = ObjectIdentifier(type)
            return KeyedEncodingContainer(
                ObjectEncoding<Key>(session: self.session, place: self.session.buffer.open(.dictionary), true)
            )
        }
        func unkeyedContainer() -> any UnkeyedEncodingContainer { self.session.unkeyedContainer() }
        func singleValueContainer() -> any SingleValueEncodingContainer { self.session.singleValueContainer() }
    }
}
