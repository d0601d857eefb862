internal import Crypto
internal import Foundation

/// The public half of a reader's or unit's key: whoever has it can seal a body to them.
public struct PublicSealKey: Codable, Sendable, Hashable {
    /// Names the key; stands at the head of every body sealed to it.
    public let id: String
    /// The X25519 public key, 32 bytes, in base64url without padding (RFC 4648, section 5).
    public let x25519: String

    /// A key; nil if the identifier breaks `[A-Za-z0-9._-]{1,64}`, these are not 32 bytes of base64url, or the point is
    /// of small order: a secret agreed on with such a point is known to everybody (RFC 7748, section 6.1).
    public init?(id: String, x25519: String) {
        guard KeyIdentifier.isValid(id), let raw = Data(base64URL: x25519), Self.isUsable(raw) else { return nil }
        self.id = id
        self.x25519 = x25519
    }

    // swift-crypto agrees on a secret of zeros without an error; RFC 9180, section 7.1.4, wants it refused.
    private static func isUsable(_ raw: Data) -> Bool {
        guard raw.count == 32, let point = try? Curve25519.KeyAgreement.PublicKey(rawRepresentation: raw),
            let secret = try? Curve25519.KeyAgreement.PrivateKey().sharedSecretFromKeyAgreement(with: point)
        else { return false }
        return unsafe secret.withUnsafeBytes { bytes in unsafe bytes.contains { $0 != 0 } }
    }

    enum CodingKeys: CodingKey { case id, x25519 }

    /// Reads a key; see ``init(id:x25519:)``.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let id = try container.decode(String.self, forKey: .id)
        guard let key = Self(id: id, x25519: try container.decode(String.self, forKey: .x25519)) else {
            let text = "X25519 key: id of 1 to 64 letters, digits, dots, hyphens; 32 bytes in base64url"
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: text))
        }
        self = key
    }
}

/// A reader's or unit's own X25519 key.
public struct SealKeyPair: Sendable, Redacted {
    /// Names the key.
    public let id: String
    let privateKey: Curve25519.KeyAgreement.PrivateKey

    /// Makes a key pair.
    ///
    /// - Parameter owner: Whose it is; its identifier is this and eight random characters.
    public static func generate(owner: String) -> Self {
        Self(id: "\(owner)-\(KeyIdentifier.suffix())", privateKey: Curve25519.KeyAgreement.PrivateKey())
    }

    private init(id: String, privateKey: Curve25519.KeyAgreement.PrivateKey) {
        self.id = id
        self.privateKey = privateKey
    }

    /// A key pair from what ``exportPrivate()`` gave; nil if that is not 32 bytes of base64url.
    public init?(id: String, private exported: String) {
        guard KeyIdentifier.isValid(id), let data = Data(base64URL: exported),
            let key = try? Curve25519.KeyAgreement.PrivateKey(rawRepresentation: data)
        else { return nil }
        self.init(id: id, privateKey: key)
    }

    /// The private key, in base64url: only for a file of mode 0600.
    public func exportPrivate() -> String { self.privateKey.rawRepresentation.base64URL }

    /// The half to give away.
    public var publicKey: PublicSealKey {
        PublicSealKey(id: self.id, raw: self.privateKey.publicKey.rawRepresentation)
    }

    /// Says which key it is.
    public var redacted: String { "SealKeyPair(\(self.id))" }
}

extension PublicSealKey {
    fileprivate init(id: String, raw: Data) {
        self.id = id
        self.x25519 = raw.base64URL
    }
}

extension Data {
    /// Reads base64url without padding; nil for anything else.
    init?(base64URL text: String) {
        guard !text.utf8.contains(where: { "+/=".utf8.contains($0) }) else { return nil }
        let standard = text.replacing("-", with: "+").replacing("_", with: "/")
        self.init(base64Encoded: standard + String(repeating: "=", count: (4 - standard.utf8.count % 4) % 4))
    }

    var base64URL: String {
        self.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}
