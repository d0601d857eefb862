internal import Contracts
internal import Foundation
internal import JSON
internal import Sealing
internal import Vocabulary

/// The local administrator: may set users, roles and keys, handle quarantine, and ask how the units are.
struct Administrator: Sendable {
    let profile: Profile
    let store: ProfileStore

    /// Takes login and address from the settings; the key pair is made at the first use and kept in a profile.
    init(_ settings: Settings) throws {
        guard let username = Username(settings.administrator) else {
            throw Failure("'\(settings.administrator)' is no username")
        }
        let url = try settings.amqpURL
        guard let password = URLComponents(string: url)?.password else {
            throw Failure("PKSAI_AMQP_URL names no password")
        }
        let store = try ProfileStore(settings)
        let keys = try UnitSealKeys.load(dataFolder: settings.data)
        let kept = store.holds(username) ? try store.load(username) : nil
        let profile = Profile(
            username: username,
            password: password,
            amqpURL: url,
            certificateAuthority: settings["PKSAI_AMQP_CA"],
            roles: [.admin],
            institution: nil,
            sealKey: kept?.sealKey ?? Profile.PrivateKey(.generate(owner: username.text)),
            units: keys
        )
        if profile != kept { try store.save(profile) }
        self.profile = profile
        self.store = store
    }

    /// Sends a command to all units and waits for each.
    ///
    /// - Returns: Units that did not answer in time; they have it in their queue.
    func tellAll(_ command: some MessageContract, within wait: Duration) async throws -> [UnitName] {
        try await MessagingClient.run(as: self.profile, store: self.store) { client in
            try await Self.tellAll(command, client, within: wait)
        }
    }

    private static func tellAll<Command: MessageContract>(
        _ command: Command,
        _ client: MessagingClient,
        within wait: Duration
    ) async throws -> [UnitName] {
        let requests = try UnitName.allCases.map { try client.command(Command.type, to: $0, body: command) }
        try await client.publish(requests)
        let deadline = ContinuousClock.now + wait
        var pending: [UnitName] = []
        for request in requests {
            let left = max(.zero, deadline - .now)
            guard let answer = try await client.answerIfAny(to: request, within: left) else {
                pending.append(request.unit)
                continue
            }
            _ = try answer.unlessRefused(request)
        }
        return pending
    }

    /// Connects as the administrator. Units seal answers to its key, so they are told of it first.
    func connect<Result: Sendable>(
        within wait: Duration,
        _ body: (MessagingClient) async throws -> Result
    ) async throws -> Result {
        try await MessagingClient.run(as: self.profile, store: self.store) { client in
            let mark = "\(self.store.folder)/\(self.profile.username.text).registered"
            let key = try self.profile.keyPair.publicKey
            if FileManager.default.contents(atPath: mark) != Data(key.id.utf8) {
                let user = RegisterUser(
                    username: self.profile.username,
                    roles: [.admin],
                    sealKeyID: key.id,
                    sealKey: key.x25519
                )
                let pending = try await Self.tellAll(user, client, within: wait)
                if pending.isEmpty { try PrivateFile.write(Array(key.id.utf8), to: mark) }
            }
            return try await body(client)
        }
    }
}
