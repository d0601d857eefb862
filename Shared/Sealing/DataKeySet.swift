internal import Crypto
internal import Foundation
internal import JSON
public import Vocabulary

/// The data keys at hand for a batch or a reader, unwrapped, in memory. Seals and opens the values of events and states.
///
/// AES-256-GCM; class, origin and field are bound to every value, so that none can be moved elsewhere. What is sealed
/// is the value's JSON, filled up with spaces to a multiple of 32 bytes: a name's length is not to be seen.
public struct DataKeySet: Sendable, Redacted {
    private struct Slot: Hashable {
        let origin: ComplaintID
        let privacyClass: PrivacyClass
    }

    private var keys: [Slot: DataKey] = [:]
    private var destroyed: Set<Slot> = []

    /// No keys.
    public init() {}

    /// How many keys there are.
    public var count: Int { self.keys.count }

    /// Says how many keys there are.
    public var redacted: String { "DataKeySet(\(self.count))" }

    /// Whether values of that complaint and class can be sealed and opened.
    public func contains(_ privacyClass: PrivacyClass, origin: ComplaintID) -> Bool {
        self.keys[Slot(origin: origin, privacyClass: privacyClass)] != nil
    }

    /// Adds a key. A destroyed one does not come back.
    public mutating func insert(_ key: DataKey, _ privacyClass: PrivacyClass, origin: ComplaintID) {
        let slot = Slot(origin: origin, privacyClass: privacyClass)
        guard !self.destroyed.contains(slot) else { return }
        self.keys[slot] = key
    }

    /// Unwraps a stored or received key and adds it.
    ///
    /// - Returns: The key wrapped anew, to be stored instead, if an older generation had wrapped it.
    /// - Throws: ``SealingError``; see ``ClassKeys/unwrap(_:)``.
    public mutating func insert(
        _ wrapped: WrappedDataKey,
        with classKeys: ClassKeys
    ) throws(SealingError) -> WrappedDataKey? {
        let (key, rewrapped) = try classKeys.unwrap(wrapped)
        self.insert(key, wrapped.privacyClass, origin: wrapped.origin)
        return rewrapped
    }

    /// The key, or a new one, for a complaint that has none yet.
    ///
    /// - Returns: The new key, wrapped, to be stored; nil if there was one.
    /// - Throws: ``SealingError/wrappingKeyUnavailable(id:)`` if the keyring lacks the class;
    ///   ``SealingError/keyUnavailable(_:origin:)`` if the complaint's key was destroyed.
    public mutating func makeIfMissing(
        _ privacyClass: PrivacyClass,
        origin: ComplaintID,
        with classKeys: ClassKeys
    ) throws(SealingError) -> WrappedDataKey? {
        let slot = Slot(origin: origin, privacyClass: privacyClass)
        guard !self.destroyed.contains(slot) else { throw .keyUnavailable(privacyClass, origin: origin) }
        guard self.keys[slot] == nil else { return nil }
        let key = DataKey()
        let wrapped = try classKeys.wrap(key, privacyClass, origin: origin)
        self.keys[slot] = key
        return wrapped
    }

    /// The keys of that complaint for another unit, wrapped for its classes.
    ///
    /// - Throws: ``SealingError/wrappingKeyUnavailable(id:)`` if the keyring lacks a class of the keys at hand.
    public func wrapped(
        origin: ComplaintID,
        classes: some Sequence<PrivacyClass>,
        with classKeys: ClassKeys
    ) throws(SealingError) -> [WrappedDataKey] {
        var wrapped: [WrappedDataKey] = []
        for privacyClass in classes {
            guard let key = self.keys[Slot(origin: origin, privacyClass: privacyClass)] else { continue }
            wrapped.append(try classKeys.wrap(key, privacyClass, origin: origin))
        }
        return wrapped
    }

    /// Forgets the keys of that complaint for good: not even inserting them again brings them back.
    public mutating func destroy(origin: ComplaintID) {
        for privacyClass in PrivacyClass.allCases {
            let slot = Slot(origin: origin, privacyClass: privacyClass)
            self.keys[slot] = nil
            self.destroyed.insert(slot)
        }
    }

    private func key(for scope: SealingScope) throws(SealingError) -> SymmetricKey {
        guard let key = self.keys[Slot(origin: scope.origin, privacyClass: scope.privacyClass)] else {
            throw .keyUnavailable(scope.privacyClass, origin: scope.origin)
        }
        return key.key
    }

    private static func context(_ scope: SealingScope) -> String {
        "\(scope.privacyClass.rawValue)|\(scope.origin.text)|\(scope.field)"
    }
}

extension DataKeySet: ConfidentialSealer {
    /// The value sealed for its place.
    ///
    /// - Throws: ``SealingError/keyUnavailable(_:origin:)``; what encoding the value throws.
    public func seal<Value: Encodable>(_ value: Value, scope: SealingScope) throws -> SealedValue {
        let key = try self.key(for: scope)
        var bytes = try JSONEncoding.encode(value)
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: (32 - bytes.count % 32) % 32))
        let box = try Box.seal(bytes, with: key, context: Self.context(scope))
        return SealedValue(scope: scope, box: box.base64EncodedString())
    }
}

extension DataKeySet: ConfidentialOpener {
    /// The value that was sealed.
    ///
    /// - Throws: ``SealingError``.
    public func open<Value: Decodable & Sendable>(_ sealed: SealedValue, as type: Value.Type) throws -> Value {
        let decoded = JSONDecoding.decode(type, from: try self.openBytes(sealed))
        guard let value = decoded.value else { throw SealingError.undecodable(decoded.problems) }
        return value
    }

    /// The JSON that was sealed, for whoever passes it on without knowing its type.
    ///
    /// - Throws: ``SealingError``.
    public func openBytes(_ sealed: SealedValue) throws(SealingError) -> [UInt8] {
        let key = try self.key(for: sealed.scope)
        guard let box = Data(base64Encoded: sealed.box) else { throw .malformed }
        return Array(try Box.open(box, with: key, context: Self.context(sealed.scope)))
    }
}
