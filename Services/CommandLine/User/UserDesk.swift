internal import Contracts
internal import Foundation
internal import JSON
internal import Sealing
internal import Vocabulary

/// Makes users known to the broker and to the units, as the local administrator.
struct UserDesk: Sendable {
    private let settings: Settings
    private let management: Management
    private let wait: Duration
    let store: ProfileStore

    init(_ session: Session) throws {
        self.settings = session.settings
        self.management = try Management(session.settings.managementURL)
        self.store = try ProfileStore(session.settings)
        self.wait = session.wait
    }

    /// The user as the units will know it, and which of them have not said so yet.
    struct Registered: Sendable {
        let profile: Profile
        let pending: [UnitName]
    }

    /// Makes a user, or gives one who is there these roles. Who is there keeps password and key.
    ///
    /// - Parameter fullName: As it stands under what the user signs; nil leaves what is known.
    func add(
        _ username: Username,
        roles: [Role],
        institution: String?,
        fullName: String? = nil
    ) async throws -> Registered {
        guard !self.isOurs(username) else {
            throw Failure("\(username) is the system's own user", status: .refused)
        }
        let keys = try UnitSealKeys.load(dataFolder: self.settings.data)
        var profile: Profile
        if self.store.holds(username) {
            profile = try self.store.load(username)
            profile.roles = roles
            profile.institution = institution
            profile.units = keys
        } else {
            guard try await !self.management.users().contains(username.text) else {
                throw Failure(
                    "the broker has a user \(username), but there is no profile in \(self.store.folder)",
                    hint: "pksai user remove \(username), then add again",
                    status: .refused
                )
            }
            profile = try self.newProfile(username, roles: roles, institution: institution, keys: keys)
        }
        profile.fullName = fullName ?? profile.fullName
        return try await self.establish(profile)
    }

    /// Gives a user a new password and a new key.
    func rotate(_ username: Username) async throws -> Registered {
        let old = try self.store.load(username)
        let keys = try UnitSealKeys.load(dataFolder: self.settings.data)
        var profile = try self.newProfile(username, roles: old.roles, institution: old.institution, keys: keys)
        profile.fullName = old.fullName
        return try await self.establish(profile)
    }

    /// Takes everything from a user: login, queue, roles. What the user did stays in the journals.
    func remove(_ username: Username) async throws -> [UnitName] {
        guard !self.isOurs(username) else {
            throw Failure("\(username) is the system's own user", status: .refused)
        }
        let roles = self.store.holds(username) ? (try? self.store.load(username).roles) ?? [] : []
        try await self.management.deleteUser(username.text)
        try await self.management.deleteQueue(username.receiptQueue)
        let pending = try await self.register(RegisterUser(username: username, roles: roles, active: false))
        try self.store.remove(username)
        return pending
    }

    /// Refuses other roles to who holds something they don't allow; whoever is new or keeps all passes unasked.
    func requireNothingLost(by username: Username, roles: [Role], institution: String?) async throws {
        guard self.store.holds(username), case let old = try self.store.load(username),
            !Set(old.roles).isSubset(of: roles) || old.institution != institution
        else { return }
        try await self.requireNothingHeld(by: username, roles: roles, institution: institution)
    }

    /// Refuses who holds something that these roles don't allow, and says what; no roles: the user goes.
    func requireNothingHeld(by username: Username, roles: [Role] = [], institution: String? = nil) async throws {
        let question = ListHoldings(
            username: username,
            roles: roles.isEmpty ? nil : roles,
            institution: institution
        )
        let answers = try await Administrator(self.settings).connect(within: self.wait) { client in
            try await client.askAll(question, within: self.wait)
        }
        let silent = UnitName.allCases.filter { answers[$0] == nil }.map(\.rawValue)
        guard silent.isEmpty else {
            throw Failure(
                "\(silent.joined(separator: ", ")): no answer, so nobody knows what \(username) holds there",
                hint: "ask again when it is back, or --force"
            )
        }
        let held = UnitName.allCases.flatMap { answers[$0]?.holdings ?? [] }
        guard held.isEmpty else {
            let list = held.map { holding in
                "\(holding.what) of \(holding.subject): \(holding.reassign ?? holding.otherwise ?? "lapses")"
            }
            throw Failure(
                "\(username) holds what somebody else must have",
                hint: (list + ["or --force: it then waits for somebody, and those who name the next are alarmed"])
                    .joined(separator: "\n  "),
                status: .refused
            )
        }
    }

    /// The same, and says so.
    func remove(_ username: Username, showing output: Output) async throws {
        let pending = try await self.remove(username)
        output.show(["removed": .string(username.text), "pending": .array(pending.map { .string($0.rawValue) })])
        Self.warn(pending.map(\.rawValue), output)
    }

    private func isOurs(_ username: Username) -> Bool {
        username.text == self.settings.administrator || UnitName(rawValue: username.text) != nil
    }

    // MARK: Profiles

    private func newProfile(
        _ username: Username,
        roles: [Role],
        institution: String?,
        keys: UnitSealKeys
    ) throws -> Profile {
        let password = PasswordHash.newPassword()
        let address = self.settings["PKSAI_AMQP_PUBLIC_URL"]
        guard var url = URLComponents(string: try address ?? self.settings.amqpURL) else {
            throw Failure("PKSAI_AMQP_URL is no URL")
        }
        url.user = username.text
        url.password = password
        guard let text = url.string else { throw Failure("PKSAI_AMQP_URL is no URL") }
        return Profile(
            username: username,
            password: password,
            amqpURL: text,
            certificateAuthority: address == nil ? nil : self.settings["PKSAI_AMQP_CA"],
            roles: roles,
            institution: institution,
            sealKey: Profile.PrivateKey(.generate(owner: username.text)),
            units: keys
        )
    }

    /// First the profile: what the broker knows, its owner must know too.
    private func establish(_ profile: Profile) async throws -> Registered {
        try self.store.save(profile)
        let user = BrokerUser(
            access: .user(profile.username, roles: Set(profile.roles)),
            passwordHash: PasswordHash.make(profile.password)
        )
        try await self.management.load(TopologyDefinitions(user: user))
        let key = try profile.keyPair.publicKey
        let pending = try await self.register(
            RegisterUser(
                username: profile.username,
                roles: profile.roles,
                institution: profile.institution,
                fullName: profile.fullName,
                sealKeyID: key.id,
                sealKey: key.x25519
            )
        )
        return Registered(profile: profile, pending: pending)
    }

    // MARK: Telling the units

    /// Tells every unit and waits for each.
    ///
    /// - Returns: Units that have it in their queue but have not answered in time.
    private func register(_ user: RegisterUser) async throws -> [UnitName] {
        let administrator = try Administrator(self.settings)
        return try await administrator.tellAll(user, within: self.wait)
    }
}
