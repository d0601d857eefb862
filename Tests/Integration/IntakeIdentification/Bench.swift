internal import Contracts
internal import Foundation
internal import IdentificationDomain
internal import IdentificationService
internal import IntakeService
internal import JSON
internal import RabbitMQ
internal import Sealing
internal import TestSupport
internal import UnitRuntime
internal import UnitTestSupport
internal import Vocabulary

typealias Bench = UnitBench

/// Knows one child of another district; everybody else is the city's.
struct Register: PopulationRegistry {
    func record(of nik: NIK) -> RegistryRecord? {
        RegistryRecord(status: .active, district: nik.digits == "7371010704159003" ? "7306" : "7371")
    }
}

// What these tests do with the bench: they are the agency and the staff, and hear what the other units are told.
extension UnitBench {
    static let agency = "police-post"
    /// An agency with a key of its own.
    static let clinic = "clinic"
    static let officer = "nur"
    static let analyst = "dewi"

    /// Runs a test with so many instances of intake and of identification.
    static func run(instances: Int = 1, _ body: (Bench) async throws -> Void) async throws {
        let people = [
            try Person(Self.agency, [.agency]), try Person(Self.clinic, [.agency], hasKey: true),
            try Person(Self.officer, [.intakeOfficer]), try Person(Self.analyst, [.analyst], hasKey: true),
        ]
        let units = [
            try Self.intake(),
            try IdentificationUnit.definition(try UnitSettings(), population: Register(), lists: nil),
        ]
        try await Self.run(units, people: people) { bench in
            try await bench.startAll(instances: instances)
            try await body(bench)
        }
    }

    static func intake() throws -> UnitDefinition { try IntakeUnit.definition(try UnitSettings()) }

    /// Sends a complaint; sealed to intake if wished.
    func submit(
        _ id: String,
        _ complaint: ComplaintSubmitted,
        from sender: String = Bench.agency,
        isSealed: Bool = false
    ) async throws {
        var body = try JSONEncoding.encode(complaint)
        if isSealed, let key = try self.keyring(of: .intake).publicSealKey {
            body = try HPKESealing.seal(body, to: key, userID: sender, messageID: id)
        }
        let isUrgent = complaint.initialAssessment?.riskLevel == .high || complaint.emergency == true
        try await self.send(
            "complaints",
            "complaint.\(sender).\(isUrgent ? Lane.urgent.rawValue : Lane.routine.rawValue)",
            from: sender,
            id: id,
            type: ComplaintSubmitted.type,
            body: body,
            contentType: isSealed ? "application/pksai-sealed" : "application/json"
        )
    }

    /// Waits for a complaint's receipt.
    ///
    /// - Throws: If it is no `complaint.accepted`; what it is is the failure's text.
    func accepted(_ id: String, from sender: String = Bench.agency) async throws -> ComplaintAccepted {
        let answer = try await self.answer(to: id, of: sender)
        let body = try self.open(answer, for: sender)
        guard let receipt = JSONDecoding.decode(ComplaintAccepted.self, from: body).value else {
            throw TestBroker.Failure(String(decoding: body, as: UTF8.self))
        }
        return receipt
    }

    /// Waits until a complaint's sender is told that it came so far.
    func progress(_ number: ComplaintNumber, _ status: String) async throws {
        _ = try await self.first(in: "receipts.\(Self.agency)") {
            let told = JSONDecoding.decode(ComplaintProgress.self, from: $0.body).value
            return told?.complaintNo == number && told?.status == status
        }
    }

    /// Waits until a unit that isn't here is told of an event, and what it is told with it.
    func told(
        _ name: String,
        to unit: UnitName,
        _ lane: Lane = .routine
    ) async throws -> [String: JSONValue] {
        let delivery = try await self.first(in: "\(unit.rawValue).\(lane.rawValue)") { delivery in
            let message = JSONDecoding.decode(EventMessage.self, from: delivery.body).value
            return message?.events.contains { $0.type == name } == true
        }
        let message = JSONDecoding.decode(EventMessage.self, from: delivery.body).value
        let events = try (message?.events ?? []).map { ($0.type, try $0.data.value()) }
        return Dictionary(events) { first, _ in first }
    }
}
