internal import Contracts
internal import Foundation
internal import JSON
internal import RabbitMQ
internal import Sealing
internal import ServiceUnitDomain
internal import ServiceUnitService
internal import TestSupport
internal import UnitRuntime
internal import UnitTestSupport
internal import Vocabulary

typealias Bench = UnitBench

// What the service unit's tests do with the bench: they play intake, identification and staff.
extension UnitBench {
    static let staff: [(name: String, roles: [Role])] = [
        ("siti", [.socialWorker, .onCallWorker]), ("budi", [.socialWorker, .onCallWorker]), ("sari", [.coordinatorSw]),
        ("kadir", [.coordinatorPksai]), ("hana", [.headPksai]), ("tono", [.tksk]),
        ("sekar", [.secretary]), ("dewi", [.dataOfficer]), ("keluarga", [.dataApplicant]),
    ]

    /// Runs a test with the service unit and its staff, each with a key; no instance runs yet.
    static func run(_ body: (Bench) async throws -> Void) async throws {
        let people =
            try Self.staff.map { try Person($0.name, $0.roles, hasKey: true) }
            + [try Person("fajar", [.focalPoint], institution: "r11", hasKey: true)]
        try await Self.run([ServiceUnitUnit.definition(try UnitSettings())], people: people, body)
    }

    /// Starts an instance, its time ahead by so many seconds.
    func start(_ name: String = "service-unit-1", ahead seconds: Int = 0) throws -> Instance {
        try self.start(name, definition: nil, settings: ["PKSAI_CLOCK_OFFSET": String(seconds)])
    }

    var database: TestDatabase { get throws { try self.database(of: .serviceUnit) } }

    // MARK: Messages

    /// Tells the service unit what happened to a complaint elsewhere.
    func tell(
        _ unit: UnitName,
        _ complaint: ComplaintID,
        lane: Lane = .routine,
        _ events: any EventContract...
    ) async throws {
        let stream = "\(unit.rawValue)-\(complaint.text)"
        try await self.tell(events, from: unit, stream: stream, complaint: complaint, lane: lane)
    }

    /// Identification joins a complaint to another child's case.
    func link(_ complaint: ComplaintID, _ caseID: CaseID, to target: CaseID, at now: Instant) async throws {
        let link = ComplaintLinkedToCase(
            complaintID: complaint,
            caseID: caseID,
            linkedTo: target,
            childID: ChildID(UUID()),
            at: now
        )
        try await self.tell(.identification, complaint, link)
    }

    /// Identification finds that the complaint was about another child.
    func unlink(_ complaint: ComplaintID, _ caseID: CaseID, from target: CaseID, at now: Instant) async throws {
        let parted = ComplaintUnlinkedFromCase(
            complaintID: complaint,
            caseID: caseID,
            unlinkedFrom: target,
            childID: ChildID(UUID()),
            at: now
        )
        try await self.tell(.identification, complaint, parted)
    }

    /// Intake registers a complaint at this level; its values are sealed with keys of its own.
    func register(
        _ complaint: ComplaintID,
        _ caseID: CaseID,
        _ level: RiskLevel,
        serial: Int64 = 9001,
        telling situation: String = "made up",
        outreach: OutreachOrigin? = nil
    ) async throws {
        let now = Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
        let registered = ComplaintRegistered(
            complaintID: complaint,
            caseID: caseID,
            complaintNo: ComplaintNumber(year: 2026, serial: serial),
            path: .indirect,
            receivedAt: now,
            registeredAt: now,
            emergency: false,
            test: false,
            codes: LooseCodes(
                categories: [.violenceVictim],
                riskLevel: level,
                subdistrict: "Panakkukang",
                childAge: 9,
                childSex: .female,
                immediateNeeds: [.shelter],
                channel: .phone
            ),
            child: Confidential(ChildIdentity(name: "Anak Contoh"), .childIdentity, origin: complaint, field: "child"),
            situation: Confidential(
                Situation(description: situation, assessment: nil),
                .sensitiveHarm,
                origin: complaint,
                field: "situation"
            ),
            outreach: outreach
        )
        try await self.tell(.intake, complaint, lane: level == .high ? .urgent : .routine, registered)
    }

    /// Claims, passes or releases.
    func claim<C: ClaimContract>(_ claim: C, by name: String, id: String) async throws {
        let body = try JSONEncoding.encode(claim)
        try await self.send("claims", "urgent.\(C.action).\(name)", from: name, id: id, type: C.type, body: body)
    }

    // MARK: The database

    /// The case as the unit holds it.
    func state(of caseID: CaseID) async throws -> Case? { try await self.state(of: Case.self, caseID) }

    /// Looks again and again until the case is so; the test's time limit ends a vain wait.
    func until(_ caseID: CaseID, _ isWanted: (Case) -> Bool) async throws -> Case {
        try await self.until(Case.self, caseID, isWanted)
    }
}
