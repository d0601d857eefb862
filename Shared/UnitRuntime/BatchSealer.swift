import Contracts
import NIOConcurrencyHelpers
import Sealing
import Vocabulary

/// Seals and opens with the data keys a batch has, makes new ones where the unit may, and knows each key's wrapped form.
final class BatchSealer: ConfidentialSealer, RawOpener, ConfidentialOpener {
    private struct Keys {
        var set = DataKeySet()
        var wrapped: [StateCoding.Opening: WrappedKey] = [:]
        /// Not yet in the database.
        var fresh: [WrappedKey] = []
        /// Stored under an old class key, wrapped anew.
        var rewrapped: [WrappedKey] = []
        /// To make keys with; nil if this unit makes none.
        var minting: Keyring?
    }

    private let keys = NIOLockedValueBox(Keys())

    /// Allows making keys for complaints nobody has seen.
    func allowMinting(_ keyring: Keyring) { self.keys.withLockedValue { $0.minting = keyring } }

    /// Adds keys as they were wrapped; those of a message are fresh to this unit.
    func add(_ wrapped: [WrappedKey], _ keyring: Keyring, fresh: Bool) {
        self.keys.withLockedValue { keys in
            for key in wrapped {
                let place = StateCoding.Opening(origin: key.origin.text, privacyClass: key.privacyClass)
                guard keys.wrapped[place] == nil, keyring.classKeys.classes.contains(key.privacyClass) else { continue }
                // A key that doesn't open stays unknown: whatever it sealed is shown as null.
                guard let anew = try? keys.set.insert(WrappedDataKey(key), with: keyring.classKeys) else {
                    if keys.set.contains(key.privacyClass, origin: key.origin) {
                        keys.wrapped[place] = key
                        if fresh { keys.fresh.append(key) }
                    }
                    continue
                }
                keys.wrapped[place] = WrappedKey(anew)
                if fresh { keys.fresh.append(WrappedKey(anew)) } else { keys.rewrapped.append(WrappedKey(anew)) }
            }
        }
    }

    /// All keys of the batch, to open with.
    var set: DataKeySet { self.keys.withLockedValue(\.set) }
    /// Keys the database doesn't have yet.
    var fresh: [WrappedKey] { self.keys.withLockedValue(\.fresh) }
    /// Keys the database has under an old class key.
    var rewrapped: [WrappedKey] { self.keys.withLockedValue(\.rewrapped) }

    /// The wrapped key of a class of a complaint, made now if this unit may and there is none.
    func wrapped(_ place: StateCoding.Opening) -> WrappedKey? {
        self.keys.withLockedValue { keys in
            if let key = keys.wrapped[place] { return key }
            guard let origin = ComplaintID(place.origin) else { return nil }
            return Self.mint(origin, place.privacyClass, &keys)
        }
    }

    func seal<Value: Encodable>(_ value: Value, scope: SealingScope) throws -> SealedValue {
        let set = self.keys.withLockedValue { keys in
            if !keys.set.contains(scope.privacyClass, origin: scope.origin) {
                _ = Self.mint(scope.origin, scope.privacyClass, &keys)
            }
            return keys.set
        }
        return try set.seal(value, scope: scope)
    }

    func open<Value: Decodable>(_ sealed: SealedValue, as type: Value.Type) throws -> Value {
        try self.set.open(sealed, as: type)
    }

    func openBytes(_ sealed: SealedValue) throws -> [UInt8] { try self.set.openBytes(sealed) }

    private static func mint(_ origin: ComplaintID, _ privacyClass: PrivacyClass, _ keys: inout Keys) -> WrappedKey? {
        guard let (key, wrapped) = keys.minting?.makeDataKey(origin: origin, privacyClass: privacyClass) else {
            return nil
        }
        keys.set.insert(key, privacyClass, origin: origin)
        keys.wrapped[StateCoding.Opening(origin: origin.text, privacyClass: privacyClass)] = wrapped
        keys.fresh.append(wrapped)
        return wrapped
    }
}
