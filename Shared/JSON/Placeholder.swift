internal import Synchronization

/// Stands in for a value that is missing or wrong, so that decoding can go on and find the rest.
enum Placeholder {
    /// What a single value may have to look like before its type accepts it.
    static let candidates: [(string: String, integer: Int)] = [
        ("", 0), ("00000000-0000-4000-8000-000000000000", 1), ("1970-01-01T00:00:00Z", 10), ("1970-01-01", 100),
        ("aa", 2000), ("ADU-2000-000001", 5), ("PKSAI-2000-000001", 12), ("LYN-2000-000001", 6), ("0", 2),
        ("7371010101009001", 3), ("2000", 7),
    ]

    /// Some value of that type; nil if none of the guesses is accepted.
    static func make<Value: Decodable>(_ type: Value.Type, depth: Int = 0) -> Value? {
        guard depth < 32 else { return nil }
        if let cases = type as? any CaseIterable.Type { return self.first(of: cases) as? Value }
        let identifier = ObjectIdentifier(type)
        switch self.cache.withLock({ $0[identifier] }) {
        case .some(.none): return nil
        case .some(.some(let index)): return try? type.init(from: PlaceholderDecoder(index, depth))
        case .none: break
        }
        for index in self.candidates.indices {
            guard let value = try? type.init(from: PlaceholderDecoder(index, depth)) else { continue }
            self.cache.withLock { $0[identifier] = .some(index) }
            return value
        }
        self.cache.withLock { $0[identifier] = .some(.none) }
        return nil
    }

    /// Which candidate a type accepted; nil inside for none. Only our own types come here: it cannot grow without end.
    private static let cache = Mutex<[ObjectIdentifier: Int?]>([:])

    private static func first<Cases: CaseIterable>(of type: Cases.Type) -> Cases? { type.allCases.first }
}

/// Answers everything with one candidate.
private struct PlaceholderDecoder: Decoder, SingleValueDecodingContainer, UnkeyedDecodingContainer {
    let candidate: Int
    let depth: Int

    init(_ candidate: Int, _ depth: Int) {
        self.candidate = candidate
        self.depth = depth
    }

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }
    var count: Int? { 0 }
    var isAtEnd: Bool { true }
    var currentIndex: Int { 0 }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(PlaceholderMembers(decoder: self))
    }
    func unkeyedContainer() -> any UnkeyedDecodingContainer { self }
    func singleValueContainer() -> any SingleValueDecodingContainer { self }
    func nestedContainer<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
        self.container(keyedBy: type)
    }
    func nestedUnkeyedContainer() -> any UnkeyedDecodingContainer { self }
    func superDecoder() throws -> any Decoder { throw Unsupported.superclass(at: []) }

    var string: String { Placeholder.candidates[self.candidate].string }
    func integer<Value: FixedWidthInteger>() -> Value {
        Value(exactly: Placeholder.candidates[self.candidate].integer) ?? 0
    }

    func decodeNil() -> Bool { true }
    func decode(_ type: Bool.Type) -> Bool { false }
    func decode(_ type: String.Type) -> String { self.string }
    func decode(_ type: Double.Type) -> Double { Double(Placeholder.candidates[self.candidate].integer) }
    func decode(_ type: Float.Type) -> Float { Float(Placeholder.candidates[self.candidate].integer) }
    func decode(_ type: Int.Type) -> Int { self.integer() }
    func decode(_ type: Int8.Type) -> Int8 { self.integer() }
    func decode(_ type: Int16.Type) -> Int16 { self.integer() }
    func decode(_ type: Int32.Type) -> Int32 { self.integer() }
    func decode(_ type: Int64.Type) -> Int64 { self.integer() }
    func decode(_ type: UInt.Type) -> UInt { self.integer() }
    func decode(_ type: UInt8.Type) -> UInt8 { self.integer() }
    func decode(_ type: UInt16.Type) -> UInt16 { self.integer() }
    func decode(_ type: UInt32.Type) -> UInt32 { self.integer() }
    func decode(_ type: UInt64.Type) -> UInt64 { self.integer() }
    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        guard let value = Placeholder.make(type, depth: self.depth + 1) else { throw Abandoned() }
        return value
    }
}

/// An object that has every member except optional ones.
private struct PlaceholderMembers<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let decoder: PlaceholderDecoder

    var codingPath: [any CodingKey] { [] }
    var allKeys: [Key] { [] }
    func contains(_ key: Key) -> Bool { false }
    func decodeNil(forKey key: Key) -> Bool { true }
    func decode(_ type: Bool.Type, forKey key: Key) -> Bool { false }
    func decode(_ type: String.Type, forKey key: Key) -> String { self.decoder.string }
    func decode(_ type: Double.Type, forKey key: Key) -> Double { self.decoder.decode(type) }
    func decode(_ type: Float.Type, forKey key: Key) -> Float { self.decoder.decode(type) }
    func decode(_ type: Int.Type, forKey key: Key) -> Int { self.decoder.integer() }
    func decode(_ type: Int8.Type, forKey key: Key) -> Int8 { self.decoder.integer() }
    func decode(_ type: Int16.Type, forKey key: Key) -> Int16 { self.decoder.integer() }
    func decode(_ type: Int32.Type, forKey key: Key) -> Int32 { self.decoder.integer() }
    func decode(_ type: Int64.Type, forKey key: Key) -> Int64 { self.decoder.integer() }
    func decode(_ type: UInt.Type, forKey key: Key) -> UInt { self.decoder.integer() }
    func decode(_ type: UInt8.Type, forKey key: Key) -> UInt8 { self.decoder.integer() }
    func decode(_ type: UInt16.Type, forKey key: Key) -> UInt16 { self.decoder.integer() }
    func decode(_ type: UInt32.Type, forKey key: Key) -> UInt32 { self.decoder.integer() }
    func decode(_ type: UInt64.Type, forKey key: Key) -> UInt64 { self.decoder.integer() }
    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value { try self.decoder.decode(type) }
    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type,
        forKey key: Key
    ) -> KeyedDecodingContainer<Nested> { self.decoder.container(keyedBy: type) }
    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedDecodingContainer { self.decoder }
    func superDecoder() throws -> any Decoder { try self.decoder.superDecoder() }
    func superDecoder(forKey key: Key) throws -> any Decoder { try self.decoder.superDecoder() }
}
