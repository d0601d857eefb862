internal import Contracts
internal import Foundation
internal import JSON
internal import RabbitMQ
internal import Sealing
internal import Vocabulary

/// Who somebody is to the broker and to the units: a file of mode 0600, `<home>/<username>.json`.
struct Profile: Codable, Sendable, Equatable {
    /// The broker's user.
    var username: Username
    /// Its password.
    var password: String
    /// Broker, user, password and virtual host in one.
    var amqpURL: String
    /// PEM file of the authority that signed the broker's certificate; only for `amqps`.
    var certificateAuthority: String?
    /// What the units know the user as.
    var roles: [Role]
    /// A focal point's partner: directory id.
    var institution: String?
    /// The name with its titles, as it stands under what the user signs.
    var fullName: String?
    /// The user's own key pair, private half included: answers are sealed to it.
    var sealKey: PrivateKey
    /// What messages to the units are sealed to.
    var units: UnitSealKeys

    /// A key pair as it is written.
    struct PrivateKey: Codable, Sendable, Equatable {
        /// Its name.
        var id: String
        /// X25519, base64url.
        var x25519: String

        init(_ pair: SealKeyPair) {
            self.id = pair.id
            self.x25519 = pair.exportPrivate()
        }
    }

    /// The key pair itself.
    var keyPair: SealKeyPair {
        get throws {
            guard let pair = SealKeyPair(id: self.sealKey.id, private: self.sealKey.x25519) else {
                throw Failure("the seal key in the profile of \(self.username) is damaged")
            }
            return pair
        }
    }

    /// How to connect as this user.
    var configuration: RabbitMQConfiguration {
        get throws {
            var tls: RabbitMQConfiguration.TLS?
            if self.amqpURL.hasPrefix("amqps:") {
                guard let authority = self.certificateAuthority else {
                    throw Failure("the profile of \(self.username) names no certificate_authority for amqps")
                }
                // librabbitmq matches names only; an address is still bound to the authority.
                let host = URLComponents(string: self.amqpURL)?.host ?? ""
                let isAddress = host.contains(":") || host.allSatisfy { $0.isNumber || $0 == "." }
                tls = RabbitMQConfiguration.TLS(certificateAuthority: authority, verifyHost: !isAddress)
            }
            return try RabbitMQConfiguration(
                url: self.amqpURL,
                connectionName: "pksai-\(self.username)-\(ProcessInfo.processInfo.processIdentifier)",
                tls: tls
            )
        }
    }
}

/// The folder of profiles.
struct ProfileStore: Sendable {
    /// The folder.
    let folder: String

    init(_ settings: Settings) throws { self.folder = try settings.home }
    init(folder: String) { self.folder = folder }

    private func path(_ username: Username) -> String { "\(self.folder)/\(username.text).json" }
    private func sentPath(_ username: Username) -> String { "\(self.folder)/\(username.text).sent" }

    /// Whether there is one.
    func holds(_ username: Username) -> Bool { FileManager.default.fileExists(atPath: self.path(username)) }

    /// Reads a profile; refuses a file that others can read.
    func load(_ username: Username) throws -> Profile {
        guard self.holds(username) else {
            throw Failure(
                "there is no profile \(username) in \(self.folder)",
                hint: "pksai user add \(username) --role ROLE, or put the profile you were given there"
            )
        }
        let decoded = JSONDecoding.decode(Profile.self, from: try PrivateFile.read(self.path(username)))
        guard let profile = decoded.value else {
            let places = decoded.problems.map(\.pointer).joined(separator: ", ")
            throw Failure("\(self.path(username)) is no profile: see \(places)")
        }
        return profile
    }

    /// Writes a profile with mode 0600.
    func save(_ profile: Profile) throws {
        try FileManager.default.createDirectory(
            atPath: self.folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        try PrivateFile.write(try JSONEncoding.encode(profile), to: self.path(profile.username))
    }

    /// Removes a profile; its list of sent messages stays for `pksai reconcile`.
    func remove(_ username: Username) throws {
        guard self.holds(username) else { return }
        try FileManager.default.removeItem(atPath: self.path(username))
    }

    /// Everybody with a profile, by name.
    func usernames() -> [Username] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: self.folder)) ?? []
        return files.filter { $0.hasSuffix(".json") }.compactMap { Username(String($0.dropLast(5))) }
            .sorted { $0.text < $1.text }
    }

    /// Everybody with a list of sent messages, by name.
    func senders() -> [Username] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: self.folder)) ?? []
        return files.filter { $0.hasSuffix(".sent") }.compactMap { Username(String($0.dropLast(5))) }
            .sorted { $0.text < $1.text }
    }

    /// Notes what the broker has confirmed: `<unit> <message id>` lines, only ever added to.
    func appendSent(_ messages: [SentMessage], by username: Username) throws {
        guard !messages.isEmpty else { return }
        let lines = messages.map { "\($0.unit.rawValue) \($0.messageID)\n" }.joined()
        let path = self.sentPath(username)
        if !FileManager.default.fileExists(atPath: path) {
            _ = FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
        }
        guard let file = FileHandle(forWritingAtPath: path) else { throw Failure("\(path) cannot be written") }
        defer { try? file.close() }
        try file.seekToEnd()
        try file.write(contentsOf: Data(lines.utf8))
    }

    /// What the broker has confirmed, each once, in the order it was first sent.
    func sent(by username: Username) -> [SentMessage] {
        guard let data = FileManager.default.contents(atPath: self.sentPath(username)) else { return [] }
        var seen: Set<SentMessage> = []
        return String(decoding: data, as: UTF8.self).split(separator: "\n").compactMap { line in
            let parts = line.split(separator: " ")
            guard parts.count == 2, let unit = UnitName(rawValue: String(parts[0])) else { return nil }
            let message = SentMessage(unit: unit, messageID: String(parts[1]))
            return seen.insert(message).inserted ? message : nil
        }
    }
}

/// A message the broker has confirmed, and the unit it went to.
struct SentMessage: Hashable, Sendable {
    var unit: UnitName
    var messageID: String
}
