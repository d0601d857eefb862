internal import CLinux
internal import Crypto
internal import Foundation
public import Vocabulary

/// The key of one complaint's values of one class. Destroying every copy makes them unreadable for good.
public struct DataKey: Sendable, Equatable, Redacted {
    let key: SymmetricKey

    init(key: SymmetricKey) { self.key = key }

    /// Makes a key of 256 random bits.
    public init() {
        self.key = unsafe withUnsafeTemporaryAllocation(byteCount: 32, alignment: 1) { bytes in
            defer { if let start = bytes.baseAddress { unsafe explicit_bzero(start, bytes.count) } }
            unsafe KernelRandom.fill(bytes)
            return unsafe SymmetricKey(data: bytes)
        }
    }

    /// Says only what it is.
    public var redacted: String { "DataKey" }

    /// The key, encrypted for whoever holds the class's key (AES-256-GCM, bound to origin and class).
    public func wrap(
        with wrappingKey: WrappingKey,
        origin: ComplaintID,
        privacyClass: PrivacyClass
    ) throws(SealingError) -> WrappedDataKey {
        let context = WrappedDataKey.context(origin, privacyClass)
        let box = try Box.seal(self.key.raw, with: wrappingKey.key, context: context)
        return WrappedDataKey(
            origin: origin,
            privacyClass: privacyClass,
            keyID: wrappingKey.id,
            box: box.base64EncodedString()
        )
    }
}

/// A data key as it is stored in `data_keys` and travels in a message's `keys`.
public struct WrappedDataKey: Codable, Sendable, Hashable {
    /// The complaint whose values it seals.
    public let origin: ComplaintID
    /// The class of these values.
    public let privacyClass: PrivacyClass
    /// The wrapping key's identifier.
    public let keyID: String
    /// AES-GCM nonce, encrypted key and tag, in base64.
    public let box: String

    /// A wrapped key, as it was stored.
    public init(origin: ComplaintID, privacyClass: PrivacyClass, keyID: String, box: String) {
        self.origin = origin
        self.privacyClass = privacyClass
        self.keyID = keyID
        self.box = box
    }

    enum CodingKeys: String, CodingKey {
        case origin
        case privacyClass = "class"
        case keyID
        case box
    }

    static func context(_ origin: ComplaintID, _ privacyClass: PrivacyClass) -> String {
        "wrap|\(origin.text)|\(privacyClass.rawValue)"
    }

    /// The key; throws if that is not the wrapping key, or the bytes were changed or moved.
    public func unwrap(with wrappingKey: WrappingKey) throws(SealingError) -> DataKey {
        guard wrappingKey.id == self.keyID else { throw .wrappingKeyUnavailable(id: self.keyID) }
        guard let box = Data(base64Encoded: self.box) else { throw .malformed }
        let context = Self.context(self.origin, self.privacyClass)
        let key = try Box.open(box, with: wrappingKey.key, context: context)
        guard key.count == 32 else { throw .malformed }
        return DataKey(key: SymmetricKey(data: key))
    }
}

/// AES-256-GCM with a random nonce of 96 bits; a context that is not part of the bytes must be the same again.
enum Box {
    static func seal(_ plain: some DataProtocol, with key: SymmetricKey, context: String) throws(SealingError) -> Data {
        do {
            let nonce = try AES.GCM.Nonce(data: KernelRandom.bytes(12))
            let sealed = try AES.GCM.seal(plain, using: key, nonce: nonce, authenticating: Data(context.utf8))
            // Only missing for nonces of other sizes than the standard one.
            guard let box = sealed.combined else { throw SealingError.malformed }
            return box
        } catch { throw .malformed }
    }

    static func open(_ box: some DataProtocol, with key: SymmetricKey, context: String) throws(SealingError) -> Data {
        guard let sealed = try? AES.GCM.SealedBox(combined: Data(box)) else { throw .malformed }
        guard let plain = try? AES.GCM.open(sealed, using: key, authenticating: Data(context.utf8)) else {
            throw .notAuthentic
        }
        return plain
    }
}
