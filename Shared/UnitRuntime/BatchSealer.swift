import Contracts
import JSON
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
        /// To make keys with; nil while none are made.
        var minting: Keyring?
        /// The origins this unit makes keys for.
        var mints: @Sendable (ComplaintID) -> Bool = { _ in false }
        /// What was sealed already.
        var sealed: [SealingScope: [Sealed]] = [:]
        /// What was opened already.
        var opened: [SealedValue: Opened] = [:]
        /// Whose values were written since somebody began to ask.
        var written: Set<StateCoding.Opening> = []
    }

    private struct Sealed {
        let plain: any Sendable
        let value: SealedValue
    }

    private struct Opened {
        let json: JSONValue
        /// As what it was read already.
        var values: [ObjectIdentifier: any Sendable] = [:]
    }

    private let keys = NIOLockedValueBox(Keys())

    /// Allows making keys for origins nobody has seen.
    func allowMinting(_ keyring: Keyring, of mints: @escaping @Sendable (ComplaintID) -> Bool) {
        self.keys.withLockedValue { keys in
            keys.minting = keyring
            keys.mints = mints
        }
    }

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

    /// Knows of complaints whose keys were destroyed: none comes back, none is made.
    func destroy(_ origins: Set<ComplaintID>) {
        guard !origins.isEmpty else { return }
        self.keys.withLockedValue { keys in
            for origin in origins { keys.set.destroy(origin: origin) }
            keys.fresh.removeAll { origins.contains($0.origin) }
            let texts = Set(origins.map(\.text))
            keys.wrapped = keys.wrapped.filter { !texts.contains($0.key.origin) }
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

    /// The value sealed for its place. The same value in the same place is sealed once a batch: it goes into an event, a
    /// message and a state.
    func seal<Value: Encodable & Equatable & Sendable>(_ value: Value, scope: SealingScope) throws -> SealedValue {
        try self.keys.withLockedValue { keys in
            for known in keys.sealed[scope, default: []] {
                if let plain = known.plain as? Value, plain == value { return known.value }
            }
            if !keys.set.contains(scope.privacyClass, origin: scope.origin) {
                _ = Self.mint(scope.origin, scope.privacyClass, &keys)
            }
            let sealed = try keys.set.seal(value, scope: scope)
            keys.sealed[scope, default: []].append(Sealed(plain: value, value: sealed))
            return sealed
        }
    }

    /// The value that was sealed. It is opened and read once a batch: a handler is asked for keys, for subjects and to
    /// decide, and looks into the message each time.
    func open<Value: Decodable & Sendable>(_ sealed: SealedValue, as type: Value.Type) throws -> Value {
        try self.keys.withLockedValue { keys in
            // Only with its key: what nobody may read any more is not read from here either.
            let isReadable = keys.set.contains(sealed.privacyClass, origin: sealed.origin)
            var opened =
                if isReadable, let known = keys.opened[sealed] { known } else {
                    Opened(json: try JSONParser.parse(try keys.set.openBytes(sealed), limits: .init()))
                }
            if let value = opened.values[ObjectIdentifier(type)] as? Value { return value }
            let decoded = JSONDecoding.decode(type, from: opened.json)
            guard let value = decoded.value else { throw SealingError.undecodable(decoded.problems) }
            opened.values[ObjectIdentifier(type)] = value
            keys.opened[sealed] = opened
            return value
        }
    }

    func openBytes(_ sealed: SealedValue) throws -> [UInt8] { try self.set.openBytes(sealed) }

    func wrote(_ scope: SealingScope) {
        let place = StateCoding.Opening(origin: scope.origin.text, privacyClass: scope.privacyClass)
        self.keys.withLockedValue { keys in _ = keys.written.insert(place) }
    }

    /// Runs an encoding and tells whose values it wrote.
    func noting<Result>(_ encode: () throws -> Result) rethrows -> (Result, Set<StateCoding.Opening>) {
        self.keys.withLockedValue { $0.written = [] }
        let result = try encode()
        return (result, self.keys.withLockedValue(\.written))
    }

    private static func mint(_ origin: ComplaintID, _ privacyClass: PrivacyClass, _ keys: inout Keys) -> WrappedKey? {
        guard keys.mints(origin),
            let (key, wrapped) = keys.minting?.makeDataKey(origin: origin, privacyClass: privacyClass)
        else {
            return nil
        }
        keys.set.insert(key, privacyClass, origin: origin)
        guard keys.set.contains(privacyClass, origin: origin) else { return nil }
        keys.wrapped[StateCoding.Opening(origin: origin.text, privacyClass: privacyClass)] = wrapped
        keys.fresh.append(wrapped)
        return wrapped
    }
}
