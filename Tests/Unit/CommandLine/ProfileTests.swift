import Contracts
import Foundation
import JSON
import RabbitMQ
import Sealing
import Testing
import Vocabulary

@testable import pksai

@Suite struct ProfileTests {
    let store = ProfileStore(
        folder: FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    )

    func profile(_ name: String) throws -> Profile {
        let unit = SealKeyPair.generate(owner: "intake")
        return Profile(
            username: try #require(Username(name)),
            password: "secret",
            amqpURL: "amqp://\(name):secret@127.0.0.1:5672/pksai",
            certificateAuthority: nil,
            roles: [.socialWorker, .onCallWorker],
            institution: nil,
            sealKey: Profile.PrivateKey(.generate(owner: name)),
            units: UnitSealKeys(keys: [.intake: unit.publicKey])
        )
    }

    @Test func `a profile comes back as it was, and only its owner can read it`() throws {
        defer { try? FileManager.default.removeItem(atPath: self.store.folder) }
        let profile = try self.profile("sari")
        try self.store.save(profile)
        #expect(try self.store.load(profile.username) == profile)
        #expect(self.store.usernames() == [profile.username])
        let path = "\(self.store.folder)/sari.json"
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
        #expect(throws: PrivateFileError(code: .tooOpen(mode: 0o640), path: path)) {
            try self.store.load(profile.username)
        }
    }

    @Test func `a profile that is not there, or is none, says so`() throws {
        defer { try? FileManager.default.removeItem(atPath: self.store.folder) }
        let name = try #require(Username("sari"))
        #expect(throws: Failure.self) { try self.store.load(name) }
        try self.store.save(self.profile("budi"))
        try PrivateFile.write(Array("{\"username\": \"sari\"}".utf8), to: "\(self.store.folder)/sari.json")
        let failure = #expect(throws: Failure.self) { try self.store.load(name) }
        #expect(failure?.message.contains("/password") == true)
    }

    @Test func `what was confirmed is listed once, in order`() throws {
        defer { try? FileManager.default.removeItem(atPath: self.store.folder) }
        let profile = try self.profile("sari")
        try self.store.save(profile)
        let first = SentMessage(unit: .intake, messageID: "a")
        let second = SentMessage(unit: .referral, messageID: "a")
        try self.store.appendSent([first, second], by: profile.username)
        try self.store.appendSent([first], by: profile.username)
        #expect(self.store.sent(by: profile.username) == [first, second])
        #expect(self.store.senders() == [profile.username])
    }

    @Test func `a message is sealed to the unit, under the sender's name and its id`() throws {
        let intake = SealKeyPair.generate(owner: "intake")
        var profile = try self.profile("sari")
        profile.units = UnitSealKeys(keys: [.intake: intake.publicKey])
        let request = Request(
            unit: .intake,
            route: Routing.command("forward_complaint", to: .intake, from: profile.username),
            type: "forward_complaint",
            messageID: "m-1",
            body: Array("{}".utf8)
        )
        let message = try request.message(from: profile, at: 1_795_133_700)
        #expect(message.exchange == "commands" && message.routingKey == "intake.forward_complaint.sari")
        #expect(message.mandatory)
        #expect(message.properties.userID == "sari" && message.properties.messageID == "m-1")
        #expect(message.properties.contentType == "application/pksai-sealed")
        #expect(message.properties.deliveryMode == 2 && message.properties.headers["schema_version"] == .integer(1))
        let opened = try HPKESealing.open(message.body, keys: [intake], userID: "sari", messageID: "m-1")
        #expect(opened == request.body)
        #expect(throws: HPKESealingError.notAuthentic) {
            try HPKESealing.open(message.body, keys: [intake], userID: "budi", messageID: "m-1")
        }
        var other = request
        other.unit = .referral
        #expect(throws: Failure.self) { try other.message(from: profile, at: 0) }
        other = request
        other.messageID = "a b"
        #expect(throws: Failure.self) { try other.message(from: profile, at: 0) }
    }

    @Test func `keyrings hold what each unit may read`() throws {
        let shared = ClassKeys.generate()
        for unit in UnitName.allCases {
            let keyring = Keyring.generate(unit: unit.rawValue, classes: unit.privacyClasses, shared: shared)
            #expect(keyring.classKeys.classes.contains(.reporterIdentity) == (unit == .intake))
            #expect(keyring.classKeys.classes.contains(.childIdentity) == (unit != .dataRequest))
        }
    }
}
