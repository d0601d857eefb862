import NIOConcurrencyHelpers
import Sealing

/// The blind indexes of a batch, each made once: a handler is asked for keys, for subjects and to decide, and looks the
/// same identities up each time.
final class BlindIndexes: Sendable {
    private struct Question: Hashable {
        let purpose: String
        let text: String
    }

    private let keyring: Keyring
    private let known = NIOLockedValueBox<[Question: String]>([:])

    init(_ keyring: Keyring) { self.keyring = keyring }

    /// See ``RoutingContext/blindIndex(_:_:)``.
    func index(_ purpose: String, _ text: String) -> String {
        let question = Question(purpose: purpose, text: text)
        return self.known.withLockedValue { known in
            if let index = known[question] { return index }
            let index = self.keyring.blindIndex(purpose, text)
            known[question] = index
            return index
        }
    }
}
