/// What kind of privacy a value needs (domain.md §0).
public enum PrivacyClass: String, Codable, Sendable, Hashable, CaseIterable {
    /// Child identity: also carers, household, address.
    case childIdentity = "CI"
    /// Reporter identity: intake's alone.
    case reporterIdentity = "RI"
    /// Sensitive health and harm, free text.
    case sensitiveHarm = "SH"
}

/// Where a confidential value belongs: bound to its ciphertext, so that it can't be moved elsewhere.
public struct SealingScope: Sendable, Hashable {
    /// The privacy class, and so the key.
    public let privacyClass: PrivacyClass
    /// The complaint whose data key seals it, for good, wherever the value travels.
    public let origin: ComplaintID
    /// The field's name, `child`.
    public let field: String

    /// A place.
    public init(_ privacyClass: PrivacyClass, origin: ComplaintID, field: String) {
        self.privacyClass = privacyClass
        self.origin = origin
        self.field = field
    }
}

/// A sealed value: ciphertext and what is needed to find its key.
public struct SealedValue: Codable, Sendable, Hashable {
    /// The privacy class.
    public let privacyClass: PrivacyClass
    /// The complaint whose data key seals it.
    public let origin: ComplaintID
    /// The field's name.
    public let field: String
    /// AES-GCM nonce, ciphertext and tag, in base64.
    public let box: String

    /// A sealed value.
    public init(scope: SealingScope, box: String) {
        self.privacyClass = scope.privacyClass
        self.origin = scope.origin
        self.field = scope.field
        self.box = box
    }

    /// Where it belongs.
    public var scope: SealingScope { SealingScope(self.privacyClass, origin: self.origin, field: self.field) }

    enum CodingKeys: String, CodingKey {
        case privacyClass = "class"
        case origin, field, box
    }

    /// Writes four strings. Most values that are written are these, so they are spared what a synthesized one costs.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(self.privacyClass.rawValue, forKey: .privacyClass)
        try container.encode(self.origin.text, forKey: .origin)
        try container.encode(self.field, forKey: .field)
        try container.encode(self.box, forKey: .box)
    }
}

/// Seals values as they are written. Found in the encoder's `userInfo` under ``CodingUserInfoKey/confidentialSealer``.
public protocol ConfidentialSealer: Sendable {
    /// The value sealed for its place.
    func seal<Value: Encodable & Equatable & Sendable>(_ value: Value, scope: SealingScope) throws -> SealedValue
    /// Told of each place a sealed value is written for, so that its key can be sent along.
    func wrote(_ scope: SealingScope)
}

extension ConfidentialSealer {
    /// Nobody asks.
    public func wrote(_ scope: SealingScope) {}
}

/// Opens sealed values for a rule or a person.
public protocol ConfidentialOpener: Sendable {
    /// The value; throws if the key is not here, destroyed, or the bytes were changed or moved.
    func open<Value: Decodable & Sendable>(_ sealed: SealedValue, as type: Value.Type) throws -> Value
}

extension CodingUserInfoKey {
    /// Holds an `any ConfidentialSealer`.
    public static let confidentialSealer = CodingUserInfoKey(rawValue: "pksai.sealer").unsafelyUnwrappedKey
}

extension Optional where Wrapped == CodingUserInfoKey {
    fileprivate var unsafelyUnwrappedKey: CodingUserInfoKey {
        guard let key = self else { preconditionFailure("a constant key is always valid") }
        return key
    }
}

/// A value that must never be stored or sent in the clear. Writing it seals it; reading leaves it sealed until opened.
public enum Confidential<Value: Codable & Sendable & Equatable>: Sendable, Equatable, Codable {
    /// As a rule made it, not yet written.
    case plain(Value, SealingScope)
    /// As stored or received.
    case sealed(SealedValue)

    /// A value of this class that belongs to a complaint's field.
    public init(_ value: Value, _ privacyClass: PrivacyClass, origin: ComplaintID, field: String) {
        self = .plain(value, SealingScope(privacyClass, origin: origin, field: field))
    }

    /// Where it belongs.
    public var scope: SealingScope {
        switch self {
        case .plain(_, let scope): scope
        case .sealed(let sealed): sealed.scope
        }
    }

    /// The value itself.
    public func open(with opener: any ConfidentialOpener) throws -> Value {
        switch self {
        case .plain(let value, _): value
        case .sealed(let sealed): try opener.open(sealed, as: Value.self)
        }
    }

    /// Reads a sealed value; nothing else is accepted.
    public init(from decoder: any Decoder) throws { self = .sealed(try SealedValue(from: decoder)) }

    /// Writes the sealed value.
    public func encode(to encoder: any Encoder) throws {
        let sealer = encoder.userInfo[.confidentialSealer] as? any ConfidentialSealer
        sealer?.wrote(self.scope)
        switch self {
        case .sealed(let sealed): try sealed.encode(to: encoder)
        case .plain(let value, let scope):
            guard let sealer else {
                throw EncodingError.invalidValue(
                    scope.field,
                    EncodingError.Context(codingPath: encoder.codingPath, debugDescription: "no sealer for this value")
                )
            }
            try sealer.seal(value, scope: scope).encode(to: encoder)
        }
    }
}
