/// JSON that is at hand and stands inside any `Codable` type as it is.
public enum EncodedJSON: Sendable {
    /// As it was parsed.
    case value(JSONValue)
    /// As it was encoded a moment ago: one value, compact.
    case bytes([UInt8])

    /// The value.
    ///
    /// - Throws: ``JSONSyntaxError`` for bytes that no encoder wrote.
    public func value() throws(JSONSyntaxError) -> JSONValue {
        switch self {
        case .value(let value): value
        case .bytes(let bytes): try JSONParser.parse(bytes, limits: .own)
        }
    }

    func append(to output: inout [UInt8]) {
        switch self {
        case .value(let value): JSONWriter.append(value, to: &output)
        case .bytes(let bytes): output += bytes
        }
    }
}

extension EncodedJSON: Codable {
    /// Takes whatever value is there.
    public init(from decoder: any Decoder) throws { self = .value(try JSONValue(from: decoder)) }

    /// Writes the value as it is.
    public func encode(to encoder: any Encoder) throws { try self.value().encode(to: encoder) }
}
