public import JSON
public import Vocabulary

/// Why a value, a key or a body could not be sealed or opened. It holds no key, no value and no ciphertext.
public enum SealingError: Error, Sendable, Hashable {
    /// The data key of that complaint and class is not here, or was destroyed: the two are not told apart.
    case keyUnavailable(PrivacyClass, origin: ComplaintID)
    /// The keyring has no key to wrap or unwrap with: the unit is not entitled, or a generation is missing.
    case wrappingKeyUnavailable(id: String?)
    /// The bytes were changed, moved to another place, or sealed with another key.
    case notAuthentic
    /// Not the form of a sealed thing at all.
    case malformed
    /// Opened, but not what belongs there.
    case undecodable([Problem])
}
