import Contracts
import Foundation
import JSON
import PostgreSQL
import RabbitMQ
import ReferralService
import TestSupport
import UnitRuntime
import UnitTestSupport
import Vocabulary

/// People of the referral unit and what the service unit tells it, for journeys through the running unit.
struct ReferralJourney {
    let bench: UnitBench
    let caseID = CaseID(UUID())
    let complaint = ComplaintID(UUID())

    static func people() throws -> [Person] {
        [
            try Person("rina", [.referralOfficer], hasKey: true), try Person("rani", [.referralOfficer]),
            try Person("kordi", [.coordinatorPksai], hasKey: true), try Person("dinas", [.agencyHead]),
            try Person("sekre", [.secretary]), try Person("siti", [.socialWorker]),
            try Person("budi", [.socialWorker], hasKey: true),
            try Person("psikolog", [.focalPoint], institution: "r39", hasKey: true),
            try Person("rumah", [.focalPoint], institution: "r11", hasKey: true),
            try Person("lorong", [.focalPoint], institution: "r10", hasKey: true),
        ]
    }

    /// Runs the unit with these people.
    static func run(instances: Int = 1, _ body: (ReferralJourney) async throws -> Void) async throws {
        let definition = try ReferralUnit.definition(try UnitSettings())
        try await UnitBench.run([definition], people: try self.people()) { bench in
            try await bench.startAll(instances: instances)
            try await body(ReferralJourney(bench: bench))
        }
    }

    /// Asks the unit as Rina.
    func ask<Q: QueryContract>(_ query: Q) async throws -> Q.Answer? {
        let text = try await self.bench.query(query, by: "rina")
        guard let answered = JSONDecoding.decode(QueryAnswered.self, from: Array(text.utf8)).value else { return nil }
        return JSONDecoding.decode(Q.Answer.self, from: answered.answer).value
    }

    static func now() -> Instant { Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000)) }

    func need(
        _ need: Need,
        _ kind: ReferralKind,
        level: RiskLevel,
        sex: Sex = .female,
        at: Instant = now()
    ) -> ReferralNeed {
        func sealed(_ text: String, _ field: String) -> Confidential<String> {
            Confidential(text, .sensitiveHarm, origin: self.complaint, field: field)
        }
        return ReferralNeed(
            referralID: ReferralID(UUID()),
            caseID: self.caseID,
            complaintID: self.complaint,
            complaintNo: ComplaintNumber(year: 2026, serial: 9001),
            kind: kind,
            need: need,
            codes: LooseCodes(
                categories: [.violenceVictim],
                riskLevel: level,
                subdistrict: "Tallo",
                childAge: 14,
                childSex: sex,
                immediateNeeds: [],
                channel: .phone
            ),
            child: Confidential(
                ChildIdentity(name: "Anak Rahasia", nik: "7371015503129001", placeFound: "Jalan Rahasia 9"),
                .childIdentity,
                origin: self.complaint,
                field: "child"
            ),
            problem: sealed("masalah rahasia", "problem"),
            doneSoFar: sealed("penanganan rahasia", "done_so_far"),
            helpWanted: sealed("bantuan rahasia", "help_wanted"),
            caseManager: Username("siti"),
            test: false,
            at: at
        )
    }

    /// Tells the unit what the service unit says of the case, and waits until it is journaled.
    func hear<E: EventContract>(_ event: E, from unit: UnitName = .serviceUnit) async throws {
        let before = try await self.journaled(E.name)
        // Each unit has streams of its own.
        let stream = "\(unit == .serviceUnit ? "case" : unit.rawValue)-\(self.caseID.text)"
        try await self.bench.tell(event, from: unit, stream: stream, complaint: self.complaint)
        while try await self.journaled(E.name) <= before {
            try Task.checkCancellation()
            await Task.yield()
        }
    }

    /// How many events of a type the unit has journaled.
    func journaled(_ type: String) async throws -> Int64 {
        try await self.bench.count("SELECT count(*) FROM journal WHERE type = \(type)")
    }

    func planned(_ need: Need, _ kind: ReferralKind, level: RiskLevel = .medium) async throws -> ReferralID {
        let wanted = self.need(need, kind, level: level)
        try await self.hear(ReferralPlanned(need: wanted))
        return wanted.referralID
    }

    func urgent(_ need: Need = .shelter, sex: Sex = .female) async throws -> ReferralID {
        let wanted = self.need(need, .emergency, level: .high, sex: sex)
        try await self.hear(UrgentReferralRequested(need: wanted))
        return wanted.referralID
    }

    /// From the plan to the partner's yes.
    func accepted(_ need: Need, _ kind: ReferralKind, by partner: String, _ focalPoint: String) async throws
        -> ReferralID
    {
        let id = try await self.planned(need, kind)
        _ = try await self.bench.command(
            IssueAssignmentLetter(referralID: id, number: "ST/9001", worker: Examples.username),
            from: "kordi"
        )
        _ = try await self.bench.command(
            DraftReferralLetter(
                referralID: id,
                institution: partner,
                number: "460/9001",
                attachment: "lampiran rahasia"
            ),
            from: "rina"
        )
        _ = try await self.bench.command(SignReferralLetter(referralID: id), from: "dinas")
        _ = try await self.bench.command(SendReferral(referralID: id, institution: partner), from: "rina")
        _ = try await self.bench.command(AcceptReferral(referralID: id), from: focalPoint)
        return id
    }

    func prepare(_ id: ReferralID, from sender: String) async throws -> String {
        try await self.bench.command(
            PrepareHandover(
                referralID: id,
                number: "BA/9001",
                place: "tempat rahasia",
                handedOver: [.child],
                condition: "tenang, rahasia",
                officer: "Rina",
                receivingOfficer: "Wati"
            ),
            from: sender
        )
    }

    /// Waits for an event told to a unit and gives its message as text.
    func told(_ event: String, to unit: String, urgently: Bool = false) async throws -> String {
        let message = try await self.bench.first(in: "\(unit).\(urgently ? "urgent" : "routine")") {
            String(decoding: $0.body, as: UTF8.self).contains("\"\(event)\"")
        }
        return String(decoding: message.body, as: UTF8.self)
    }
}
