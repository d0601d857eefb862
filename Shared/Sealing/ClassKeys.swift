internal import Crypto
public import Vocabulary

/// The keys that wrap data keys, by class; of each class several generations, the newest last.
///
/// Units entitled to a class share its keys. A unit that is not simply has none.
public struct ClassKeys: Sendable, Equatable, Redacted {
    var generations: [PrivacyClass: [WrappingKey]]
    /// Names a case to data-request by a token that leads nowhere without it; shared by the units that know cases.
    let caseTokenKey: SymmetricKey?

    init(generations: [PrivacyClass: [WrappingKey]], caseTokenKey: SymmetricKey?) {
        self.generations = generations.filter { !$0.value.isEmpty }
        self.caseTokenKey = caseTokenKey
    }

    /// Makes a first generation for each class.
    public static func generate(_ classes: some Sequence<PrivacyClass> = PrivacyClass.allCases) -> Self {
        var keys = Self(generations: [:], caseTokenKey: SymmetricKey(size: .bits256))
        for privacyClass in classes { keys.rotate(privacyClass) }
        return keys
    }

    /// The classes there are keys for.
    public var classes: Set<PrivacyClass> { Set(self.generations.keys) }

    /// The identifiers of the class's generations, the newest last.
    public func identifiers(_ privacyClass: PrivacyClass) -> [String] {
        (self.generations[privacyClass] ?? []).map(\.id)
    }

    /// Says which keys there are.
    public var redacted: String {
        let identifiers = PrivacyClass.allCases.flatMap { self.identifiers($0) }
        return "ClassKeys(\(identifiers.joined(separator: ", ")))"
    }

    /// Only the keys of these classes: what a unit entitled to them gets.
    public func limited(to classes: some Sequence<PrivacyClass>) -> Self {
        let classes = Set(classes)
        return Self(
            generations: self.generations.filter { classes.contains($0.key) },
            caseTokenKey: classes.isEmpty ? nil : self.caseTokenKey
        )
    }

    /// Adds a generation, which wraps from now on. Distribute it to every entitled unit before any of them wraps with it.
    public mutating func rotate(_ privacyClass: PrivacyClass) {
        self.generations[privacyClass, default: []].append(.generate(privacyClass.rawValue.lowercased()))
    }

    /// Wraps with the newest generation.
    ///
    /// - Throws: ``SealingError/wrappingKeyUnavailable(id:)`` without a key of the class.
    public func wrap(
        _ key: DataKey,
        _ privacyClass: PrivacyClass,
        origin: ComplaintID
    ) throws(SealingError) -> WrappedDataKey {
        guard let newest = self.generations[privacyClass]?.last else { throw .wrappingKeyUnavailable(id: nil) }
        return try key.wrap(with: newest, origin: origin, privacyClass: privacyClass)
    }

    /// Unwraps with whichever generation wrapped.
    ///
    /// - Returns: The key, and the key wrapped anew if that was not the newest generation.
    /// - Throws: ``SealingError/wrappingKeyUnavailable(id:)``, ``SealingError/notAuthentic``,
    ///   ``SealingError/malformed``.
    public func unwrap(
        _ wrapped: WrappedDataKey
    ) throws(SealingError) -> (key: DataKey, rewrapped: WrappedDataKey?) {
        let generations = self.generations[wrapped.privacyClass] ?? []
        guard let generation = generations.last(where: { $0.id == wrapped.keyID }) else {
            throw .wrappingKeyUnavailable(id: wrapped.keyID)
        }
        let key = try wrapped.unwrap(with: generation)
        guard let newest = generations.last, newest.id != generation.id else { return (key, nil) }
        return (key, try key.wrap(with: newest, origin: wrapped.origin, privacyClass: wrapped.privacyClass))
    }
}
