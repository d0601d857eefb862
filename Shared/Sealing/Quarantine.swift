internal import Crypto
internal import Foundation

/// A rejected or quarantined body, sealed with a data key of its own: destroying ``wrappedKey`` makes it unreadable.
public struct QuarantinedBody: Sendable, Hashable {
    /// Which generation of the quarantine's key wrapped the data key.
    public let keyID: String
    /// The body's own key, wrapped: AES-GCM nonce, key and tag.
    public let wrappedKey: [UInt8]
    /// The body: AES-GCM nonce, ciphertext and tag.
    public let box: [UInt8]

    /// A quarantined body, as it was stored.
    public init(keyID: String, wrappedKey: [UInt8], box: [UInt8]) {
        self.keyID = keyID
        self.wrappedKey = wrappedKey
        self.box = box
    }
}

extension Keyring {
    /// Seals a body for the quarantine.
    ///
    /// - Parameter entry: The entry's identifier; bound to the bytes.
    /// - Throws: ``SealingError/wrappingKeyUnavailable(id:)`` if the keyring has no quarantine key.
    public func quarantine(_ body: [UInt8], entry: String) throws(SealingError) -> QuarantinedBody {
        guard let newest = self.quarantineKeys.last else { throw .wrappingKeyUnavailable(id: nil) }
        let key = SymmetricKey(size: .bits256)
        return QuarantinedBody(
            keyID: newest.id,
            wrappedKey: Array(try Box.seal(key.raw, with: newest.key, context: "wrap|\(entry)|quarantine")),
            box: Array(try Box.seal(body, with: key, context: "quarantine|\(entry)"))
        )
    }

    /// Opens a quarantined body, to show or to replay it.
    ///
    /// - Throws: ``SealingError/wrappingKeyUnavailable(id:)``, ``SealingError/notAuthentic``,
    ///   ``SealingError/malformed``.
    public func open(_ quarantined: QuarantinedBody, entry: String) throws(SealingError) -> [UInt8] {
        guard let generation = self.quarantineKeys.last(where: { $0.id == quarantined.keyID }) else {
            throw .wrappingKeyUnavailable(id: quarantined.keyID)
        }
        let context = "wrap|\(entry)|quarantine"
        let raw = try Box.open(quarantined.wrappedKey, with: generation.key, context: context)
        guard raw.count == 32 else { throw .malformed }
        return Array(
            try Box.open(quarantined.box, with: SymmetricKey(data: raw), context: "quarantine|\(entry)")
        )
    }
}
