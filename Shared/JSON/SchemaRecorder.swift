/// Notes what a type asks for and answers with placeholders.
final class SchemaRecorder: Decoder {
    let context: JSONSchema.Context
    var isObject = false
    var properties: [(String, JSONValue)] = []
    var required: [String] = []
    var single: JSONValue?

    init(context: JSONSchema.Context) { self.context = context }

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
        self.isObject = true
        return KeyedDecodingContainer(SchemaMembers(recorder: self))
    }
    func unkeyedContainer() throws -> any UnkeyedDecodingContainer { throw Abandoned() }
    func singleValueContainer() -> any SingleValueDecodingContainer { SchemaSingle(recorder: self) }

    func note(_ name: String, _ type: any Decodable.Type, isRequired: Bool) {
        guard !self.properties.contains(where: { $0.0 == name }) else { return }
        let schema = self.context.schema(of: type)
        self.properties.append((name, isRequired ? schema : JSONSchema.nullable(schema)))
        if isRequired { self.required.append(name) }
    }
}

private struct SchemaSingle: SingleValueDecodingContainer {
    let recorder: SchemaRecorder
    var codingPath: [any CodingKey] { [] }
    func decodeNil() -> Bool { false }
    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        self.recorder.single = self.recorder.context.schema(of: type)
        guard let value = Placeholder.make(type) else { throw Abandoned() }
        return value
    }
    func decode(_ type: Bool.Type) throws -> Bool { try self.primitive(type) }
    func decode(_ type: String.Type) throws -> String { try self.primitive(type) }
    func decode(_ type: Double.Type) throws -> Double { try self.primitive(type) }
    func decode(_ type: Float.Type) throws -> Float { try self.primitive(type) }
    func decode(_ type: Int.Type) throws -> Int { try self.primitive(type) }
    func decode(_ type: Int8.Type) throws -> Int8 { try self.primitive(type) }
    func decode(_ type: Int16.Type) throws -> Int16 { try self.primitive(type) }
    func decode(_ type: Int32.Type) throws -> Int32 { try self.primitive(type) }
    func decode(_ type: Int64.Type) throws -> Int64 { try self.primitive(type) }
    func decode(_ type: UInt.Type) throws -> UInt { try self.primitive(type) }
    func decode(_ type: UInt8.Type) throws -> UInt8 { try self.primitive(type) }
    func decode(_ type: UInt16.Type) throws -> UInt16 { try self.primitive(type) }
    func decode(_ type: UInt32.Type) throws -> UInt32 { try self.primitive(type) }
    func decode(_ type: UInt64.Type) throws -> UInt64 { try self.primitive(type) }
    private func primitive<Value: Decodable>(_ type: Value.Type) throws -> Value {
        self.recorder.single = self.recorder.context.schema(of: type)
        guard let value = Placeholder.make(type) else { throw Abandoned() }
        return value
    }
}

private struct SchemaMembers<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let recorder: SchemaRecorder
    var codingPath: [any CodingKey] { [] }
    var allKeys: [Key] { [] }
    func contains(_ key: Key) -> Bool { true }
    func decodeNil(forKey key: Key) -> Bool { false }

    private func required<Value: Decodable>(_ type: Value.Type, _ key: Key) throws -> Value {
        self.recorder.note(WireName.wire(key.stringValue), type, isRequired: true)
        guard let value = Placeholder.make(type) else { throw Abandoned() }
        return value
    }
    private func optional<Value: Decodable>(_ type: Value.Type, _ key: Key) -> Value? {
        self.recorder.note(WireName.wire(key.stringValue), type, isRequired: false)
        return nil
    }
    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try self.required(type, key) }
    func decodeIfPresent(_ type: Bool.Type, forKey key: Key) -> Bool? { self.optional(type, key) }
    func decode(_ type: String.Type, forKey key: Key) throws -> String { try self.required(type, key) }
    func decodeIfPresent(_ type: String.Type, forKey key: Key) -> String? { self.optional(type, key) }
    func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try self.required(type, key) }
    func decodeIfPresent(_ type: Double.Type, forKey key: Key) -> Double? { self.optional(type, key) }
    func decode(_ type: Float.Type, forKey key: Key) throws -> Float { try self.required(type, key) }
    func decodeIfPresent(_ type: Float.Type, forKey key: Key) -> Float? { self.optional(type, key) }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try self.required(type, key) }
    func decodeIfPresent(_ type: Int.Type, forKey key: Key) -> Int? { self.optional(type, key) }
    func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try self.required(type, key) }
    func decodeIfPresent(_ type: Int8.Type, forKey key: Key) -> Int8? { self.optional(type, key) }
    func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try self.required(type, key) }
    func decodeIfPresent(_ type: Int16.Type, forKey key: Key) -> Int16? { self.optional(type, key) }
    func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try self.required(type, key) }
    func decodeIfPresent(_ type: Int32.Type, forKey key: Key) -> Int32? { self.optional(type, key) }
    func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try self.required(type, key) }
    func decodeIfPresent(_ type: Int64.Type, forKey key: Key) -> Int64? { self.optional(type, key) }
    func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try self.required(type, key) }
    func decodeIfPresent(_ type: UInt.Type, forKey key: Key) -> UInt? { self.optional(type, key) }
    func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try self.required(type, key) }
    func decodeIfPresent(_ type: UInt8.Type, forKey key: Key) -> UInt8? { self.optional(type, key) }
    func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try self.required(type, key) }
    func decodeIfPresent(_ type: UInt16.Type, forKey key: Key) -> UInt16? { self.optional(type, key) }
    func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try self.required(type, key) }
    func decodeIfPresent(_ type: UInt32.Type, forKey key: Key) -> UInt32? { self.optional(type, key) }
    func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try self.required(type, key) }
    func decodeIfPresent(_ type: UInt64.Type, forKey key: Key) -> UInt64? { self.optional(type, key) }
    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value { try self.required(type, key) }
    func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) -> Value? { self.optional(type, key) }
    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type,
        forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> { throw Abandoned() }
    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer { throw Abandoned() }
    func superDecoder() throws -> any Decoder { throw Abandoned() }
    func superDecoder(forKey key: Key) throws -> any Decoder { throw Abandoned() }
}
