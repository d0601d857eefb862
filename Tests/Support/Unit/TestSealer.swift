internal import Contracts
internal import NIOConcurrencyHelpers
internal import Sealing
internal import Vocabulary

/// Seals what another unit would have sealed, with a data key of each complaint's own.
final class TestSealer: ConfidentialSealer {
    private let classKeys: ClassKeys
    private let state = NIOLockedValueBox((set: DataKeySet(), wrapped: [WrappedKey]()))

    init(_ classKeys: ClassKeys) { self.classKeys = classKeys }

    /// The keys made so far for a complaint, as they travel.
    func keys(of complaint: ComplaintID?) -> [WrappedKey] {
        self.state.withLockedValue { $0.wrapped.filter { $0.origin == complaint } }
    }

    func seal<Value: Encodable>(_ value: Value, scope: SealingScope) throws -> SealedValue {
        let set = try self.state.withLockedValue { state in
            let made = try state.set.makeIfMissing(scope.privacyClass, origin: scope.origin, with: self.classKeys)
            if let made {
                state.wrapped.append(
                    WrappedKey(origin: made.origin, privacyClass: made.privacyClass, keyID: made.keyID, box: made.box)
                )
            }
            return state.set
        }
        return try set.seal(value, scope: scope)
    }
}
