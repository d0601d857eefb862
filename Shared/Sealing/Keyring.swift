internal import Crypto
internal import Foundation
public import Vocabulary

/// All keys of one unit. Lives in a file that only the unit can read; see ``load(from:)``.
public struct Keyring: Sendable, Redacted {
    /// The keys that wrap data keys, for the classes the unit is entitled to.
    public private(set) var classKeys: ClassKeys
    /// Look-ups by NIK and name; nil for a unit that handles no identity.
    public let blindIndex: BlindIndex?
    /// Recognises repeated messages.
    public let inbox: KeyedHash
    /// The keys senders seal to; the newest last.
    public private(set) var sealKeys: [SealKeyPair]
    var quarantineKeys: [WrappingKey]
    private let blindIndexKey: SymmetricKey?
    private let inboxKey: SymmetricKey

    init(
        classKeys: ClassKeys,
        blindIndexKey: SymmetricKey?,
        inboxKey: SymmetricKey,
        quarantineKeys: [WrappingKey],
        sealKeys: [SealKeyPair]
    ) {
        self.classKeys = classKeys
        self.blindIndexKey = blindIndexKey
        self.blindIndex = blindIndexKey.map(BlindIndex.init)
        self.inboxKey = inboxKey
        self.inbox = KeyedHash(key: inboxKey)
        self.quarantineKeys = quarantineKeys
        self.sealKeys = sealKeys
    }

    /// Makes a unit's keyring.
    ///
    /// - Parameters:
    ///   - unit: The unit's name; part of its keys' identifiers.
    ///   - classes: What it is entitled to. Without child identity it gets no blind index either.
    ///   - shared: The class keys all units share; only those of its classes are taken.
    public static func generate(
        unit: String,
        classes: some Sequence<PrivacyClass>,
        shared: ClassKeys = .generate()
    ) -> Self {
        let classKeys = shared.limited(to: classes)
        return Self(
            classKeys: classKeys,
            blindIndexKey: classKeys.classes.contains(.childIdentity) ? SymmetricKey(size: .bits256) : nil,
            inboxKey: SymmetricKey(size: .bits256),
            quarantineKeys: [.generate("quarantine")],
            sealKeys: [.generate(owner: unit)]
        )
    }

    /// The key to give to senders.
    public var publicSealKey: PublicSealKey? { self.sealKeys.last?.publicKey }

    /// The token by which data-request knows a case: 32 hexadecimal digits; nil for a unit that knows no cases.
    public func caseToken(_ caseID: String) -> String? {
        guard let key = self.classKeys.caseTokenKey else { return nil }
        return KeyedDigest.digest([Array(caseID.utf8)], purpose: "case token", key: key).prefix(16).hexadecimal
    }

    /// Says which keys there are.
    public var redacted: String {
        let others = self.quarantineKeys.map(\.id) + self.sealKeys.map(\.id)
        return "Keyring(\(self.classKeys), \(others.joined(separator: ", ")))"
    }

    /// Takes over the newest class keys, for the classes it already has.
    public mutating func adopt(_ shared: ClassKeys) {
        self.classKeys = shared.limited(to: self.classKeys.classes)
    }

    /// Adds a generation of the quarantine's key, which seals from now on.
    public mutating func rotateQuarantineKey() { self.quarantineKeys.append(.generate("quarantine")) }

    /// Adds a key for senders to seal to; the older ones still open.
    public mutating func rotateSealKey(unit: String) { self.sealKeys.append(.generate(owner: unit)) }

    // MARK: File

    init?(_ file: KeyringFile) {
        var generations: [PrivacyClass: [WrappingKey]] = [:]
        for (name, entries) in file.classKeys {
            guard let privacyClass = PrivacyClass(rawValue: name) else { return nil }
            guard let keys = Self.wrappingKeys(entries) else { return nil }
            generations[privacyClass] = keys
        }
        guard let inboxKey = SymmetricKey(base64: file.inboxKey),
            let quarantineKeys = Self.wrappingKeys(file.quarantineKeys), !quarantineKeys.isEmpty
        else { return nil }
        var blindIndexKey: SymmetricKey?
        if let text = file.blindIndexKey {
            guard let key = SymmetricKey(base64: text) else { return nil }
            blindIndexKey = key
        }
        var caseTokenKey: SymmetricKey?
        if let text = file.caseTokenKey {
            guard let key = SymmetricKey(base64: text) else { return nil }
            caseTokenKey = key
        }
        let sealKeys = file.sealKeys.compactMap { SealKeyPair(id: $0.id, private: $0.key) }
        guard sealKeys.count == file.sealKeys.count, Set(sealKeys.map(\.id)).count == sealKeys.count else { return nil }
        self.init(
            classKeys: ClassKeys(generations: generations, caseTokenKey: caseTokenKey),
            blindIndexKey: blindIndexKey,
            inboxKey: inboxKey,
            quarantineKeys: quarantineKeys,
            sealKeys: sealKeys
        )
    }

    private static func wrappingKeys(_ entries: [KeyringFile.Entry]) -> [WrappingKey]? {
        let keys = entries.compactMap { entry -> WrappingKey? in
            guard KeyIdentifier.isValid(entry.id), let key = SymmetricKey(base64: entry.key) else { return nil }
            return WrappingKey(id: entry.id, key: key)
        }
        return keys.count == entries.count && Set(keys.map(\.id)).count == keys.count ? keys : nil
    }

    var file: KeyringFile {
        func entries(_ keys: [WrappingKey]) -> [KeyringFile.Entry] { keys.map { .init(id: $0.id, key: $0.key.base64) } }
        return KeyringFile(
            classKeys: Dictionary(
                uniqueKeysWithValues: self.classKeys.generations.map { ($0.key.rawValue, entries($0.value)) }
            ),
            blindIndexKey: self.blindIndexKey?.base64,
            caseTokenKey: self.classKeys.caseTokenKey?.base64,
            inboxKey: self.inboxKey.base64,
            quarantineKeys: entries(self.quarantineKeys),
            sealKeys: self.sealKeys.map { .init(id: $0.id, key: $0.exportPrivate()) }
        )
    }
}

/// A keyring as it is written: JSON, keys in base64 (the seal keys in base64url), generations oldest first.
struct KeyringFile: Codable {
    struct Entry: Codable {
        var id: String
        var key: String
    }

    var classKeys: [String: [Entry]]
    var blindIndexKey: String?
    var caseTokenKey: String?
    var inboxKey: String
    var quarantineKeys: [Entry]
    var sealKeys: [Entry]
}
