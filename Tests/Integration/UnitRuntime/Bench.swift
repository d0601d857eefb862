internal import Contracts
internal import Foundation
internal import JSON
internal import Logging
internal import PostgreSQL
internal import RabbitMQ
internal import Sealing
internal import TestSupport
internal import UnitTestSupport
internal import Vocabulary

@testable internal import UnitRuntime

typealias Bench = UnitBench

// What the runtime's tests do with the toy unit.
extension UnitBench {
    static let officer = "siti"
    static let agency = "police-post"

    /// Runs a test with the toy unit; no instance runs yet.
    static func run(_ body: (Bench) async throws -> Void) async throws {
        let people = [
            try Person(Self.officer, [.intakeOfficer]), try Person(Self.agency, [.agency]),
        ]
        try await Self.run([ToyUnit.definition], people: people, body)
    }

    var keyring: Keyring { get throws { try self.keyring(of: .intake) } }
    var database: TestDatabase { get throws { try self.database(of: .intake) } }

    /// Starts an instance, makes officer and agency known, waits until that is done.
    func startKnown(
        _ name: String = "intake-1",
        settings: [String: String] = [:],
        faults: Faults = Faults()
    ) async throws -> Instance {
        let unit = try self.start(name, settings: settings, faults: faults)
        try await self.makeEverybodyKnown()
        return unit
    }

    /// Tells the unit a user's roles, as the administrator would.
    func makeKnown(_ username: String, _ roles: [Role], sealKey: PublicSealKey? = nil) async throws {
        guard let name = Username(username) else { throw TestBroker.Failure("no username: \(username)") }
        let user = RegisterUser(username: name, roles: roles, sealKeyID: sealKey?.id, sealKey: sealKey?.x25519)
        try await self.makeKnown(Person(user))
    }

    // MARK: Messages

    /// A complaint of the agency.
    func complaint(_ id: String, _ complaint: ComplaintSubmitted, lane: Lane = .routine) throws -> OutgoingMessage {
        self.message(
            "complaints",
            "complaint.\(Self.agency).\(lane.rawValue)",
            from: Self.agency,
            id: id,
            type: ComplaintSubmitted.type,
            body: try JSONEncoding.encode(complaint)
        )
    }

    func submit(_ id: String, _ situation: String, nik: String? = nil, lane: Lane = .routine) async throws {
        var complaint = ComplaintSubmitted(channel: .phone, situation: situation)
        complaint.emergency = lane == .urgent
        if let nik { complaint.child = ChildIdentity(nik: nik) }
        try await self.publish([try self.complaint(id, complaint, lane: lane)])
    }

    /// Sends a command of the officer.
    func command<C: CommandContract>(_ id: String, _ command: C, from sender: String = Bench.officer) async throws {
        try await self.send(C.type, from: sender, id: id, command)
    }

    /// Sends an order of the administrator.
    func order(_ id: String, _ type: String, _ order: some Encodable) async throws {
        try await self.send(type, from: Self.administrator, id: id, order)
    }

    /// What identification tells of a toy.
    func event(
        _ toy: ComplaintID,
        _ type: String = IdentificationStarted.name,
        version: Int64,
        follows: Int64?,
        lane: Lane = .routine,
        keys: [WrappedKey] = [],
        caseID: CaseID? = nil
    ) throws -> OutgoingMessage {
        let now = Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
        let data = IdentificationStarted(complaintID: toy, caseID: caseID ?? CaseID(toy.uuid), at: now)
        let message = EventMessage(
            stream: "identification-\(toy.text)",
            complaintID: toy.text,
            caseID: nil,
            actor: "system",
            cause: "test",
            keys: keys,
            events: [
                ToldEvent(
                    type: type,
                    version: version,
                    follows: ["intake": follows],
                    at: now,
                    data: .bytes(try JSONEncoding.encode(data))
                )
            ]
        )
        return self.message(
            "events",
            "identification.\(lane.rawValue).\(IdentificationStarted.name)",
            from: "identification",
            id: "identification-\(toy.text).\(version)",
            type: EventMessage.type,
            body: try JSONEncoding.encode(message)
        )
    }

    /// Asks the unit to check its journal.
    func verify(_ reader: SealKeyPair, _ id: String) async throws -> VerifyAudit.Answer {
        try await self.ask(VerifyAudit(), reader, id: id)
    }

    /// Asks the unit of itself, as the administrator whose key this is.
    func ask<Q: RuntimeQueryContract>(_ query: Q, _ reader: SealKeyPair, id: String? = nil) async throws -> Q.Answer {
        let id = id ?? "query-\(UUID().uuidString.lowercased())"
        let (body, key) = (try JSONEncoding.encode(query), "intake.\(Q.type).\(Self.administrator)")
        try await self.send("queries", key, from: Self.administrator, id: id, type: Q.type, body: body)
        let answer = try await self.answer(to: id, of: Self.administrator)
        let opened = try HPKESealing.open(
            answer.body,
            keys: [reader],
            userID: "intake",
            messageID: answer.properties.messageID ?? ""
        )
        let value = try JSONParser.parse(opened)
        guard let found = JSONDecoding.decode(Q.Answer.self, from: value["answer"] ?? .null).value else {
            throw TestBroker.Failure(String(decoding: opened, as: UTF8.self))
        }
        return found
    }

    // MARK: Toys

    /// A toy's identifier made of a number.
    func numbered(_ number: Int) -> ComplaintID {
        let digits = String(number)
        let text = "00000000-0000-7000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
        return ComplaintID(text) ?? Examples.complaint
    }

    /// The toy registered by a message's answer.
    func toy(of answer: Delivery) throws -> ComplaintID {
        guard let value = JSONDecoding.decode(ComplaintAccepted.self, from: answer.body).value else {
            throw TestBroker.Failure(String(decoding: answer.body, as: UTF8.self))
        }
        return value.complaintID
    }

    func state(of toy: ComplaintID) async throws -> Toy? { try await self.state(of: Toy.self, toy) }
}

extension Logger {
    /// Logs nothing.
    static var silent: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }
}
