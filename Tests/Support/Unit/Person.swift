public import Contracts
public import Sealing
internal import TestSupport
public import Vocabulary

/// Somebody with a user at the broker, played by the test.
public struct Person: Sendable {
    /// As the units are told.
    public let registration: RegisterUser
    /// What answers to this person are sealed to, if anything.
    public let key: SealKeyPair?
    /// The username.
    public var name: String { self.registration.username.text }

    /// Somebody as registered.
    public init(_ registration: RegisterUser, key: SealKeyPair? = nil) {
        self.registration = registration
        self.key = key
    }

    /// Somebody with these roles; with a key of one's own if wished.
    ///
    /// - Throws: If the name is none.
    public init(_ name: String, _ roles: [Role], institution: String? = nil, hasKey: Bool = false) throws {
        guard let username = Username(name) else { throw TestBroker.Failure("no username: \(name)") }
        let key = hasKey ? SealKeyPair.generate(owner: name) : nil
        let registration = RegisterUser(
            username: username,
            roles: roles,
            institution: institution,
            sealKeyID: key?.publicKey.id,
            sealKey: key?.publicKey.x25519
        )
        self.init(registration, key: key)
    }
}
