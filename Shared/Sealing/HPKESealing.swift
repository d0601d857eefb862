internal import Crypto
internal import Foundation

/// Why a sealed body could not be made or opened. It holds nothing of the body.
public enum HPKESealingError: Error, Sendable, Hashable {
    /// Not the form of a sealed body.
    case malformed
    /// Another version than 1.
    case unsupportedVersion(UInt8)
    /// Sealed to a key that is not at hand.
    case unknownKey(id: String)
    /// Changed on the way, sent by another user, under another message id, or sealed to another key of that name.
    case notAuthentic
    /// The public key is no point to agree on a secret with.
    case unusableKey(id: String)
}

/// Bodies that only their reader can open, `application/pksai-sealed`.
///
/// HPKE (RFC 9180), base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM; `info` is `pksai`, the associated
/// data `<user_id>\n<message_id>`. The body is: version (1 byte: 1), length of the key's identifier (1 byte), the
/// identifier (UTF-8), the encapsulated key (32 bytes), ciphertext and tag.
public enum HPKESealing {
    /// Seals a body to one reader.
    ///
    /// - Parameters:
    ///   - userID: The sender, as the broker checks it.
    ///   - messageID: The message's id.
    /// - Throws: ``HPKESealingError/unusableKey(id:)``.
    public static func seal(
        _ bytes: [UInt8],
        to key: PublicSealKey,
        userID: String,
        messageID: String
    ) throws(HPKESealingError) -> [UInt8] {
        do {
            guard let raw = Data(base64URL: key.x25519) else { throw HPKESealingError.unusableKey(id: key.id) }
            let publicKey = try Curve25519.KeyAgreement.PublicKey(rawRepresentation: raw)
            var sender = try HPKE.Sender(recipientKey: publicKey, ciphersuite: self.suite, info: self.info)
            let sealed = try sender.seal(bytes, authenticating: self.associated(userID, messageID))
            let id = Array(key.id.utf8)
            return [1, UInt8(truncatingIfNeeded: id.count)] + id + sender.encapsulatedKey + sealed
        } catch { throw .unusableKey(id: key.id) }
    }

    /// Opens a body sealed to one of these keys.
    ///
    /// - Throws: ``HPKESealingError``.
    public static func open(
        _ body: [UInt8],
        keys: [SealKeyPair],
        userID: String,
        messageID: String
    ) throws(HPKESealingError) -> [UInt8] {
        let id = try self.keyID(of: body)
        guard let key = keys.last(where: { $0.id == id }) else { throw .unknownKey(id: id) }
        let rest = body.dropFirst(2 + id.utf8.count)
        guard rest.count >= 32 + 16 else { throw .malformed }
        do {
            var recipient = try HPKE.Recipient(
                privateKey: key.privateKey,
                ciphersuite: self.suite,
                info: self.info,
                encapsulatedKey: Data(rest.prefix(32))
            )
            return Array(
                try recipient.open(Data(rest.dropFirst(32)), authenticating: self.associated(userID, messageID))
            )
        } catch { throw .notAuthentic }
    }

    /// The identifier of the key a body is sealed to.
    ///
    /// - Throws: ``HPKESealingError/malformed``, ``HPKESealingError/unsupportedVersion(_:)``.
    public static func keyID(of body: [UInt8]) throws(HPKESealingError) -> String {
        guard body.count >= 2 else { throw .malformed }
        guard body[0] == 1 else { throw .unsupportedVersion(body[0]) }
        let bytes = body.dropFirst(2).prefix(Int(body[1]))
        guard bytes.count == Int(body[1]), let id = String(validating: bytes, as: UTF8.self), KeyIdentifier.isValid(id)
        else { throw .malformed }
        return id
    }

    private static var suite: HPKE.Ciphersuite {
        HPKE.Ciphersuite(kem: .Curve25519_HKDF_SHA256, kdf: .HKDF_SHA256, aead: .AES_GCM_256)
    }

    private static var info: Data { Data("pksai".utf8) }

    private static func associated(_ userID: String, _ messageID: String) -> Data {
        Data("\(userID)\n\(messageID)".utf8)
    }
}
